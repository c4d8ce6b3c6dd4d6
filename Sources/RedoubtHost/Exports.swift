// A host author needs the interface types, the isolation levels and the stop reasons; one import gives all.
@_exported public import RedoubtABI
@_exported public import RedoubtControl
