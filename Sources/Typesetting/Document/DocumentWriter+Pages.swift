private import HarfBuzzBridge
import PDFModel

extension DocumentWriter {
    /// Source: ISO 32000-1 §7.7.3.
    mutating func addPages() -> PDFReference {
        let tree = file.reserve()
        var entries: PDFDictionary = ["Font": .dictionary(fontResources { _ in true })]
        let forms = formResources()
        if !forms.isEmpty { entries["XObject"] = .dictionary(forms) }
        let resources = file.add(.dictionary(entries))
        let geometry = content.design.geometry
        for (index, page) in pages.enumerated() {
            var dictionary: PDFDictionary = [
                "Type": .name("Page"), "Parent": .reference(tree),
                "MediaBox": .array([.integer(0), .integer(0), .real(geometry.width), .real(geometry.height)]),
                "Resources": .reference(resources), "Contents": .reference(addStream(page.content)),
                "StructParents": .integer(index), "Tabs": .name("S"),
            ]
            if !page.fields.isEmpty {
                dictionary["Annots"] = .array(page.fields.map { .reference(fieldReferences[$0.index]) })
            }
            file.set(.dictionary(dictionary), at: pageReferences[index])
        }
        file.set(
            .dictionary([
                "Type": .name("Pages"), "Count": .integer(pages.count),
                "Kids": .array(pageReferences.map(PDFObject.reference)),
            ]), at: tree)
        return tree
    }

    /// The QR code and the pictures.
    private mutating func formResources() -> PDFDictionary {
        var forms = PDFDictionary()
        if let code { forms[PDFName(PaintedCode.resourceName)] = .reference(add(code)) }
        for (index, image) in images.enumerated() {
            forms[PDFName(DocumentImage.resourceName(index))] = .reference(add(image))
        }
        return forms
    }

    private mutating func add(_ code: PaintedCode) -> PDFReference {
        addStream(
            code.content,
            [
                "Type": .name("XObject"), "Subtype": .name("Form"),
                "BBox": .array([0, 0, code.width, code.width].map(PDFObject.integer)), "Resources": .dictionary([:]),
            ])
    }

    func fontResources(where isWanted: (Inline.Style) -> Bool) -> PDFDictionary {
        var fonts = PDFDictionary()
        for style in Inline.Style.allCases where isWanted(style) {
            if let reference = fontReferences[style] { fonts[PDFName(style.resourceName)] = .reference(reference) }
        }
        return fonts
    }

    /// Embeds the fonts that the document uses.
    mutating func addFonts() throws(TypesettingError) {
        // The base programs have the same characters in the same order, so that one map serves all that add none.
        var maps: [(bytes: [UInt8], reference: PDFReference)] = []
        for (style, program) in try usage.programs(form.effort) {
            let known = maps.first { $0.bytes == program.toUnicode }?.reference
            let toUnicode = known ?? addCompressed(program.toUnicode)
            if known == nil { maps.append((program.toUnicode, toUnicode)) }
            fontReferences[style] = add(program, toUnicode: toUnicode, isItalic: style == .italic)
        }
    }

    /// Source: ISO 32000-1 §9.7.4 to §9.7.6.
    private mutating func add(_ program: FontProgram, toUnicode: PDFReference, isItalic: Bool) -> PDFReference {
        let name = PDFObject.name(PDFName(program.baseName))
        let descendant = file.add(
            .dictionary([
                "Type": .name("Font"), "Subtype": .name("CIDFontType2"), "BaseFont": name,
                "CIDSystemInfo": .dictionary([
                    "Registry": .string(ascii: "Adobe"), "Ordering": .string(ascii: "Identity"),
                    "Supplement": .integer(0),
                ]),
                "FontDescriptor": .reference(addDescriptor(program, name: name, isItalic: isItalic)),
                "CIDToGIDMap": .name("Identity"), "DW": .integer(0),
                "W": .array(
                    program.widths.flatMap { [.integer($0.first), .array($0.widths.map(PDFObject.integer))] }),
            ]))
        return file.add(
            .dictionary([
                "Type": .name("Font"), "Subtype": .name("Type0"), "BaseFont": name,
                "Encoding": .reference(encoding()), "DescendantFonts": .array([.reference(descendant)]),
                "ToUnicode": .reference(toUnicode),
            ]))
    }

    /// One map from codes to glyphs serves all faces.
    private mutating func encoding() -> PDFReference {
        if let encodingReference { return encodingReference }
        let reference = file.add(.stream(CompactCodes.encoding))
        encodingReference = reference
        return reference
    }

    /// Source: ISO 32000-1 §9.8.
    private mutating func addDescriptor(_ program: FontProgram, name: PDFObject, isItalic: Bool) -> PDFReference {
        let metrics = program.metrics
        let thousandths = { (length: Int) in PDFObject.integer(length * 1000 / metrics.unitsPerEm) }
        let fontFile = addCompressed(program.fontFile, ["Length1": .integer(program.fontFileByteCount)])
        return file.add(
            .dictionary([
                "Type": .name("FontDescriptor"), "FontName": name,
                // Bit 3 says symbolic, as a map of its own bypasses every named encoding; bit 7 says italic.
                "Flags": .integer(isItalic ? 4 | 64 : 4), "FontBBox": .array(metrics.boundingBox.map(thousandths)),
                "ItalicAngle": .real(metrics.italicAngle), "Ascent": thousandths(metrics.ascender),
                "Descent": thousandths(metrics.descender), "CapHeight": thousandths(metrics.capHeight),
                // Not in the font; readers use it only to imitate fonts that are not embedded.
                "StemV": .integer(metrics.weightClass / 5), "FontFile2": .reference(fontFile),
            ]))
    }
}
