public import PDFModel
private import Synchronization

/// An embedded face of the form's default resources, as far as setting a line of text with it needs.
///
/// A face is one font or two: the one that all documents have, and a supplement with other characters of this document,
/// whose name ends with `More`.
///
/// Appearances may use only fonts that are embedded (ISO 19005-3 §6.2.11.4.1), and a later revision must not embed
/// the same font again: so revision 0 declares it, with a repertoire wide enough for names.
public struct AppearanceFont: Sendable {
    /// Its key in `/DR /Font`.
    public let name: PDFName
    public let reference: PDFReference
    private let tables: FontTables
    private let supplement: Supplement?

    private struct Supplement: Sendable {
        let name: PDFName
        let reference: PDFReference
        let tables: FontTables
    }

    /// - Throws: `PDFReadError` when the form has no such font, or it is not built as described above.
    public init(
        named name: PDFName, in form: InteractiveForm, of document: PDFDocument, asOf index: Int
    ) throws(PDFReadError) {
        let resources = try document.dictionary(form.dictionary["DR"], asOf: index)
        let fonts = try document.dictionary(resources?["Font"], asOf: index) ?? [:]
        guard let reference = fonts[name]?.referenceValue else { throw Self.unusable(name) }
        self.name = name
        self.reference = reference
        tables = try Self.tables(of: reference, named: name, in: document, asOf: index)
        let supplementName = PDFName(name.rawValue + "More")
        supplement = try fonts[supplementName]?.referenceValue.map { (reference) throws(PDFReadError) in
            Supplement(
                name: supplementName, reference: reference,
                tables: try Self.tables(of: reference, named: supplementName, in: document, asOf: index))
        }
    }

    private static func tables(
        of reference: PDFReference, named name: PDFName, in document: PDFDocument, asOf index: Int
    ) throws(PDFReadError) -> FontTables {
        guard let font = try document.dictionary(.reference(reference), asOf: index),
            let codes = try FontCodes(font["Encoding"], in: document, asOf: index),
            let descendant = try document.array(font["DescendantFonts"], asOf: index)?.first,
            let tables = try FontTables.find(
                descendant, font["ToUnicode"], codes, in: document, asOf: index)
        else { throw unusable(name) }
        return tables
    }

    private static func unusable(_ name: PDFName) -> PDFReadError {
        PDFReadError(
            .missingObject, found: "no usable font \(name) in the form's resources",
            expected:
                "an embedded font with ToUnicode, encoded by Identity-H or by the map of codes of one byte and two")
    }

    /// A stretch of text in one font: the bytes of a string operand.
    struct Run {
        let font: PDFName
        let reference: PDFReference
        var bytes: [UInt8]
    }

    /// Some text as the operands of its strings, and its width at size 1.
    struct Text {
        fileprivate(set) var runs: [Run] = []
        fileprivate(set) var width = 0.0

        mutating func append(_ other: Text) {
            width += other.width
            var rest = other.runs[...]
            if let last = runs.last, let next = rest.first, last.font == next.font {
                runs[runs.count - 1].bytes += next.bytes
                rest = rest.dropFirst()
            }
            runs.append(contentsOf: rest)
        }

        mutating func removeAll() {
            runs.removeAll(keepingCapacity: true)
            width = 0
        }
    }

    /// Adds a character to a text.
    ///
    /// - Returns: `false` when the face lacks it.
    func append(_ scalar: Unicode.Scalar, to text: inout Text) -> Bool {
        let glyph: FontTables.Glyph
        if let own = tables.glyph(of: scalar) {
            glyph = own
            if text.runs.last?.font != name { text.runs.append(Run(font: name, reference: reference, bytes: [])) }
        } else if let supplement, let other = supplement.tables.glyph(of: scalar) {
            glyph = other
            if text.runs.last?.font != supplement.name {
                text.runs.append(Run(font: supplement.name, reference: supplement.reference, bytes: []))
            }
        } else {
            return false
        }
        text.runs[text.runs.count - 1].bytes += glyph.code
        text.width += glyph.width / 1000
        return true
    }
}

