import Parties
import Typesetting

typealias InlineContent = [TemplateNode<InlineLeaf>]
typealias BlockContent = [TemplateNode<BlockLeaf>]
typealias HeaderContent = [TemplateNode<HeaderLeaf>]

/// Text inside a paragraph, a cell, a heading.
indirect enum InlineLeaf: Hashable, Sendable {
    case text(String)
    case value(ValuePath, format: ValueFormat)
    case styled(Inline.Style, InlineContent)
    /// A whole text without values, in its typographic form.
    case fixed([Inline])
}

/// One entry of a list.
struct ItemLeaf: Hashable, Sendable {
    let content: InlineContent
}

/// Label and value, one line of a `fields` block.
struct FieldLeaf: Hashable, Sendable {
    let label: String
    let content: InlineContent
}

struct RowLeaf: Hashable, Sendable {
    let cells: [InlineContent]
}

struct ColumnHeader: Hashable, Sendable {
    let weight: Double
    let content: InlineContent
    let line: Int
}

/// The box of each signatory in one role; its texts may use the variable `signatory`.
struct SignatureBoxLeaf: Hashable, Sendable {
    let role: Signatory.Role
    let title: InlineContent
    let expected: InlineContent
    let placeholder: InlineContent
    let alternative: InlineContent
}

/// A picture from the template's folder.
struct LogoLeaf: Hashable, Sendable {
    let image: DocumentImage
    /// In points; the height follows from the picture.
    let width: Double
    let alignment: Figure.Alignment
    /// `nil` for decoration.
    let alternative: String?
}

/// What the header of the first page holds.
indirect enum HeaderLeaf: Hashable, Sendable {
    case logo(LogoLeaf)
    case line(InlineContent)
}

indirect enum BlockLeaf: Hashable, Sendable {
    case heading(level: Int, InlineContent)
    case paragraph(InlineContent, ParagraphStyle)
    /// One paragraph for each line of a text.
    case paragraphs(of: ValuePath)
    case list(ListStyle, [TemplateNode<ItemLeaf>])
    case fields([TemplateNode<FieldLeaf>])
    case table(TableLeaf)
    case note(BlockContent)
    case logo(LogoLeaf)
    case signatureBoxes([SignatureBoxLeaf])
    case keepTogether(BlockContent)
    case pageBreak
    case space(Double)
}

struct TableLeaf: Hashable, Sendable {
    let caption: String?
    let columns: [ColumnHeader]
    let rows: [TemplateNode<RowLeaf>]
    let firstColumnIsHeader: Bool
}
