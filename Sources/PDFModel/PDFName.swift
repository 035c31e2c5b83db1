/// A name object, without its leading solidus.
///
/// PDF names are byte strings. Each byte is kept as the Unicode scalar of the same value, so that two names
/// are equal exactly when their bytes are, also for names that are not UTF-8.
///
/// Source: ISO 32000-1 §7.3.5.
public struct PDFName: Hashable, Sendable {
    /// The bytes after `#xx` sequences were decoded, one scalar below U+0100 for each.
    public let rawValue: String

    @inlinable
    public init(_ rawValue: String) { self.rawValue = rawValue }

    public init(bytes: some Sequence<UInt8>) {
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(Unicode.Scalar(byte)) }
        rawValue = String(scalars)
    }
}

extension PDFName {
    /// Most names that are compared have not even the same length, which is told without a look at their letters.
    @inlinable
    public static func == (first: PDFName, second: PDFName) -> Bool {
        first.rawValue.utf8.count == second.rawValue.utf8.count && first.rawValue == second.rawValue
    }
}

extension PDFName: ExpressibleByStringLiteral, CustomStringConvertible {
    @inlinable
    public init(stringLiteral value: String) { self.init(value) }

    public var description: String { "/" + rawValue }
}
