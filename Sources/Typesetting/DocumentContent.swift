/// What a document says, without a word about where on the page it stands.
///
/// Templates produce it, the typesetter turns it into a tagged PDF.
package struct DocumentContent: Hashable, Sendable {
    package var metadata: DocumentMetadata
    package var design = DocumentDesign.text
    /// What stands above everything else on the first page.
    package var letterhead: Letterhead?
    package var blocks: [Block]
    /// Left part of each page's footer; the page number stands on the right. Posters have none.
    package var footer: String
    /// What leads from a printed page back to the document; `nil` for none.
    package var verification: VerificationMark?
    /// Files embedded in the document and named in the catalog's `/AF`.
    package var associatedFiles: [AssociatedFile]

    package init(
        metadata: DocumentMetadata, letterhead: Letterhead? = nil, blocks: [Block], footer: String = "",
        verification: VerificationMark? = nil, associatedFiles: [AssociatedFile] = []
    ) {
        self.metadata = metadata
        self.letterhead = letterhead
        self.blocks = blocks
        self.footer = footer
        self.verification = verification
        self.associatedFiles = associatedFiles
    }
}

/// A QR code and a line of text in the footer of each page, by which somebody with a printed copy finds the document.
///
/// Whoever reads by ear gets both once, at the end of the document, and not on every page.
package struct VerificationMark: Hashable, Sendable {
    /// What the QR code says: an address, at most 150 bytes, so that its modules stay large enough for a telephone.
    package var address: String
    /// Printed below the footer's text, for people without a camera: « Vérifier : ecole.example/v, code 7F3K-92QD ».
    package var printedText: String
    /// What the QR code is, in words, with the address where it leads.
    package var alternativeText: String

    package init(address: String, printedText: String, alternativeText: String) {
        self.address = address
        self.printedText = printedText
        self.alternativeText = alternativeText
    }
}

package struct DocumentMetadata: Hashable, Sendable {
    package var title: String
    package var subject: String
    package var author: String
    /// BCP 47 tag such as `fr-FR`.
    package var language: String
    /// Seconds since 1970-01-01T00:00:00Z; printed in UTC, so that the same input gives the same bytes anywhere.
    package var creationTime: Int64

    package init(title: String, subject: String, author: String, language: String = "fr-FR", creationTime: Int64) {
        self.title = title
        self.subject = subject
        self.author = author
        self.language = language
        self.creationTime = creationTime
    }
}

/// A file inside the document, such as `convention.xml`.
///
/// Source: ISO 19005-3 §6.8.
package struct AssociatedFile: Hashable, Sendable {
    package enum Relationship: String, Hashable, Sendable {
        case source = "Source", data = "Data", supplement = "Supplement"
    }

    package var name: String
    package var description: String
    package var mediaType: String
    package var relationship: Relationship
    package var data: [UInt8]

    package init(name: String, description: String, mediaType: String, relationship: Relationship, data: [UInt8]) {
        self.name = name
        self.description = description
        self.mediaType = mediaType
        self.relationship = relationship
        self.data = data
    }
}

/// A part of the flow, from top to bottom.
package indirect enum Block: Hashable, Sendable {
    /// Level 1 is the document's title and occurs once; levels do not skip.
    case heading(level: Int, [Inline])
    case paragraph([Inline], ParagraphStyle)
    case list(ListStyle, items: [[Block]])
    case table(Table)
    /// Label and value pairs, set as a quiet two-column table whose labels are row headers.
    case fields([Field])
    /// A tinted box with a heading-less text, for what must not be overlooked.
    case note([Block])
    /// White text on a stripe of the accent's colour that reaches from edge to edge of the page.
    case band([Block])
    /// A picture, such as a logo above the title.
    case image(Figure)
    /// A picture on the left and paragraphs on its right, the first of them large; they are one piece.
    case imageBeside(Figure, [[Inline]])
    /// One signature box for each signatory, two side by side where they fit.
    case signatureBoxes([SignatureBox])
    /// Blocks that stay on one page if they fit on one.
    case keepTogether([Block])
    case pageBreak
    /// Vertical space in points.
    case space(Double)
}

/// A picture in its place.
package struct Figure: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable { case left, centre, right }

    package var image: DocumentImage
    /// In points, at most that of the column; the height follows from the picture.
    package var width: Double
    package var alignment: Alignment
    /// What somebody who does not see the picture has to know; `nil` for decoration, which is not read aloud.
    package var alternativeText: String?

    package init(
        image: DocumentImage, width: Double, alignment: Alignment = .left, alternativeText: String?
    ) {
        self.image = image
        self.width = width
        self.alignment = alignment
        self.alternativeText = alternativeText
    }
}

/// Who writes: logos and lines beside them, above a rule.
package struct Letterhead: Hashable, Sendable {
    /// The first stands on the left, the second on the right.
    package var logos: [Figure]
    /// The first is set large; it names the sender.
    package var lines: [[Inline]]

    package init(logos: [Figure], lines: [[Inline]]) {
        self.logos = logos
        self.lines = lines
    }
}

package enum ParagraphStyle: Hashable, Sendable {
    case body
    /// Introductory references such as « Vu le code de l'éducation… ».
    case recital
    case lead
    case small
    case centered
}

package enum ListStyle: Hashable, Sendable { case bullets, dashes, numbers }

/// A run of text in one face.
package struct Inline: Hashable, Sendable {
    package enum Style: Hashable, CaseIterable, Sendable { case regular, bold, italic }

    package var text: String
    package var style: Style
    /// Whether every document of a template says the same here, so that its form may be kept; no part of what is said.
    package let isFixed: Bool

    package init(_ text: String, _ style: Style = .regular, isFixed: Bool = false) {
        self.text = text
        self.style = style
        self.isFixed = isFixed
    }

    package static func == (left: Inline, right: Inline) -> Bool {
        left.style == right.style && left.text == right.text
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(style)
    }
}

package struct Field: Hashable, Sendable {
    /// A word of the template and never of the data: its form is kept for the next document.
    package var label: String
    package var value: [Inline]

    package init(label: String, value: [Inline]) {
        self.label = label
        self.value = value
    }
}

/// A table with one header row, and row headers in its first column when asked for.
package struct Table: Hashable, Sendable {
    package var caption: String?
    package var header: [[Inline]]
    package var rows: [[[Inline]]]
    /// Relative widths, one a column.
    package var columnWeights: [Double]
    package var firstColumnIsHeader: Bool

    package init(
        caption: String? = nil, header: [[Inline]], rows: [[[Inline]]], columnWeights: [Double],
        firstColumnIsHeader: Bool = false
    ) {
        self.caption = caption
        self.header = header
        self.rows = rows
        self.columnWeights = columnWeights
        self.firstColumnIsHeader = firstColumnIsHeader
    }
}

/// The printed frame of one signature and the empty signature field inside it.
package struct SignatureBox: Hashable, Sendable {
    /// `/T` of the field; no period, which would make it a hierarchy.
    package var fieldName: String
    /// « Pour l'organisme d'accueil »
    package var title: String
    /// « Claire Martin, gérante »
    package var expectedSignatory: String
    /// Printed in the field until it is signed: « à signer par Claire Martin »
    package var placeholder: String
    /// Alternative text of the Form structure element and `/TU` of the field; names role and expected signatory.
    package var alternativeText: String

    package init(
        fieldName: String, title: String, expectedSignatory: String, placeholder: String, alternativeText: String
    ) {
        self.fieldName = fieldName
        self.title = title
        self.expectedSignatory = expectedSignatory
        self.placeholder = placeholder
        self.alternativeText = alternativeText
    }
}