/// How the strings of a font name its glyphs.
private enum FontCodes: Hashable {
    /// The predefined map `Identity-H`: a code is a CID, of two bytes.
    case identity
    case compact

    /// - Returns: `nil` for every other map.
    init?(_ encoding: PDFObject?, in document: PDFDocument, asOf index: Int) throws(PDFReadError) {
        if encoding == .name("Identity-H") {
            self = .identity
            return
        }
        guard let map = try document.resolve(encoding, asOf: index).streamValue else { return nil }
        let limit = document.limits.inflatedByteCount
        guard try map.decoded(limit: limit) == CompactCodes.encoding.decoded(limit: limit) else { return nil }
        self = .compact
    }

    /// The bytes that stand for a CID in a string; `nil` for a CID that no code stands for.
    func code(of cid: Int) -> [UInt8]? {
        switch self {
        case .identity: (0...0xFFFF).contains(cid) ? [UInt8(cid >> 8), UInt8(cid & 0xFF)] : nil
        case .compact: (0..<CompactCodes.count).contains(cid) ? CompactCodes.code(of: cid) : nil
        }
    }

    /// The CIDs of a stretch of codes as a ToUnicode map writes them, in hexadecimal digits.
    func cids(from first: String, to last: String) -> ClosedRange<Int>? {
        guard let low = cid(first), let high = cid(last), low > 0, (low...low + 0xFF).contains(high) else { return nil }
        return low...high
    }

    private func cid(_ digits: String) -> Int? {
        guard let number = Int(digits, radix: 16), (0...0xFFFF).contains(number) else { return nil }
        return switch self {
        case .identity: number
        case .compact: CompactCodes.cid(ofCode: number, byteCount: digits.utf8.count / 2)
        }
    }
}

/// Codes and widths of a font.
private struct FontTables: Sendable {
    struct Glyph: Sendable {
        /// What names it in a string.
        let code: [UInt8]
        /// Advance width in thousandths of the font size.
        let width: Double
    }

    /// Latin letters come in every name: these are found by their place.
    private let latin: [Glyph?]
    private let glyphs: [Unicode.Scalar: Glyph]
    private static let latinCount: UInt32 = 0x250

    func glyph(of scalar: Unicode.Scalar) -> Glyph? {
        scalar.value < Self.latinCount ? latin[Int(scalar.value)] : glyphs[scalar]
    }

    /// What a font is written as; the same bytes always make the same tables.
    private struct Source: Hashable {
        let descendant: ArraySlice<UInt8>
        let map: ArraySlice<UInt8>
        let codes: FontCodes

        static func == (left: Source, right: Source) -> Bool {
            left.codes == right.codes && isSame(left.descendant, right.descendant) && isSame(left.map, right.map)
        }

        /// Without a way out in the middle, so that sixteen bytes are compared at a time.
        private static func isSame(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
            let (left, right) = (left.span, right.span)
            guard left.count == right.count else { return false }
            var difference: UInt8 = 0
            for index in left.indices { difference |= left[index] ^ right[index] }
            return difference == 0
        }

        /// The ends are enough to tell one font from another quickly; equality looks at every byte.
        func hash(into hasher: inout Hasher) {
            hash(descendant, into: &hasher)
            hash(map, into: &hasher)
        }

        private func hash(_ bytes: ArraySlice<UInt8>, into hasher: inout Hasher) {
            hasher.combine(bytes.count)
            bytes.prefix(64).withUnsafeBytes { hasher.combine(bytes: $0) }
            bytes.suffix(64).withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }

    /// Documents of one template have the same font, and each is signed several times.
    private static let known = Mutex<[Source: FontTables]>([:])
    private static let knownCountLimit = 8

