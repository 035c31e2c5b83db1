import PDFModel

/// A plain two-page document with declared signature fields, built without the typesetter.
///
/// Its fonts are named, not embedded: it serves tests of signing and validation, which never look into a font.
package enum SampleDocument {
    package static let fields = ["student", "representative-1", "school", "employer"]

    package static func bytes(fields: [String] = fields, title: String = "Convention") -> [UInt8] {
        var file = PDFFileBuilder()
        let pages = file.reserve()
        let fonts = [font(&file, "Text"), font(&file, "TextBold")]
        let resources: PDFDictionary = [
            "Font": .dictionary(["Text": .reference(fonts[0]), "TextBold": .reference(fonts[1])])
        ]
        let first = page(&file, pages, resources, text: title)
        let second = file.reserve()
        let widgets = fields.enumerated().map { widget(&file, name: $1, row: $0, page: second, resources) }
        let content = file.add(.stream(PDFStream(data: Array("BT /Text 9 Tf 50 800 Td <0041> Tj ET".utf8))))
        file.set(.dictionary(pageDictionary(pages, resources, content, annotations: widgets)), at: second)
        file.set(
            .dictionary([
                "Type": .name("Pages"), "Kids": .array([.reference(first), .reference(second)]), "Count": .integer(2),
            ]), at: pages)
        let form = file.add(
            .dictionary([
                "Fields": .array(widgets.map(PDFObject.reference)), "SigFlags": .integer(3),
                "DR": .dictionary(resources),
            ]))
        let catalog = file.add(
            .dictionary(["Type": .name("Catalog"), "Pages": .reference(pages), "AcroForm": .reference(form)]))
        let info = file.add(.dictionary(["Title": .text(title)]))
        return file.serialize(
            root: catalog, info: info, identifier: Array(title.utf8.prefix(8)) + Array(repeating: 7, count: 8))
    }

    private static func page(
        _ file: inout PDFFileBuilder, _ pages: PDFReference, _ resources: PDFDictionary, text: String
    ) -> PDFReference {
        let codes = text.utf8.map { hexadecimal(Int($0)) }.joined()
        let content = file.add(.stream(PDFStream(data: Array("BT /Text 12 Tf 50 780 Td <\(codes)> Tj ET".utf8))))
        return file.add(.dictionary(pageDictionary(pages, resources, content, annotations: [])))
    }

    private static func pageDictionary(
        _ pages: PDFReference, _ resources: PDFDictionary, _ content: PDFReference, annotations: [PDFReference]
    ) -> PDFDictionary {
        var page: PDFDictionary = [
            "Type": .name("Page"), "Parent": .reference(pages),
            "MediaBox": .array([0, 0, 595, 842].map(PDFObject.integer)), "Resources": .dictionary(resources),
            "Contents": .reference(content),
        ]
        if !annotations.isEmpty { page["Annots"] = .array(annotations.map(PDFObject.reference)) }
        return page
    }

    private static func widget(
        _ file: inout PDFFileBuilder, name: String, row: Int, page: PDFReference, _ resources: PDFDictionary
    ) -> PDFReference {
        let appearance = file.add(
            .stream(
                PDFStream(
                    dictionary: [
                        "Type": .name("XObject"), "Subtype": .name("Form"),
                        "BBox": .array([0, 0, 220, 60].map(PDFObject.integer)), "Resources": .dictionary(resources),
                    ], data: Array("0.9 g 0 0 220 60 re f".utf8))))
        let bottom = 700 - row * 80
        return file.add(
            .dictionary([
                "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"), "T": .text(name),
                "TU": .text("Signature: \(name)"), "F": .integer(132), "P": .reference(page),
                "Rect": .array([50, bottom, 270, bottom + 60].map(PDFObject.integer)),
                "AP": .dictionary(["N": .reference(appearance)]),
            ]))
    }

    /// A composite font whose codes are the characters of ISO Latin 1 and of a few typographic signs.
    private static func font(_ file: inout PDFFileBuilder, _ name: String) -> PDFReference {
        let scalars = (0x20...0x17F).map { $0 } + [0x2019, 0x202F, 0x20AC]
        let pairs = scalars.map { "<\(hexadecimal($0))> <\(hexadecimal($0))>" }.joined(separator: "\n")
        let map = file.add(.stream(PDFStream(data: Array("\(scalars.count) beginbfchar\n\(pairs)\nendbfchar\n".utf8))))
        let descendant = file.add(
            .dictionary([
                "Type": .name("Font"), "Subtype": .name("CIDFontType2"), "BaseFont": .name(PDFName(name)),
                "CIDSystemInfo": .dictionary([
                    "Registry": .string(ascii: "Adobe"), "Ordering": .string(ascii: "Identity"),
                    "Supplement": .integer(0),
                ]), "DW": .integer(500),
                "W": .array([.integer(0x20), .array((0x20...0x17F).map { _ in .integer(500) })]),
            ]))
        return file.add(
            .dictionary([
                "Type": .name("Font"), "Subtype": .name("Type0"), "BaseFont": .name(PDFName(name)),
                "Encoding": .name("Identity-H"), "DescendantFonts": .array([.reference(descendant)]),
                "ToUnicode": .reference(map),
            ]))
    }

    private static func hexadecimal(_ value: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
