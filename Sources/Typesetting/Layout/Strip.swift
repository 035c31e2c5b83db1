/// A horizontal band of the column that is never cut; lengths in points, from the top of the band downwards.
struct Strip {
    /// Whether a page may end above a strip. Where a stretch does not fit on one page, weaker rules give way
    /// before stronger ones.
    enum Break: Int, Comparable {
        case forced, allowed
        /// Inside what should stay together.
        case discouraged
        /// Below a heading, inside a row, before the second line and the last line of a paragraph.
        case avoided

        static func < (left: Break, right: Break) -> Bool { left.rawValue < right.rawValue }
    }

    var height: Double
    var drawings: [Drawing] = []
    /// Left out at the top of a page.
    var spaceBefore = 0.0
    var pageBreak = Break.allowed
    /// The tint behind this strip and those next to it that name the same one.
    var backdrop: Backdrop?
    /// Index of the table whose header is drawn again when this strip begins a page.
    var repeatedHeader: Int?
    /// Index of the heading that starts here, for the bookmarks.
    var heading: Int?
}

/// A coloured box behind several strips.
struct Backdrop: Equatable {
    let identifier: Int
    let x: Double
    let width: Double
    /// How far the colour reaches above the first of its strips and below the last.
    let above: Double
    let below: Double
    let colour: Colour
    let hasAccentBar: Bool
}

/// What is drawn on a strip, at positions from the page's left edge and the strip's top.
enum Drawing {
    case text(PlacedLine)
    /// A filled rectangle; decoration, invisible to assistive software.
    case fill(Rectangle, Colour)
    /// An outlined rectangle; decoration.
    case frame(Rectangle, Colour, lineWidth: Double)
    /// A picture, by its index among the document's images; decoration without an element.
    case image(Int, Rectangle, StructureTree.ElementID?)
    /// The place of a signature field, by its index among the document's fields.
    case field(Int, Rectangle, StructureTree.ElementID)
}

/// A line of text and where it stands.
struct PlacedLine {
    var line: TextLine
    var size: Double
    var colour: Colour
    var x: Double
    /// Distance from the top of the strip.
    var baseline: Double
    /// `nil` for text that only repeats what was read before, such as a table's header on its second page.
    var element: StructureTree.ElementID?
}

struct Rectangle: Hashable {
    var x: Double
    var top: Double
    var width: Double
    var height: Double

    func moved(down distance: Double) -> Rectangle {
        Rectangle(x: x, top: top + distance, width: width, height: height)
    }
}
