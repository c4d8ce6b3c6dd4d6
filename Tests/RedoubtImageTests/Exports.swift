// The handmade program is shared with the tests of the commands.
@_exported import ImageTesting
