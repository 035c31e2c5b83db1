import PDFModel

/// How a document is written down; what it says and shows is the same.
package enum FileForm: Hashable, Sendable {
    case current
    /// As before there were cross-reference streams in ours: with a classical table, and compressed harder. Only to set a
    /// document again that was issued then.
    case withTable

    var crossReference: CrossReference.Form { self == .current ? .stream : .table }
    var effort: Flate.Effort { self == .current ? .low : .usual }
}

/// A finished document: revision 0, which signatures are then appended to.
package struct TypesetDocument: Hashable, Sendable {
    package let bytes: [UInt8]
    package let pageCount: Int
}

/// Sets documents as tagged PDF 1.7 that claims PDF/A-3a and PDF/UA-1.
///
/// The same content and fonts always give the same bytes. One typesetter serves any number of threads.
///
/// ```swift
/// let typesetter = Typesetter(fonts: try FontSet())
/// let document = try typesetter.typeset(content)
/// ```
package struct Typesetter: Sendable {
    let fonts: FontSet

    package init(fonts: FontSet) { self.fonts = fonts }

    /// The first character of a text that a document could not show in each of its faces; line feeds part paragraphs and are not drawn.
    package func unprintable(in text: String) -> Unicode.Scalar? {
        text.unicodeScalars.first { scalar in
            scalar != "\n" && Inline.Style.allCases.contains { !fonts[$0].covers(scalar) }
        }
    }

    /// - Throws: ``TypesettingError`` when the content has a character that no face has or that may not stand in
    ///   a document, or is not laid out as it must be; nothing is produced then.
    package func typeset(
        _ content: DocumentContent, as form: FileForm = .current
    ) throws(TypesettingError) -> TypesetDocument {
        let fonts = fonts.forOneDocument()
        var check = ContentCheck(fonts: fonts)
        try check.check(content)
        let layout = try DocumentLayout(content, fonts: fonts)
        let painting = try Painting(layout, content: content, fonts: fonts)
        var writer = DocumentWriter(content, layout: layout, painting: painting, fonts: fonts, form: form)
        return TypesetDocument(bytes: try writer.write(), pageCount: layout.pages.count)
    }
}
