/// A PDF file and the revisions it is made of.
///
/// Reading is lazy: only the cross-reference sections are read at first, each object when it is asked for. The
/// document can be looked at as of any revision, which is how the state that a signature covers is seen.
public struct PDFDocument: Sendable {
    /// Apart, because documents are handed on again and again, and a copy of all this takes longer than to find an object.
    private final class Content: Sendable {
        let bytes: [UInt8]
        let revisions: [Revision]
        let limits: PDFLimits
        let cache: ReadingCache
        let objects: ObjectIndex
        let mayGoOn: @Sendable () -> Bool

        init(
            _ bytes: [UInt8], _ revisions: [Revision], _ limits: PDFLimits, _ mayGoOn: @escaping @Sendable () -> Bool
        ) {
            self.bytes = bytes
            self.revisions = revisions
            self.limits = limits
            self.mayGoOn = mayGoOn
            objects = ObjectIndex(revisions)
            cache = ReadingCache(definitionCount: objects.count)
        }
    }

    private let content: Content
    public var bytes: [UInt8] { content.bytes }
    /// Oldest first; never empty.
    public var revisions: [Revision] { content.revisions }
    public var limits: PDFLimits { content.limits }
    var cache: ReadingCache { content.cache }
    var objects: ObjectIndex { content.objects }

    /// - Parameter mayGoOn: Whether there is time left; asked before each table and each object.
    /// - Throws: ``PDFReadError`` when the bytes are not a PDF, exceed a limit, are encrypted, or are built in a way
    ///   that is not supported.
    public init(
        bytes: [UInt8], limits: PDFLimits = PDFLimits(), mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) throws(PDFReadError) {
        guard bytes.count <= limits.fileByteCount else {
            throw PDFReadError(
                .limitExceeded, found: "\(bytes.count) bytes", expected: "at most \(limits.fileByteCount)")
        }
        // Offsets count from the first byte, for some readers from the header: in front of it, nothing may stand.
        guard bytes.starts(with: Self.header) else { throw Self.missingHeader(bytes) }
        let reader = CrossReferenceReader(bytes: bytes, limits: limits, mayGoOn: mayGoOn)
        let (revisions, decodedByteCount) = try reader.readRevisions()
        self.init(bytes: bytes, revisions: revisions, limits: limits, mayGoOn: mayGoOn)
        try count(decoded: decodedByteCount)
    }

    private static let header = Array("%PDF-".utf8)

    private static func missingHeader(_ bytes: [UInt8]) -> PDFReadError {
        let start = bytes.prefix(1024)
        let place = start.indices.first { start[$0...].starts(with: header) }
        let found =
            place.map { "\($0) bytes before the header" } ?? (bytes.isEmpty ? "an empty file" : "something else")
        return PDFReadError(.noHeader, at: 0, found: found, expected: "'%PDF-'")
    }

    private init(
        bytes: [UInt8], revisions: [Revision], limits: PDFLimits, mayGoOn: @escaping @Sendable () -> Bool
    ) {
        content = Content(bytes, revisions, limits, mayGoOn)
    }

    /// The same file as a reader sees it that knows cross-reference tables and no streams.
    ///
    /// In a hybrid file it differs from this document; where it does, two people may read two documents.
    ///
    /// - Returns: `nil` when some revision has no table, so that such a reader cannot open the file.
    public func asSeenInTables() -> PDFDocument? {
        let seen = revisions.compactMap { $0.asSeenInTable() }
        guard seen.count == revisions.count else { return nil }
        return PDFDocument(bytes: bytes, revisions: seen, limits: limits, mayGoOn: content.mayGoOn)
    }

    /// To be called at the end of each step: an error that an earlier call threw may have been taken for a broken object.
    ///
    /// - Throws: ``PDFReadError`` with `limitExceeded` when the time is up.
    public func checkTime() throws(PDFReadError) { try Self.check(content.mayGoOn) }

    static func check(_ mayGoOn: () -> Bool) throws(PDFReadError) {
        guard mayGoOn() else {
            throw PDFReadError(.limitExceeded, found: "more work than the time allows", expected: "a simpler file")
        }
    }

    public var lastRevision: Revision { revisions[revisions.count - 1] }

    /// The trailer's entry, of the newest revision up to `index`.
    public func trailer(asOf index: Int) -> PDFDictionary { revisions[index].trailer }

    /// Where the newest definition of an object stands, as of a revision.
    ///
    /// - Returns: The entry and the revision that made it; `nil` when no revision up to `index` knows the object.
    public func entry(of number: Int, asOf index: Int) -> (entry: Revision.Entry, revision: Revision)? {
        objects.entry(of: number, asOf: index).map { ($0.entry, revisions[$0.revision]) }
    }

    /// The object itself, behind at most one reference.
    public func resolve(_ object: PDFObject?, asOf index: Int) throws(PDFReadError) -> PDFObject {
        switch object {
        case nil: return .null
        case .reference(let reference): return try indirectObject(reference, asOf: index).object
        case .some(let direct): return direct
        }
    }

    public func dictionary(_ object: PDFObject?, asOf index: Int) throws(PDFReadError) -> PDFDictionary? {
        try resolve(object, asOf: index).dictionaryValue
    }

    public func array(_ object: PDFObject?, asOf index: Int) throws(PDFReadError) -> [PDFObject]? {
        try resolve(object, asOf: index).arrayValue
    }

    public func catalog(asOf index: Int) throws(PDFReadError) -> PDFDictionary {
        guard let catalog = try dictionary(trailer(asOf: index)["Root"], asOf: index) else {
            throw PDFReadError(.missingObject, found: "no /Root dictionary", expected: "a document catalog")
        }
        return catalog
    }

    /// A stream's bytes with its filters undone, counted among all that is decoded of this document.
    ///
    /// - Throws: ``PDFReadError`` when a filter is not known, the data are damaged, or a limit is exceeded.
    public func decode(_ stream: PDFStream, limit: Int) throws(PDFReadError) -> [UInt8] {
        try checkTime()
        let result = try stream.decoded(limit: min(limit, limits.inflatedByteCount))
        try count(decoded: result.count)
        return result
    }

    func count(decoded byteCount: Int) throws(PDFReadError) {
        guard cache.decoded(byteCount, limit: limits.totalInflatedByteCount) else {
            throw PDFReadError(
                .limitExceeded, found: "more than \(limits.totalInflatedByteCount) bytes decoded",
                expected: "fewer compressed data")
        }
    }
}
