private import PDFModel

/// Writes the operators of a page or of an appearance.
///
/// Positions are rounded to hundredths of a point, finer than any printer, and kept as whole numbers of them.
///
/// Source: ISO 32000-1 §7.8.2, annex A.
struct ContentStream {
    private(set) var bytes: [UInt8] = []
    private let height: Double
    // What the graphics state holds, so that nothing is set twice.
    private var fillColour: Colour?
    private var font: Inline.Style?
    private var size = 0.0
    /// What `T*` moves down by, in hundredths of a point.
    private var leading = 0

    /// - Parameter height: Of the page or form in points; callers measure from its top, PDF from its bottom.
    init(height: Double) {
        self.height = height
        bytes.reserveCapacity(1 << 13)
    }

    mutating func beginContent(_ role: StructureTree.Role, number: Int) {
        append("/")
        append(text: role.rawValue)
        append("<</MCID ")
        append(number)
        append(">>BDC\n")
    }

    mutating func beginArtifact() { append("/Artifact BMC\n") }

    /// Source: ISO 32000-1 §14.8.2.2.2.
    mutating func beginFooter() { append("/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n") }

    mutating func endMarked() { append("EMC\n") }

    mutating func fill(_ rectangle: Rectangle, _ colour: Colour) { fill([rectangle], colour) }

    /// Fills rectangles as one shape.
    mutating func fill(_ rectangles: [Rectangle], _ colour: Colour) {
        setFill(colour)
        for rectangle in rectangles { append(rectangle) }
        append("f\n")
    }

    mutating func frame(_ rectangle: Rectangle, _ colour: Colour, lineWidth: Double) {
        append(colour, "RG ")
        append(hundredths: cents(lineWidth))
        append("w ")
        append(rectangle)
        append("S\n")
    }

    /// Shows a form or a picture in a rectangle; a picture's sides are one unit long, those of a form so many as given.
    mutating func show(_ name: String, in rectangle: Rectangle, unitsPerSide: Int = 1) {
        append("q ")
        append(Int((rectangle.width / Double(unitsPerSide) * 10_000).rounded()), decimals: 4)
        append(" 0 0 ")
        append(Int((rectangle.height / Double(unitsPerSide) * 10_000).rounded()), decimals: 4)
        append(" ")
        append(hundredths: cents(rectangle.x))
        append(hundredths: cents(height - rectangle.top - rectangle.height))
        append("cm/")
        append(text: name)
        append(" Do Q\n")
    }

    /// Draws lines of text; the `top` of each is added to its baseline.
    mutating func draw(_ lines: [(placed: PlacedLine, top: Double)], usage: inout FontUsage) {
        if let first = lines.first { setFill(first.placed.colour) }
        append("BT\n")
        var position = (x: 0, y: 0)
        for (index, (placed, top)) in lines.enumerated() {
            setFill(placed.colour)
            let place = (x: cents(placed.x), y: cents(height - top - placed.baseline))
            move(by: (place.x - position.x, place.y - position.y), isFirst: index == 0)
            position = place
            show(placed.line, size: placed.size, usage: &usage)
        }
        append("ET\n")
    }

    /// Source: ISO 32000-1 §9.4.2: `TD` sets the leading to what it moves down by, `T*` moves down by the leading.
    private mutating func move(by distance: (x: Int, y: Int), isFirst: Bool) {
        if !isFirst, distance.x == 0, distance.y == -leading { return append("T*") }
        append(hundredths: distance.x)
        append(hundredths: distance.y)
        let setsLeading = !isFirst && distance.x == 0
        append(setsLeading ? "TD\n" : "Td\n")
        if setsLeading { leading = -distance.y }
    }

    /// Source: ISO 32000-1 §9.4.3: numbers between strings move the pen back by thousandths of the type size.
    private mutating func show(_ line: TextLine, size: Double, usage: inout FontUsage) {
        guard let first = line.glyphs.first else { return }
        var style = first.style
        usage.use(style)
        setFont(style, size)
        if let operators = line.operators { return bytes.append(contentsOf: operators) }
        append("[(")
        for glyph in line.glyphs {
            if glyph.style != style {
                style = glyph.style
                usage.use(style)
                append(")]TJ\n")
                setFont(style, size)
                append("[(")
            }
            guard glyph.special < 0 else {
                show(line.special[Int(glyph.special)], style: style, size: size, usage: &usage)
                continue
            }
            append(glyph)
        }
        append(")]TJ\n")
    }

