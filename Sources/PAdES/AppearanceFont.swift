public import PDFModel

/// An embedded font of the form's default resources, as far as setting a line of text with it needs.
///
/// Appearances may use only fonts that are embedded (ISO 19005-3 §6.2.11.4.1), and a later revision must not embed
/// the same font again: so revision 0 declares it, with a repertoire wide enough for names.
public struct AppearanceFont: Sendable {
    /// Its key in `/DR /Font`.
    public let name: PDFName
    public let reference: PDFReference
    /// CID for each Unicode sequence that the font's ToUnicode map names.
    private let codes: [Unicode.Scalar: Int]
    /// Advance widths by CID, in thousandths of the font size.
    private let widths: [Int: Double]

    /// - Throws: `PDFReadError` when the form has no such font, or it is not built as described above.
    public init(
        named name: PDFName, in form: InteractiveForm, of document: PDFDocument, asOf index: Int
    ) throws(PDFReadError) {
        let resources = try document.dictionary(form.dictionary["DR"], asOf: index)
        let fonts = try document.dictionary(resources?["Font"], asOf: index)
        guard let reference = fonts?[name]?.referenceValue,
            let font = try document.dictionary(.reference(reference), asOf: index),
            font["Encoding"] == .name("Identity-H"),
            let descendants = try document.array(font["DescendantFonts"], asOf: index),
            let descendant = try document.dictionary(descendants.first, asOf: index),
            let map = try document.resolve(font["ToUnicode"], asOf: index).streamValue
        else {
            throw PDFReadError(
                .missingObject, found: "no usable font \(name) in the form's resources",
                expected: "an embedded font with Identity-H and ToUnicode")
        }
        self.name = name
        self.reference = reference
        codes = try ToUnicodeReader.codes(try map.decoded(limit: document.limits.inflatedByteCount))
        widths = Self.widths(try document.array(descendant["W"], asOf: index) ?? [])
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

    /// A line of text as the bytes of a string operand, and its width at size 1.
    ///
    /// - Returns: `nil` when the font lacks a character of it.
    func encode(_ text: String) -> (bytes: [UInt8], width: Double)? {
        var bytes: [UInt8] = []
        var width = 0.0
        for scalar in text.unicodeScalars {
            guard let code = codes[scalar] else { return nil }
            bytes += [UInt8(code >> 8), UInt8(code & 0xFF)]
            width += widths[code] ?? 0
        }
        return (bytes, width / 1000)
    }
}

/// Reads the `bfchar` pairs of a ToUnicode map.
///
/// Source: ISO 32000-1 §9.10.3.
private enum ToUnicodeReader {
    /// Only pairs of one code and one scalar are of use for setting text.
    static func codes(_ map: [UInt8]) throws(PDFReadError) -> [Unicode.Scalar: Int] {
        var codes: [Unicode.Scalar: Int] = [:]
        for line in map.split(separator: 0x0A) {
            guard let pair = pair(line), pair.code > 0, pair.code <= 0xFFFF else { continue }
            codes[pair.scalar] = codes[pair.scalar] ?? pair.code
        }
        guard !codes.isEmpty else {
            throw PDFReadError(
                .unsupported, found: "a ToUnicode map without pairs", expected: "one 'bfchar' pair a line")
        }
        return codes
    }

    /// Reads `<0012> <00E9>`.
    private static func pair(_ line: ArraySlice<UInt8>) -> (code: Int, scalar: Unicode.Scalar)? {
        let parts = line.split(whereSeparator: { "<> \r\t".utf8.contains($0) }).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard line.first == UInt8(ascii: "<"), parts.count == 2, let code = Int(parts[0], radix: 16) else { return nil }
        let units = stride(from: 0, to: parts[1].utf8.count - 3, by: 4).compactMap { start in
            UInt16(parts[1].dropFirst(start).prefix(4), radix: 16)
        }
        let scalars = Array(String(decoding: units, as: UTF16.self).unicodeScalars)
        return scalars.count == 1 ? (code, scalars[0]) : nil
    }
}
