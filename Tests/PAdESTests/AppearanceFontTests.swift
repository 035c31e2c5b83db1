import PDFModel
import Testing

@testable import PAdES

/// What a signature's appearance learns of a font that the document embeds. Source: ISO 32000-1 §9.10.3.
@Suite("AppearanceFont")
struct AppearanceFontTests {
    /// A document whose form names one font, with a map to text and the widths from code 1 on.
    private func font(
        map: String, widths: [Int], encoding: PDFObject = .name("Identity-H")
    ) throws -> AppearanceFont {
        var file = PDFFileBuilder()
        var encoding = encoding
        if case .stream = encoding { encoding = .reference(file.add(encoding)) }
        let descendant = file.add(
            .dictionary([
                "Type": .name("Font"), "Subtype": .name("CIDFontType2"),
                "W": .array([.integer(1), .array(widths.map(PDFObject.integer))]),
            ]))
        let toUnicode = file.add(.stream(PDFStream(data: Array(map.utf8))))
        let font = file.add(
            .dictionary([
                "Type": .name("Font"), "Subtype": .name("Type0"), "Encoding": encoding,
                "DescendantFonts": .array([.reference(descendant)]), "ToUnicode": .reference(toUnicode),
            ]))
        let pages = file.add(.dictionary(["Type": .name("Pages"), "Kids": .array([]), "Count": .integer(0)]))
        let form = file.add(
            .dictionary([
                "Fields": .array([]), "DR": .dictionary(["Font": .dictionary(["Text": .reference(font)])]),
            ]))
        let catalog = file.add(
            .dictionary(["Type": .name("Catalog"), "Pages": .reference(pages), "AcroForm": .reference(form)]))
        let document = try PDFDocument(
            bytes: file.serialize(root: catalog, info: nil, identifier: [UInt8](repeating: 7, count: 16)))
        let found = try #require(try InteractiveForm(of: document, asOf: 0))
        return try AppearanceFont(named: "Text", in: found, of: document, asOf: 0)
    }

    /// The code of a character and its width, or nothing when the font lacks it.
    private func glyph(_ scalar: Unicode.Scalar, in font: AppearanceFont) -> [Int]? {
        var text = AppearanceFont.Text()
        guard font.append(scalar, to: &text), let bytes = text.runs.first?.bytes, bytes.count == 2 else { return nil }
        return [Int(bytes[0]) << 8 | Int(bytes[1]), Int((text.width * 1000).rounded())]
    }

    @Test func `reads ranges and pairs of one map`() throws {
        let font = try font(
            map: "2 beginbfrange\n<0001><0003><0061>\n<0005> <0006> <0416>\nendbfrange\n"
                + "1 beginbfchar\n<0004> <00E9>\nendbfchar\n", widths: [500, 510, 520, 530, 540, 550])
        #expect(glyph("a", in: font) == [1, 500])
        #expect(glyph("c", in: font) == [3, 520])
        #expect(glyph("é", in: font) == [4, 530])
        #expect(glyph("Ж", in: font) == [5, 540] && glyph("З", in: font) == [6, 550])
        #expect(glyph("d", in: font) == nil && glyph("`", in: font) == nil && glyph("И", in: font) == nil)
    }

    @Test func `takes the first of two codes of a character, in a range too`() throws {
        let font = try font(
            map: "<0001> <0062>\n<0002> <0004> <0061>\n", widths: [500, 510, 520, 530])
        #expect(glyph("a", in: font) == [2, 510])
        #expect(glyph("b", in: font) == [1, 500])
        #expect(glyph("c", in: font) == [4, 530])
    }

    /// One first byte of the code has room for 256 codes; a range of more could make a small file fill the memory.
    @Test func `reads ranges of 256 codes and none that is longer`() throws {
        let font = try font(map: "<0100> <01FF> <1000>\n<0300> <0400> <4E00>\n", widths: [])
        #expect(glyph("\u{1000}", in: font)?.first == 0x100)
        #expect(glyph("\u{10FF}", in: font)?.first == 0x1FF)
        #expect(glyph("\u{1100}", in: font) == nil)
        #expect(glyph("\u{4E00}", in: font) == nil && glyph("\u{4F00}", in: font) == nil)
    }

    @Test func `sets what has short codes and what has long ones`() throws {
        let font = try font(
            map: "<00> <DF>\n<E000> <EFFF>\n<41> <43> <0061>\n<DF> <00E9>\n<E000> <E001> <0416>\n<E0FF> <0418>\n",
            widths: Array(1...480), encoding: .stream(CompactCodes.encoding))
        var text = AppearanceFont.Text()
        for scalar in "béЖЗИ".unicodeScalars { #expect(font.append(scalar, to: &text)) }
        #expect(text.runs.map(\.bytes) == [[0x42, 0xDF, 0xE0, 0x00, 0xE0, 0x01, 0xE0, 0xFF]])
        // The width of a CID is its number here.
        #expect(Int((text.width * 1000).rounded()) == 0x42 + 223 + 224 + 225 + 479)
    }

    /// A code would mean another glyph by another map.
    @Test func `refuses fonts with another map from codes to glyphs`() throws {
        let map = try CompactCodes.encoding.decoded(limit: 10_000)
        let other = String(decoding: map, as: UTF8.self).replacing("<00> <DF> 0", with: "<00> <DF> 1")
        for encoding in [PDFObject.name("Identity-V"), .null, .stream(PDFStream(data: Array(other.utf8)))] {
            #expect(throws: PDFReadError.self) {
                try font(map: "<41> <43> <0061>\n", widths: [500], encoding: encoding)
            }
        }
        #expect(try glyphs(of: map))
    }

    /// The same map, as another program would have compressed it.
    private func glyphs(of map: [UInt8]) throws -> Bool {
        var text = AppearanceFont.Text()
        let font = try font(map: "<41> <43> <0061>\n", widths: [], encoding: .stream(PDFStream(data: map)))
        return font.append("a", to: &text) && text.runs.map(\.bytes) == [[0x41]]
    }

    @Test(arguments: [
        "<0001> <0101> <0041>\n", "<0002> <0001> <0041>\n", "<0000> <0002> <0041>\n", "<FFFF> <10000> <0041>\n",
        "<0001> <0002> <00410042>\n", "<0001> <0002> [<0041> <0042>]\n", "",
    ])
    func `refuses a map of which it can use nothing`(map: String) throws {
        let error = try #require(throws: PDFReadError.self) { try font(map: map, widths: [500]) }
        #expect(error.description.contains("'bfrange'"))
    }
}
