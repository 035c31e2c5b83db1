private import CMS
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

    /// - Returns: `nil` when the field has no value, or one that is no indirect dictionary.
    public init?(ofField field: SignatureField, in document: PDFDocument, asOf index: Int) throws(PDFReadError) {
        guard let reference = field.value else { return nil }
        self.init(try document.indirectObject(reference, asOf: index))
    }

    public var keys: [PDFName] { dictionary.keys }
    public var type: PDFName? { dictionary["Type"]?.nameValue }
    public var filter: PDFName? { dictionary["Filter"]?.nameValue }
    public var subFilter: PDFName? { dictionary["SubFilter"]?.nameValue }
    /// Whether it holds a time-stamp over the document, and nobody's signature.
    ///
    /// A signature that only says that it is a time-stamp is a signature.
    ///
    /// Source: EN 319 142-1 §5.4.3.
    public var isDocumentTimeStamp: Bool {
        guard type == "DocTimeStamp" || subFilter == "ETSI.RFC3161" else { return false }
        guard let contents, let length = contentsLength, let data = try? SignedData(der: Array(contents[..<length]))
        else { return true }
        return data.contentType != ObjectIdentifiers.data
    }
    /// The bytes of `/Contents`, padding included.
    public var contents: [UInt8]? { dictionary["Contents"]?.stringValue }
    /// Length of the DER element that `/Contents` begins with; `nil` when it holds no whole one.
    ///
    /// Source: ITU-T X.690 §8.1.3.
    public var contentsLength: Int? {
        guard let bytes = contents, bytes.count >= 2, bytes[0] == 0x30 else { return nil }
        if bytes[1] < 0x80 { return 2 + Int(bytes[1]) <= bytes.count ? 2 + Int(bytes[1]) : nil }
        let count = Int(bytes[1] & 0x7F)
        guard (1...4).contains(count), bytes.count >= 2 + count else { return nil }
        let length = bytes[2..<2 + count].reduce(0) { $0 << 8 | Int($1) }
        return length <= bytes.count - 2 - count ? 2 + count + length : nil
    }
    /// Where the value of `/Contents` stands in the file, delimiters included.
    public var contentsRange: Range<Int>? { object.stringRange(of: "Contents") }
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