    private mutating func append(_ glyph: Glyph) {
        // The repertoire's codes have one byte.
        append(literal: glyph.code)
        if glyph.kerning != 0 { moveBack(-Int(glyph.kerning)) }
    }

    /// What shows a line of one face and the base program, wherever it stands; `nil` for other lines.
    static func operators(of line: TextLine) -> [UInt8]? {
        guard let style = line.glyphs.first?.style,
            line.glyphs.allSatisfy({ $0.style == style && $0.special < 0 })
        else { return nil }
        var stream = ContentStream(height: 0)
        stream.append("[(")
        for glyph in line.glyphs { stream.append(glyph) }
        stream.append(")]TJ\n")
        return stream.bytes
    }

    private mutating func show(
        _ glyph: SpecialGlyph, style: Inline.Style, size: Double, usage: inout FontUsage
    ) {
        let code = usage.code(of: glyph, in: style)
        if glyph.yOffset != 0 { rise(Double(glyph.yOffset) * size / 1000) }
        if glyph.xOffset != 0 { moveBack(-glyph.xOffset) }
        for byte in CompactCodes.code(of: code) { append(literal: byte) }
        let back = glyph.width - glyph.advance + glyph.xOffset
        if back != 0 { moveBack(back) }
        if glyph.yOffset != 0 { rise(0) }
    }

    private mutating func moveBack(_ thousandths: Int) {
        append(")")
        append(thousandths)
        append("(")
    }

    /// Moves the next glyphs up, which needs a string of their own.
    private mutating func rise(_ points: Double) {
        append(")]TJ ")
        append(hundredths: cents(points))
        append("Ts[(")
    }

    private mutating func setFont(_ font: Inline.Style, _ size: Double) {
        guard font != self.font || size != self.size else { return }
        (self.font, self.size) = (font, size)
        append("/")
        append(text: font.resourceName)
        append(" ")
        append(hundredths: cents(size))
        append("Tf")
    }

    private mutating func setFill(_ colour: Colour) {
        guard colour != fillColour else { return }
        append(colour, "rg\n")
        fillColour = colour
    }

    private mutating func append(_ colour: Colour, _ operation: StaticString) {
        for component in [colour.red, colour.green, colour.blue] {
            append(Int((component * 1000).rounded()), decimals: 3)
            bytes.append(0x20)
        }
        append(operation)
    }

    private mutating func append(_ rectangle: Rectangle) {
        append(hundredths: cents(rectangle.x))
        append(hundredths: cents(height - rectangle.top - rectangle.height))
        append(hundredths: cents(rectangle.width))
        append(hundredths: cents(rectangle.height))
        append("re ")
    }

    /// A byte of a code in a literal string.
    ///
    /// Source: ISO 32000-1 §7.3.4.2: a carriage return would be read as a line feed.
    @inline(__always)
    private mutating func append(literal byte: UInt8) {
        if byte > UInt8(ascii: "\\") || byte < 0x0D { return bytes.append(byte) }
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
        case 0x0D:
            bytes.append(UInt8(ascii: "\\"))
            return bytes.append(UInt8(ascii: "r"))
        default: break
        }
        bytes.append(byte)
    }

    /// Operators are written thousands of times: those of one text each are not counted and held as strings are.
    private mutating func append(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

    private mutating func append(text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func append(_ number: Int) { append(number, decimals: 0) }

    /// A number and a space.
    private mutating func append(hundredths number: Int) {
        append(number, decimals: 2)
        bytes.append(0x20)
    }

    /// A whole number of decimal parts, without an exponent and without needless zeros; no string is made on the way.
    private mutating func append(_ number: Int, decimals: Int) {
        var (rest, places) = (number.magnitude, decimals)
        while places > 0, rest % 10 == 0 { (rest, places) = (rest / 10, places - 1) }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        // From the last digit on: at most twenty and the point.
        var digits = InlineArray<21, UInt8>(repeating: UInt8(ascii: "."))
        var (place, written) = (digits.count, 0)
        repeat {
            if written == places, places > 0 { place -= 1 }
            place -= 1
            let quotient = rest / 10
            digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest - quotient * 10)
            (rest, written) = (quotient, written + 1)
        } while rest > 0 || written <= places && places > 0
        digits.span.withUnsafeBufferPointer { bytes.append(contentsOf: $0[place...]) }
    }
}

/// Hundredths of a point.
private func cents(_ points: Double) -> Int { Int((points * 100).rounded()) }
