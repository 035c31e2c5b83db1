/// Why bytes could not be read as a PDF.
public struct PDFReadError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The file does not begin with `%PDF-`.
        case noHeader
        /// No cross-reference section where `startxref` or `/Prev` says.
        case noCrossReference
        /// The bytes at the place are not the object or token that has to stand there.
        case badSyntax
        /// An object that is referred to is nowhere defined.
        case missingObject
        /// A bound that protects the reader was exceeded.
        case limitExceeded
        /// The file is encrypted.
        case encrypted
        /// The file is built in a way this reader does not know.
        case unsupported
    }

    public let code: Code
    /// Distance from the first byte of the file, in bytes; `nil` when the failure has no place.
    public let byteOffset: Int?
    /// What stands there: counts, tokens and names of structures, never text of the document.
    public let found: String
    public let expected: String

    public init(_ code: Code, at byteOffset: Int? = nil, found: String, expected: String) {
        self.code = code
        self.byteOffset = byteOffset
        self.found = found
        self.expected = expected
    }
}

extension PDFReadError: CustomStringConvertible {
    public var description: String {
        let place = byteOffset.map { " at byte \($0)" } ?? ""
        return "could not read the PDF\(place): found \(found), expected \(expected)"
    }
}
