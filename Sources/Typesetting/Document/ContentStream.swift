/// Writes the operators of a page or of an appearance.
///
/// Source: ISO 32000-1 §7.8.2, annex A.
struct ContentStream {
    private(set) var bytes: [UInt8] = []
    private let height: Double
    private var fillColour: Colour?

    /// - Parameter height: Of the page or form in points; callers measure from its top, PDF from its bottom.
    init(height: Double) { self.height = height }

    mutating func beginContent(_ role: StructureTree.Role, number: Int) {
        append("/\(role.rawValue) <</MCID \(number)>> BDC\n")
    }

    mutating func beginArtifact() { append("/Artifact BMC\n") }

    /// Source: ISO 32000-1 §14.8.2.2.2.
    mutating func beginFooter() { append("/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n") }

    mutating func endMarked() { append("EMC\n") }

    mutating func fill(_ rectangle: Rectangle, _ colour: Colour) {
        setFill(colour)
        append(rectangle)
        append("f\n")
    }

    mutating func frame(_ rectangle: Rectangle, _ colour: Colour, lineWidth: Double) {
        append(colour, "RG ")
        append(lineWidth)
        append("w ")
        append(rectangle)
        append("S\n")
    }

    /// Draws a line of text; `top` is added to its baseline.
    mutating func draw(_ placed: PlacedLine, below top: Double, usage: inout FontUsage) {
        setFill(placed.colour)
        append("BT ")
        for (index, segment) in placed.line.segments.enumerated() {
            append("/\(segment.style.resourceName) ")
            append(placed.size)
            append("Tf ")
            if index == 0 {
                append(placed.x)
                append(height - top - placed.baseline)
                append("Td ")
            }
            show(segment, size: placed.size, usage: &usage)
        }
        append("ET\n")
    }

    /// Source: ISO 32000-1 §9.4.3: numbers between strings move the pen back by thousandths of the type size.
    private mutating func show(_ segment: TextLine.Segment, size: Double, usage: inout FontUsage) {
        append("[<")
        for glyph in segment.glyphs {
            if glyph.yOffset != 0 { rise(Double(glyph.yOffset) * size / 1000) }
            if glyph.xOffset != 0 { append(">\(-glyph.xOffset)<") }
            append(hexadecimal: usage.code(for: glyph, in: segment.style))
            let back = glyph.width - glyph.advance + glyph.xOffset
            if back != 0 { append(">\(back)<") }
            if glyph.yOffset != 0 { rise(0) }
        }
        append(">] TJ\n")
    }

    /// Moves the next glyphs up, which needs a string of their own.
    private mutating func rise(_ points: Double) {
        append(">] TJ ")
        append(points)
        append("Ts [<")
    }

    private mutating func setFill(_ colour: Colour) {
        guard colour != fillColour else { return }
        append(colour, "rg\n")
        fillColour = colour
    }

    private mutating func append(_ colour: Colour, _ operation: String) {
        for component in [colour.red, colour.green, colour.blue] { append(component, decimals: 3) }
        append(operation)
    }

    private mutating func append(_ rectangle: Rectangle) {
        append(rectangle.x)
        append(height - rectangle.top - rectangle.height)
        append(rectangle.width)
        append(rectangle.height)
        append("re ")
    }

    /// Without a string in between: this is the innermost loop.
    private mutating func append(hexadecimal code: UInt16) {
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8(truncatingIfNeeded: code >> shift & 0xF)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A number and a space, without an exponent and without needless zeros.
    private mutating func append(_ number: Double, decimals: Int = 2) {
        let scale = decimals == 2 ? 100 : 1000
        let scaled = Int((abs(number) * Double(scale)).rounded())
        if number < 0, scaled > 0 { append("-") }
        append(String(scaled / scale))
        var fraction = String(scaled % scale + scale).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        append(fraction.isEmpty ? " " : ".\(fraction) ")
    }
}

extension Inline.Style {
    /// The name of the face among a page's resources; signatures find the first two in `/DR`.
    var resourceName: String {
        switch self {
        case .regular: "Text"
        case .bold: "TextBold"
        case .italic: "TextItalic"
        }
    }
}
