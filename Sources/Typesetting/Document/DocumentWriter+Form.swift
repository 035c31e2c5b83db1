import PDFModel

extension DocumentWriter {
    /// Declares one signature field for each box, each with an appearance, because a reader that shows an empty
    /// field its own way would depend on fonts outside the file.
    ///
    /// Source: ISO 32000-1 §12.7.2, §12.7.4.5, §12.5.6.19.
    mutating func addForm(appearances: [[UInt8]], to catalog: inout PDFDictionary) {
        guard !fields.isEmpty else { return }
        let resources = PDFObject.dictionary(["Font": .dictionary(fontResources { $0 != .italic })])
        let appearanceResources = file.add(resources)
        for (page, painted) in pages.enumerated() {
            for field in painted.fields {
                let appearance = addStream(
                    appearances[field.index],
                    [
                        "Type": .name("XObject"), "Subtype": .name("Form"), "BBox": box(of: field.place),
                        "Resources": .reference(appearanceResources),
                    ])
                let dictionary = widget(field.index, place: field.place, page: page, appearance: appearance)
                file.set(.dictionary(dictionary), at: fieldReferences[field.index])
            }
        }
        let form: PDFDictionary = [
            "Fields": .array(fieldReferences.map(PDFObject.reference)),
            // SignaturesExist and AppendOnly (table 219): a later change of flags would be a change of the form.
            "SigFlags": .integer(3), "DR": resources,
        ]
        catalog["AcroForm"] = .reference(file.add(.dictionary(form)))
    }

    private func widget(_ index: Int, place: Rectangle, page: Int, appearance: PDFReference) -> PDFDictionary {
        let box = fields[index]
        return [
            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"),
            "T": .text(box.fieldName), "TU": textString(box.alternativeText),
            // Print and Locked (table 165).
            "F": .integer(4 | 128),
            "Rect": corners(of: place),
            "P": .reference(pageReferences[page]), "StructParent": .integer(pages.count + index),
            "AP": .dictionary(["N": .reference(appearance)]),
        ]
    }

    /// Left, bottom, right and top of a place, from the bottom left corner of the page.
    func corners(of place: Rectangle) -> PDFObject {
        let bottom = content.design.geometry.height - place.top - place.height
        return .array([place.x, bottom, place.x + place.width, bottom + place.height].map { .real(cents($0)) })
    }

    private func box(of place: Rectangle) -> PDFObject {
        .array([.integer(0), .integer(0), .real(cents(place.width)), .real(cents(place.height))])
    }

    /// Draws the placeholder in the middle of its field, and asks both faces for what a signature may need.
    mutating func placeholderContent(ofField index: Int) -> [UInt8] {
        let box = fields[index]
        for style in [Inline.Style.regular, .bold] {
            for text in [box.title, box.expectedSignatory, box.placeholder] { usage.require(text, in: style) }
        }
        // The capacity may be printed in small letters and begin with a capital below the signature.
        usage.requireCapitals(of: box.expectedSignatory, in: .regular)
        guard let place = pages[page(ofField: index)].fields.first(where: { $0.index == index })?.place else {
            return []
        }
        var style = TextStyle.placeholder
        style.alignment = .centre
        let lines = BlockComposer(fonts: fonts).placedLines(
            [Inline(box.placeholder)], style: style, element: nil, x: 8, width: place.width - 16)
        let top = (place.height - Double(lines.count) * style.leading) / 2
        var stream = ContentStream(height: place.height)
        stream.draw(
            lines.enumerated().map { ($1, top + Double($0) * style.leading) }, usage: &usage)
        return stream.bytes
    }
}

/// Two decimals of a point, which is finer than any printer.
private func cents(_ points: Double) -> Double { (points * 100).rounded() / 100 }
