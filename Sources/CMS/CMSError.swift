/// Why bytes are not the CMS structure they have to be.
///
/// A signature that does not verify is no error: it is a value that says so.
public struct CMSError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The structure that was being read or made, by its name in the standard.
    public let structure: String
    public let found: String
    public let expected: String

    public init(_ structure: String, found: String, expected: String) {
        self.structure = structure
        self.found = found
        self.expected = expected
    }

    public var description: String { "could not read \(structure): found \(found), expected \(expected)" }
}
