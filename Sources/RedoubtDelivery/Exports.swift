// What is delivered is refused with errors of the interface; one import gives both.
@_exported public import RedoubtCrypto
@_exported public import RedoubtDeliveryInterface
