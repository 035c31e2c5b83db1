// Running programs and temporary directories: what all tests have, with or without documents and keys.
@_exported public import ToolSupport