    /// - Returns: `nil` when the objects are not those of a font.
    static func find(
        _ descendant: PDFObject, _ map: PDFObject?, _ codes: FontCodes, in document: PDFDocument, asOf index: Int
    ) throws(PDFReadError) -> FontTables? {
        let parts = [descendant.referenceValue, map?.referenceValue].compactMap { reference in
            reference.flatMap { document.unreadBytes(of: $0, asOf: index) }
        }
        guard parts.count == 2 else { return try FontTables(descendant, map, codes, in: document, asOf: index) }
        let source = Source(descendant: parts[0], map: parts[1], codes: codes)
        if let tables = known.withLock({ $0[source] }) { return tables }
        guard let tables = try FontTables(descendant, map, codes, in: document, asOf: index) else { return nil }
        // Widths that stand in another object are not in the bytes that are compared.
        guard try document.dictionary(descendant, asOf: index)?["W"]?.arrayValue != nil else { return tables }
        let kept = Source(descendant: Array(parts[0])[...], map: Array(parts[1])[...], codes: codes)
        known.withLock { known in
            if known.count >= knownCountLimit { known = [:] }
            known[kept] = tables
        }
        return tables
    }

    private init?(
        _ descendant: PDFObject, _ map: PDFObject?, _ codes: FontCodes, in document: PDFDocument, asOf index: Int
    ) throws(PDFReadError) {
        guard let descendant = try document.dictionary(descendant, asOf: index),
            let map = try document.resolve(map, asOf: index).streamValue
        else { return nil }
        let cids = try ToUnicodeReader.cids(try map.decoded(limit: document.limits.inflatedByteCount), codes)
        let widths = Self.widths(try document.array(descendant["W"], asOf: index) ?? [])
        let glyphs = cids.compactMapValues { cid in
            codes.code(of: cid).map { Glyph(code: $0, width: widths[cid] ?? 0) }
        }
        self.glyphs = glyphs
        latin = (0..<Self.latinCount).map { value in Unicode.Scalar(value).flatMap { glyphs[$0] } }
    }

    /// Reads `[first [w w …] first [w …]]`.
    private static func widths(_ array: [PDFObject]) -> [Int: Double] {
        var widths: [Int: Double] = [:]
        for pair in stride(from: 0, to: array.count - 1, by: 2) {
            guard let first = array[pair].integerValue, let list = array[pair + 1].arrayValue else { continue }
            for (offset, width) in list.enumerated() { widths[first + offset] = width.numberValue ?? 0 }
        }
        return widths
    }
}

/// Reads the `bfchar` pairs and the `bfrange` ranges of a ToUnicode map.
///
/// Source: ISO 32000-1 §9.10.3.
private enum ToUnicodeReader {
    /// Only pairs of one code and one scalar are of use for setting text.
    static func cids(_ map: [UInt8], _ codes: FontCodes) throws(PDFReadError) -> [Unicode.Scalar: Int] {
        var cids: [Unicode.Scalar: Int] = [:]
        for line in map.split(separator: 0x0A) {
            guard let range = range(line, codes) else { continue }
            for (offset, cid) in range.cids.enumerated() {
                guard let scalar = Unicode.Scalar(range.scalar.value + UInt32(offset)) else { continue }
                cids[scalar] = cids[scalar] ?? cid
            }
        }
        guard !cids.isEmpty else {
            throw PDFReadError(
                .unsupported, found: "a ToUnicode map without pairs", expected: "one 'bfchar' pair or 'bfrange' a line")
        }
        return cids
    }

    /// Reads `<0012> <00E9>`, and `<0012> <0014> <00E9>` for three characters from é on.
    private static func range(
        _ line: ArraySlice<UInt8>, _ codes: FontCodes
    ) -> (cids: ClosedRange<Int>, scalar: Unicode.Scalar)? {
        let parts = line.split(whereSeparator: { "<> \r\t".utf8.contains($0) }).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard line.first == UInt8(ascii: "<"), (2...3).contains(parts.count), let text = parts.last,
            let cids = codes.cids(from: parts[0], to: parts[parts.count - 2])
        else { return nil }
        let units = stride(from: 0, to: text.utf8.count - 3, by: 4).compactMap { start in
            UInt16(text.dropFirst(start).prefix(4), radix: 16)
        }
        let scalars = Array(String(decoding: units, as: UTF16.self).unicodeScalars)
        return scalars.count == 1 ? (cids, scalars[0]) : nil
    }
}
