// An enclave author needs the interface types; one import gives all.
@_exported public import RedoubtABI
