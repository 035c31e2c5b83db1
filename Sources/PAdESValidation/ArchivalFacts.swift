public import PAdES
public import PDFModel

/// What a document carries for later verification: facts, not yet believed.
///
/// Source: EN 319 142-1 §5.4.2.
public struct SecurityStoreFacts: Hashable, Sendable {
    /// One certificate or revocation answer.
    public struct Entry: Hashable, Sendable {
        public let der: [UInt8]
        /// The revision that brought it: a document time-stamp of that revision or a later one proves that it existed.
        public let revisionIndex: Int
    }

    public let certificates: [Entry]
    public let ocspResponses: [Entry]
    public let revocationLists: [Entry]
}

/// A time-stamp over the document and what its bytes say.
///
/// Source: EN 319 142-1 §5.4.3.
public struct DocumentTimeStampFacts: Sendable {
    public let fieldName: String
    /// The revision in which it was made.
    public let revisionIndex: Int
    public let dictionary: SignatureDictionary
    /// `nil` when `/ByteRange` is not four sound integers.
    public let byteRange: ByteRange?
    /// Whether the hole is exactly the value of this dictionary's `/Contents`, in hexadecimal digits.
    public let holeIsContents: Bool
    /// Whether the hole is written as Seing writes it.
    public let digitsAreLowerCase: Bool
    public let coverage: SignatureCoverage
    /// The token in `/Contents`, held against the bytes of the byte range.
    public let timeStamp: TimeStampFacts
}
