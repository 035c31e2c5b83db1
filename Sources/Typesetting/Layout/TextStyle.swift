/// How a paragraph is set; lengths in points.
struct TextStyle: Sendable {
    enum Alignment: Sendable { case left, centre }

    var size: Double
    /// Distance from baseline to baseline.
    var leading: Double
    var colour = Colour.ink
    var isBold = false
    var spaceBefore = 0.0
    var spaceAfter = 0.0
    var alignment = Alignment.left
    /// Whether lines are made about equally long, the last one too.
    var isBalanced = false

    /// The face a run is set in; bold paragraphs have one face.
    func face(of style: Inline.Style) -> Inline.Style { isBold ? .bold : style }
}

extension TextStyle {
    static func heading(level: Int) -> TextStyle {
        switch level {
        case 1:
            TextStyle(size: 19, leading: 24, colour: .accent, isBold: true, spaceAfter: 12, isBalanced: true)
        case 2:
            TextStyle(
                size: 13.5, leading: 18, colour: .accent, isBold: true, spaceBefore: 20, spaceAfter: 7,
                isBalanced: true)
        case 3:
            TextStyle(size: 10.5, leading: 14.5, colour: .accent, isBold: true, spaceBefore: 11, spaceAfter: 2.5)
        default:
            TextStyle(size: 10, leading: 14, isBold: true, spaceBefore: 9, spaceAfter: 2)
        }
    }

    static func paragraph(_ style: ParagraphStyle) -> TextStyle {
        switch style {
        case .body: TextStyle(size: 10, leading: 13.8, spaceAfter: 5)
        case .recital: TextStyle(size: 9.5, leading: 13, spaceAfter: 2.2)
        case .lead: TextStyle(size: 11.5, leading: 16, colour: .quiet, spaceAfter: 10, isBalanced: true)
        case .small: TextStyle(size: 8.5, leading: 11.6, colour: .quiet, spaceAfter: 4)
        case .centered: TextStyle(size: 10, leading: 13.8, spaceBefore: 3, spaceAfter: 7, alignment: .centre)
        }
    }

    /// Items of a list stand closer than paragraphs.
    static let spaceAfterListItem = 2.5
    static let spaceAfterList = 7.0

    static let cell = TextStyle(size: 9.3, leading: 12.8)
    static let headerCell = TextStyle(size: 9.3, leading: 12.8, colour: .accent, isBold: true)
    static let caption = TextStyle(
        size: 9.3, leading: 12.8, colour: .quiet, isBold: true, spaceBefore: 8, spaceAfter: 4)
    static let fieldLabel = TextStyle(size: 9.3, leading: 13.2, colour: .quiet)
    static let fieldValue = TextStyle(size: 10, leading: 13.2)
    static let boxTitle = TextStyle(size: 9.5, leading: 13, colour: .accent, isBold: true)
    static let boxName = TextStyle(size: 9.3, leading: 12.6)
    static let placeholder = TextStyle(size: 8.5, leading: 11.4, colour: .quiet)
    static let letterheadName = TextStyle(size: 13, leading: 17, colour: .accent, isBold: true, spaceAfter: 1.5)
    static let letterheadLine = TextStyle(size: 8.8, leading: 12, colour: .quiet)
    static let footer = TextStyle(size: 7.8, leading: 10, colour: .quiet)
}
