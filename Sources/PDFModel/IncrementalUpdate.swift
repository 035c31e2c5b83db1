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

    /// - Throws: ``PDFReadError`` when the newest revision has neither a table nor a stream but both, or its trailer no usable
    ///   `/Size`.
    public init(of document: PDFDocument) throws(PDFReadError) {
        self.document = document
        let crossReference = document.lastRevision.crossReference
        guard crossReference.form != .hybrid, !crossReference.isMixed else {
            throw PDFReadError(
                .unsupported, found: "a cross-reference table and a stream in one revision",
                expected: "a document whose newest revision has one of them")
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

    /// The file with this revision appended.
    ///
    /// - Parameter identifier: Second half of `/ID`: 16 bytes that name this state of the document.
    public func serialize(identifier: [UInt8]) -> UnsignedRevision {
        var output = PDFSerializer(reservingCapacity: (signature?.contentsByteCount ?? 0) * 2 + 1 << 13)
        let base = document.bytes.count
        if document.bytes.last != 0x0A { output.append("\n") }
        // A table behind a stream, or the other way round, is seen by some readers and not by others (ISO 32000-1 §7.5.8.4).
        var table = CrossReferenceWriter(document.lastRevision.crossReference.form)
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
        let end = base + output.bytes.count
        let byteRange = hole.map { ByteRange(holeAt: $0, end: end) }
        if let byteRange { Self.write(byteRange, to: &output, base: base) }
        return UnsignedRevision(previous: document.bytes, appended: output.bytes, byteRange: byteRange)
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
        output.append(reference)
        output.append(" obj\n<<")
        output.append(entries: changes[reference]?.dictionaryValue ?? [:])
        output.append("/ByteRange [")
        output.append(UInt8(ascii: " "), count: Self.byteRangeWidth)
        output.append(Self.behindByteRange)
        let start = base + output.bytes.count
        output.append("<")
        output.append(UInt8(ascii: "0"), count: contentsByteCount * 2)
        output.append(">")
        let end = base + output.bytes.count
        output.append(">>\nendobj\n")
        return start..<end
    }

    /// Room for four numbers of up to ten digits and the spaces between them.
    private static let byteRangeWidth = 43
    /// What stands between that room and the hole.
    private static let behindByteRange: StaticString = "]/Contents "

    private static func write(_ byteRange: ByteRange, to output: inout PDFSerializer, base: Int) {
        var numbers = PDFSerializer()
        for (index, number) in byteRange.numbers.enumerated() {
            if index > 0 { numbers.append(" ") }
            numbers.append(number)
        }
        let end = byteRange.hole.lowerBound - base - behindByteRange.utf8CodeUnitCount
        output.overwrite(at: end - byteRangeWidth, with: numbers.bytes)
    }
}

/// A revision in which only the value of `/Contents` is missing.
public struct UnsignedRevision: Sendable {
    /// The file up to this revision; it is long and not copied before all is there.
    private let previous: [UInt8]
    private let appended: [UInt8]
    /// What a signature of this revision covers; `nil` when the revision holds none.
    public let byteRange: ByteRange?

    init(previous: [UInt8], appended: [UInt8], byteRange: ByteRange?) {
        self.previous = previous
        self.appended = appended
        self.byteRange = byteRange
    }

    /// The whole file, zeros in place of the signature; put together anew each time.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(previous.count + appended.count)
        bytes += previous
        bytes += appended
        return bytes
    }

    /// What a signature covers behind the revision before, of which it covers every byte.
    public var signedPieces: [ArraySlice<UInt8>] {
        guard let hole = byteRange?.hole else { return [appended[...]] }
        return [appended[..<(hole.lowerBound - previous.count)], appended[(hole.upperBound - previous.count)...]]
    }

    /// Puts the CMS into the place that was kept for it.
    ///
    /// - Returns: The whole file, signed; `nil` when the CMS is larger than the place.
    public func filling(contents: [UInt8]) -> [UInt8]? {
        guard let hole = byteRange?.hole, contents.count * 2 <= hole.count - 2 else { return nil }
        var result = bytes
        result.withUnsafeMutableBufferPointer { result in
            let digits = UnsafeMutableBufferPointer(
                rebasing: result[(hole.lowerBound + 1)...].prefix(contents.count * 2))
            for (index, byte) in contents.enumerated() {
                digits[2 * index] = lowercaseDigit(byte >> 4)
                digits[2 * index + 1] = lowercaseDigit(byte & 15)
            }
        }
        return result
    }
}

private func lowercaseDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
