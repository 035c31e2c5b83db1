/// Collects the changes of one further revision and appends them to a document.
///
/// The bytes of earlier revisions are never touched: that is what keeps earlier signatures valid.
///
/// Source: ISO 32000-1 §7.5.6.
public struct IncrementalUpdate: Sendable {
    private let document: PDFDocument
    private var changes: [PDFReference: PDFObject] = [:]
    private var order: [PDFReference] = []
    private var size: Int
    private var signature: (reference: PDFReference, contentsByteCount: Int)?

    /// - Throws: ``PDFReadError`` when the newest revision has no table, which another one would have to follow, or its
    ///   trailer no usable `/Size`.
    public init(of document: PDFDocument) throws(PDFReadError) {
        self.document = document
        guard document.lastRevision.crossReference.form == .table else {
            throw PDFReadError(
                .unsupported, found: "a cross-reference \(document.lastRevision.crossReference.form.rawValue)",
                expected: "a document whose newest revision has a classical table")
        }
        guard let size = document.lastRevision.trailer["Size"]?.integerValue, size > 0 else {
            throw PDFReadError(.badSyntax, found: "no /Size in the trailer", expected: "the number of objects")
        }
        // A trailer that counts too few objects must not make a new one take the place of an old one.
        let used = document.revisions.compactMap(\.entries.largestNumber).max() ?? 0
        self.size = max(size, used + 1)
    }

    public mutating func add(_ object: PDFObject) -> PDFReference {
        let reference = PDFReference(number: size)
        size += 1
        set(object, at: reference)
        return reference
    }

    /// Defines an object again, or for the first time.
    public mutating func set(_ object: PDFObject, at reference: PDFReference) {
        if changes.updateValue(object, forKey: reference) == nil { order.append(reference) }
    }

    /// Adds a signature dictionary whose `/ByteRange` and `/Contents` are filled in when the bytes are known.
    ///
    /// - Parameter contentsByteCount: Space for the DER of the CMS, in bytes; the file holds twice as many digits.
    public mutating func addSignature(_ dictionary: PDFDictionary, contentsByteCount: Int) -> PDFReference {
        precondition(signature == nil, "a revision holds one signature")
        let reference = add(.dictionary(dictionary))
        signature = (reference, contentsByteCount)
        return reference
    }

    /// The whole file with this revision appended.
    ///
    /// - Parameter identifier: Second half of `/ID`: 16 bytes that name this state of the document.
    public func serialize(identifier: [UInt8]) -> UnsignedRevision {
        var output = PDFSerializer(reservingCapacity: (signature?.contentsByteCount ?? 0) * 2 + 1 << 13)
        let base = document.bytes.count
        if document.bytes.last != 0x0A { output.append("\n") }
        var table = CrossReferenceTableWriter()
        var hole: Range<Int>?
        for reference in order {
            table.append(reference, offset: base + output.bytes.count)
            if let signature, signature.reference == reference {
                hole = append(
                    signature: reference, contentsByteCount: signature.contentsByteCount, to: &output, base: base)
            } else {
                output.append(indirect: changes[reference] ?? .null, as: reference)
            }
        }
        table.write(to: &output, trailer: trailer(identifier: identifier), base: base)
        var whole: [UInt8] = []
        whole.reserveCapacity(base + output.bytes.count)
        whole += document.bytes
        whole += output.bytes
        return UnsignedRevision(takingOver: &whole, contents: hole)
    }

    private func trailer(identifier: [UInt8]) -> PDFDictionary {
        let previous = document.lastRevision
        var trailer = PDFDictionary()
        trailer["Size"] = .integer(size)
        trailer["Root"] = previous.trailer["Root"]
        trailer["Info"] = previous.trailer["Info"]
        if let first = previous.trailer["ID"]?.arrayValue?.first {
            trailer["ID"] = .array([first, .string(identifier)])
        }
        trailer["Prev"] = .integer(previous.crossReferenceOffset)
        return trailer
    }

    /// Writes the dictionary with its two placeholders last, and says where `/Contents` stands in the file.
    private func append(
        signature reference: PDFReference, contentsByteCount: Int, to output: inout PDFSerializer, base: Int
    ) -> Range<Int> {
        output.append("\(reference.number) \(reference.generation) obj\n<<")
        for (key, value) in changes[reference]?.dictionaryValue ?? [:] {
            output.append(.name(key))
            output.append(" ")
            output.append(value)
        }
        output.append("/ByteRange [" + String(repeating: " ", count: UnsignedRevision.byteRangeWidth) + "]/Contents ")
        let start = base + output.bytes.count
        output.append("<")
        output.append(bytes: [UInt8](repeating: UInt8(ascii: "0"), count: contentsByteCount * 2))
        output.append(">")
        let end = base + output.bytes.count
        output.append(">>\nendobj\n")
        return start..<end
    }
}

/// A revision in which only the value of `/Contents` is missing.
public struct UnsignedRevision: Sendable {
    /// Room for four numbers of up to ten digits and the spaces between them.
    static let byteRangeWidth = 43

    /// The whole file.
    public private(set) var bytes: [UInt8]
    /// What a signature of this revision covers; `nil` when the revision holds none.
    public let byteRange: ByteRange?

    /// - Parameter whole: Left empty, so that the file is not copied.
    init(takingOver whole: inout [UInt8], contents: Range<Int>?) {
        bytes = []
        swap(&bytes, &whole)
        let end = bytes.count
        byteRange = contents.map { ByteRange(holeAt: $0, end: end) }
        guard let byteRange else { return }
        // "/ByteRange [" + width + "]/Contents " stands right before the hole.
        let start = byteRange.hole.lowerBound - "]/Contents ".utf8.count - Self.byteRangeWidth
        let numbers = byteRange.numbers.map(String.init).joined(separator: " ")
        bytes.replaceSubrange(start..<start + numbers.utf8.count, with: numbers.utf8)
    }

    /// What a signature covers behind the first bytes of the file, which are the revision before.
    public func spans(behind byteCount: Int) -> [Range<Int>] {
        guard let byteRange else { return [byteCount..<bytes.count] }
        return [byteCount..<byteRange.hole.lowerBound, byteRange.second]
    }

    /// Puts the CMS into the place that was kept for it.
    ///
    /// - Returns: The whole file, signed; `nil` when the CMS is larger than the place.
    public consuming func filling(contents: [UInt8]) -> [UInt8]? {
        guard let hole = byteRange?.hole, contents.count * 2 <= hole.count - 2 else { return nil }
        // Whoever needs the revision no more lets it be filled in place.
        var result = bytes
        bytes = []
        let digits = Array("0123456789abcdef".utf8)
        var position = hole.lowerBound + 1
        for byte in contents {
            result[position] = digits[Int(byte >> 4)]
            result[position + 1] = digits[Int(byte & 15)]
            position += 2
        }
        return result
    }
}
