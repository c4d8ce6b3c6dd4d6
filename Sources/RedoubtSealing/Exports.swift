// Whoever seals names policies, errors and the storage; one import gives all.
@_exported public import RedoubtSealingInterface
