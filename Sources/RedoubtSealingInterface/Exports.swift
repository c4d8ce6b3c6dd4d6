// Interfaces that name these errors and policies need the types that cross; one import gives all.
@_exported public import RedoubtABI
