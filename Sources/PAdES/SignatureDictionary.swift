public import PDFModel

/// The value of a signed field.
///
/// Source: ISO 32000-1 §12.8.1, table 252; EN 319 142-1 §6.3.
public struct SignatureDictionary: Hashable, Sendable {
    public let object: IndirectObject
    private var dictionary: PDFDictionary { object.object.dictionaryValue ?? [:] }

    /// - Returns: `nil` when the object is no dictionary.
    public init?(_ object: IndirectObject) {
        guard object.object.dictionaryValue != nil else { return nil }
        self.object = object
    }

    public var keys: [PDFName] { dictionary.keys }
    public var type: PDFName? { dictionary["Type"]?.nameValue }
    public var filter: PDFName? { dictionary["Filter"]?.nameValue }
    public var subFilter: PDFName? { dictionary["SubFilter"]?.nameValue }
    /// The bytes of `/Contents`, padding included.
    public var contents: [UInt8]? { dictionary["Contents"]?.stringValue }
    /// Where the value of `/Contents` stands in the file, delimiters included.
    public var contentsRange: Range<Int>? { object.valueRange(of: "Contents") }
    public var byteRangeObject: PDFObject? { dictionary["ByteRange"] }
    /// When the signatory, or the software, claims to have signed; proves nothing.
    public var claimedTime: PDFDate? {
        dictionary["M"]?.stringValue.flatMap { PDFDate(String(decoding: $0, as: UTF8.self)) }
    }
    /// Whether `/Name`, when it is there, is a string in place and nothing that refers elsewhere.
    public var hasPlainName: Bool { dictionary["Name"].map { $0.stringValue != nil } ?? true }
    public var hasCertificateEntry: Bool { dictionary["Cert"] != nil }
    public var hasReferences: Bool { dictionary["Reference"] != nil }
}
