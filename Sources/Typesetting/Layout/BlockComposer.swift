/// Turns blocks into strips and, beside them, into the tree of their logical structure.
///
/// It decides what everything looks like; where pages end is decided later, by ``Paginator``.
struct BlockComposer {
    /// The space blocks are set in.
    struct Column {
        var x: Double
        var width: Double
        /// Element that the blocks' own elements become children of; `nil` where headings divide the text,
        /// for the section that is open when the block comes.
        var parent: StructureTree.ElementID?
    }

    let fonts: FontSet
    let design: DocumentDesign
    private(set) var strips: [Strip] = []
    var structure = StructureTree()
    /// Header rows, as drawn again at the top of a page.
    var repeatedHeaders: [[Strip]] = []
    var fields: [SignatureBox] = []
    var images: [DocumentImage] = []
    var headings: [(level: Int, title: String)] = []
    /// The section of the part that is being composed.
    var section: StructureTree.ElementID?
    /// Paragraphs in lists stand closer.
    var isInList = false
    /// The strips of the last heading or paragraph.
    var lastText: Range<Int>?
    private var backdropCount = 0
    private var spaceAfterPrevious = 0.0
    private var extraSpace = 0.0
    private var nextBreak: Strip.Break?
    private var backdrop: Backdrop?

    /// Whether text stands on a band, and is white.
    private var isOnBand = false

    init(fonts: FontSet, design: DocumentDesign = .text) {
        self.fonts = fonts
        self.design = design
    }

    mutating func compose(_ blocks: [Block]) {
        compose(blocks, in: Column(x: design.geometry.left, width: design.geometry.columnWidth))
    }

    /// A style as it is to be set where the text stands.
    func inPlace(_ style: TextStyle) -> TextStyle {
        var style = style
        if isOnBand { style.colour = .white }
        return style
    }

    func parent(in column: Column) -> StructureTree.ElementID {
        column.parent ?? section ?? structure.root
    }

    mutating func compose(_ blocks: [Block], in column: Column) {
        for block in blocks { compose(block, in: column) }
    }

    private mutating func compose(_ block: Block, in column: Column) {
        switch block {
        case .heading(let level, let text): composeHeading(text, level: level, in: column)
        case .paragraph(let text, let style): composeParagraph(text, style: style, in: column)
        case .list(let style, let items): composeList(items, style: style, in: column)
        case .table(let table): composeTable(table, in: column)
        case .fields(let fields): composeFields(fields, in: column)
        case .note(let blocks): composeNote(blocks, in: column)
        case .band(let blocks): composeBand(blocks, in: column)
        case .image(let figure): composeImage(figure, in: column)
        case .imageBeside(let figure, let lines): composeImage(figure, beside: lines, in: column)
        case .signatureBoxes(let boxes): composeSignatureBoxes(boxes, in: column)
        case .keepTogether(let blocks): composeTogether(blocks, in: column)
        case .pageBreak: nextBreak = .forced
        case .space(let points): extraSpace += points
        }
    }

    /// Adds strips below what is there; `before` and `after` are the spaces a block wants around itself, of
    /// which the larger one of two neighbours counts.
    mutating func append(_ more: [Strip], before: Double = 0, after: Double = 0) {
        for (index, strip) in more.enumerated() {
            var strip = strip
            strip.backdrop = strip.backdrop ?? backdrop
            if index == 0 {
                strip.spaceBefore += max(before, spaceAfterPrevious) + extraSpace
                if let nextBreak { strip.pageBreak = nextBreak }
            }
            strips.append(strip)
        }
        guard !more.isEmpty else { return }
        (spaceAfterPrevious, extraSpace, nextBreak) = (after, 0, nil)
    }

    /// Leaves at least this much space below what was appended last.
    mutating func widenSpaceBelow(to space: Double) { spaceAfterPrevious = max(spaceAfterPrevious, space) }

    /// Keeps the strips from an index on together if one page can hold them.
    mutating func discourageBreaks(from start: Int) {
        for index in strips.indices.dropFirst(start + 1) where strips[index].pageBreak == .allowed {
            strips[index].pageBreak = .discouraged
        }
    }

    /// The same for what is not higher than a part of the page: half of it would be hard to read.
    mutating func keepTogether(from start: Int, ifWithin limit: Double) {
        let height = strips[start...].reduce(0) { $0 + $1.height + $1.spaceBefore }
        if height <= limit { discourageBreaks(from: start) }
    }

    mutating func insert(_ drawing: Drawing, atStrip index: Int) { strips[index].drawings.insert(drawing, at: 0) }

    /// Keeps what was appended last on one page with what comes next.
    mutating func keepWithNext() { if nextBreak == nil { nextBreak = .avoided } }

    mutating func newBackdrop(in column: Column, overhang: Double = 0, hasAccentBar: Bool = false) -> Backdrop {
        backdropCount += 1
        return Backdrop(
            identifier: backdropCount, x: column.x, width: column.width, above: overhang, below: overhang,
            colour: .tint, hasAccentBar: hasAccentBar)
    }

    /// Between the edge of a tinted box and what stands in it, at either side.
    static let notePadding = 14.0

    /// Blocks that stay together inside one tinted box.
    private mutating func composeNote(_ blocks: [Block], in column: Column) {
        let padding = (side: Self.notePadding, ends: 9.0)
        let outer = backdrop
        let element = structure.add(.division, to: parent(in: column))
        backdrop = newBackdrop(in: column, overhang: padding.ends, hasAccentBar: true)
        extraSpace += padding.ends + 4
        let inner = Column(
            x: column.x + padding.side, width: column.width - 2 * padding.side, parent: element)
        composeTogether(blocks, in: inner)
        backdrop = outer
        (spaceAfterPrevious, extraSpace) = (8, padding.ends)
    }

    /// Blocks in white on a stripe of the accent's colour from edge to edge of the page, up to its top when nothing stands above.
    private mutating func composeBand(_ blocks: [Block], in column: Column) {
        let padding = 24 * design.scale
        let (outer, wasOnBand, isAtTop) = (backdrop, isOnBand, strips.isEmpty)
        backdropCount += 1
        backdrop = Backdrop(
            identifier: backdropCount, x: 0, width: design.geometry.width,
            above: isAtTop ? design.geometry.top : padding, below: padding, colour: .accent, hasAccentBar: false)
        isOnBand = true
        extraSpace += isAtTop ? 0 : padding
        composeTogether(blocks, in: column)
        (backdrop, isOnBand) = (outer, wasOnBand)
        (spaceAfterPrevious, extraSpace) = (0, 2 * padding)
    }

    private mutating func composeTogether(_ blocks: [Block], in column: Column) {
        let start = strips.count
        compose(blocks, in: column)
        discourageBreaks(from: start)
    }
}
