/// What a document looks like.
package enum DocumentDesign: Hashable, Sendable {
    /// A text to be read, signed and kept: A4, with a footer on each page.
    case text
    /// Something to be seen from afar: large headings, paragraphs, lists and pictures, without a footer. What stands in tables and boxes
    /// is no larger than in a text.
    case poster(PaperSize)
}

package enum PaperSize: Hashable, Sendable {
    case a4, a5

    /// Of lengths, against A4.
    var scale: Double { self == .a4 ? 1 : 0.7047 }
}

extension DocumentDesign {
    var geometry: PageGeometry {
        switch self {
        case .text: .text
        case .poster(let paper): .poster(paper)
        }
    }

    /// Of lengths, against those of a text or of a poster on A4.
    var scale: Double {
        switch self {
        case .text: 1
        case .poster(let paper): paper.scale
        }
    }

    var isPoster: Bool { self != .text }

    func heading(level: Int) -> TextStyle {
        isPoster ? TextStyle.posterHeading(level: level).scaled(scale) : .heading(level: level)
    }

    func paragraph(_ style: ParagraphStyle) -> TextStyle {
        isPoster ? TextStyle.posterParagraph(style).scaled(scale) : .paragraph(style)
    }

    var spaceAfterListItem: Double { isPoster ? 7 * scale : TextStyle.spaceAfterListItem }
    var spaceAfterList: Double { isPoster ? 14 * scale : TextStyle.spaceAfterList }

    /// Of the items of a list.
    func indent(of list: ListStyle) -> Double {
        let indent = list == .numbers ? 20.0 : 14.0
        return isPoster ? 1.6 * indent * scale : indent
    }
}

extension TextStyle {
    fileprivate static func posterHeading(level: Int) -> TextStyle {
        switch level {
        case 1: TextStyle(size: 47, leading: 53, colour: .accent, isBold: true, spaceAfter: 16, isBalanced: true)
        case 2:
            TextStyle(
                size: 24, leading: 30, colour: .accent, isBold: true, spaceBefore: 18, spaceAfter: 10,
                isBalanced: true)
        default: TextStyle(size: 18, leading: 24, colour: .accent, isBold: true, spaceBefore: 12, spaceAfter: 5)
        }
    }

    fileprivate static func posterParagraph(_ style: ParagraphStyle) -> TextStyle {
        switch style {
        case .body, .recital: TextStyle(size: 17, leading: 24, spaceAfter: 10)
        case .lead: TextStyle(size: 22, leading: 29, colour: .quiet, spaceAfter: 10, isBalanced: true)
        case .small: TextStyle(size: 12, leading: 16.5, colour: .quiet, spaceAfter: 6)
        case .centered: TextStyle(size: 17, leading: 24, spaceBefore: 4, spaceAfter: 10, alignment: .centre)
        }
    }

    fileprivate func scaled(_ scale: Double) -> TextStyle {
        var style = self
        style.size *= scale
        style.leading *= scale
        style.spaceBefore *= scale
        style.spaceAfter *= scale
        return style
    }
}
