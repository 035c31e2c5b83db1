/// A PDF file and the revisions it is made of.
///
/// Reading is lazy: only the cross-reference sections are read at first, each object when it is asked for. The
/// document can be looked at as of any revision, which is how the state that a signature covers is seen.
public struct PDFDocument: Sendable {
    public let bytes: [UInt8]
    /// Oldest first; never empty.
    public let revisions: [Revision]
    public let limits: PDFLimits
    private let mayGoOn: @Sendable () -> Bool

    /// - Parameter mayGoOn: Whether there is time left; asked before each table and each object.
    /// - Throws: ``PDFReadError`` when the bytes are not a PDF, exceed a limit, or are built in a way that is not
    ///   supported (encryption, cross-reference streams).
    public init(
        bytes: [UInt8], limits: PDFLimits = PDFLimits(), mayGoOn: @escaping @Sendable () -> Bool = { true }
    ) throws(PDFReadError) {
        guard bytes.count <= limits.fileByteCount else {
            throw PDFReadError(
                .limitExceeded, found: "\(bytes.count) bytes", expected: "at most \(limits.fileByteCount)")
        }
        guard bytes.starts(with: Array("%PDF-".utf8)) else {
            throw PDFReadError(
                .noHeader, at: 0, found: bytes.isEmpty ? "an empty file" : "something else", expected: "'%PDF-'")
        }
        self.bytes = bytes
        self.limits = limits
        self.mayGoOn = mayGoOn
        revisions = try CrossReferenceReader(bytes: bytes, limits: limits, mayGoOn: mayGoOn).readRevisions()
    }

    /// To be called at the end of each step: an error that an earlier call threw may have been taken for a broken object.
    ///
    /// - Throws: ``PDFReadError`` with `limitExceeded` when the time is up.
    public func checkTime() throws(PDFReadError) { try Self.check(mayGoOn) }

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
        for revision in revisions[0...index].reversed() {
            if let entry = revision.entries[number] { return (entry, revision) }
        }
        return nil
    }

    /// Reads an object as of a revision.
    ///
    /// - Throws: ``PDFReadError`` with `missingObject` when there is none: it is free, or never defined, or the
    ///   generation differs; `badSyntax` when another object stands at its offset.
    public func indirectObject(_ reference: PDFReference, asOf index: Int) throws(PDFReadError) -> IndirectObject {
        try checkTime()
        guard let (entry, revision) = entry(of: reference.number, asOf: index),
            case .inUse(let offset, let generation) = entry, generation == reference.generation
        else {
            throw PDFReadError(.missingObject, found: "no object \(reference)", expected: "one in revision \(index)")
        }
        return try read(reference, at: offset, in: revision)
    }

    private func read(
        _ reference: PDFReference, at offset: Int, in revision: Revision
    ) throws(PDFReadError) -> IndirectObject {
        guard revision.range.contains(offset) else {
            throw PDFReadError(
                .badSyntax, at: offset, found: "object \(reference) outside its revision",
                expected: "an offset in \(revision.range)")
        }
        let end = revision.endOfObject(at: offset)
        var lexer = PDFLexer(
            bytes, at: offset, end: min(end, offset + limits.objectByteCount), depthLimit: limits.nestingDepth)
        let object = try lexer.readIndirectObject(dataEnd: end) { length throws(PDFReadError) in
            try streamLength(length, asOf: revision.index)
        }
        guard object.reference == reference else {
            throw PDFReadError(
                .badSyntax, at: offset, found: "object \(object.reference)", expected: "object \(reference)")
        }
        return object
    }

    /// The length is looked up without following a second reference, so that no circle can be built.
    private func streamLength(_ reference: PDFReference, asOf index: Int) throws(PDFReadError) -> Int {
        guard let (entry, revision) = entry(of: reference.number, asOf: index),
            case .inUse(let offset, _) = entry, revision.range.contains(offset)
        else { throw PDFReadError(.missingObject, found: "no object \(reference)", expected: "a stream length") }
        var lexer = PDFLexer(bytes, at: offset, end: revision.crossReferenceOffset)
        _ = try lexer.readInteger()
        _ = try lexer.readInteger()
        lexer.skipWhiteSpaceAndComments()
        try lexer.expect(keyword: "obj")
        return try lexer.readInteger()
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
}
