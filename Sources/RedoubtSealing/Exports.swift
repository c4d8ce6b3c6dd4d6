// What is sealed is bytes or keys, and refused with errors; one import gives all.
@_exported public import RedoubtCrypto
@_exported public import RedoubtSealingInterface
