/// A drawing of paths as operators of PDF.
///
/// In the system of coordinates of the operators the drawing fills a square of 1000 units a side, whatever its shape; a document
/// that shows it stretches the square to the right sides.
struct VectorDrawing: Hashable, Sendable {
    static let side = 1000

    /// One opacity of fills and one of strokes.
    struct Opacity: Hashable, Sendable {
        let fill: Double
        let stroke: Double
    }

    /// In the file's own units.
    let width: Double
    let height: Double
    private(set) var operators: [UInt8] = []
    /// In the order of their names in ``operators``: « O1 », « O2 »….
    private(set) var opacities: [Opacity] = []

    static func opacityName(_ index: Int) -> String { "O\(index + 1)" }

    /// - Parameters:
    ///   - origin: The top left corner.
    ///   - size: Width and height, both positive.
    init(origin: SVGPoint, size: SVGPoint) {
        (width, height) = (size.x, size.y)
        let side = Double(Self.side)
        // y grows downwards in SVG and upwards in PDF.
        append([side / size.x, 0, 0, -side / size.y, 0, side], decimals: 9, "cm\n")
        append([1, 0, 0, 1, -origin.x, -origin.y], decimals: 5, "cm\n")
    }

    /// Whether anything was drawn.
    private(set) var isEmpty = true

    /// Draws a shape, if its style paints it.
    ///
    /// - Returns: `false` when a number is too large to be written.
    mutating func draw(_ outline: SVGOutline, style: SVGStyle, transform: SVGTransform) -> Bool {
        let colours = (
            fill: style.colour(of: style.fill), stroke: style.width > 0 ? style.colour(of: style.stroke) : nil
        )
        guard colours.fill != nil || colours.stroke != nil, outline.segments.count > 1 else { return true }
        guard transform.isInRange, outline.isInRange else { return false }
        // Flattened to a line, a shape has no area, and some readers refuse such coordinates.
        guard transform.hasArea else { return true }
        isEmpty = false
        append("q ")
        if transform != .identity { append(transform.numbers, decimals: 9, "cm ") }
        setOpacity(of: style)
        if let fill = colours.fill { append(fill, "rg ") }
        if let stroke = colours.stroke { setStroke(style, stroke) }
        append(outline)
        let rule = style.isEvenOdd ? "*" : ""
        switch (colours.fill != nil, colours.stroke != nil) {
        case (true, true): append("B\(rule) Q\n")
        case (true, false): append("f\(rule) Q\n")
        default: append("S Q\n")
        }
        return true
    }

    private mutating func setOpacity(of style: SVGStyle) {
        let opacity = Opacity(fill: style.fillOpacity * style.opacity, stroke: style.strokeOpacity * style.opacity)
        guard opacity != Opacity(fill: 1, stroke: 1) else { return }
        let index = opacities.firstIndex(of: opacity) ?? opacities.count
        if index == opacities.count { opacities.append(opacity) }
        append("/\(Self.opacityName(index)) gs ")
    }

    private mutating func setStroke(_ style: SVGStyle, _ colour: Colour) {
        append(colour, "RG ")
        append([style.width], decimals: 5, "w ")
        if style.cap != 0 { append("\(style.cap) J ") }
        if style.join != 0 { append("\(style.join) j ") }
        // PDF begins with 10.
        append([style.miterLimit], decimals: 5, "M ")
        guard !style.dashes.isEmpty else { return }
        append("[")
        append(style.dashes, decimals: 5, "")
        append("]")
        // PDF wants no offset before the beginning (ISO 32000-1 §8.4.3.6), and the pattern repeats.
        let length = style.dashes.reduce(0, +)
        let offset = style.dashOffset.truncatingRemainder(dividingBy: length)
        append([offset < 0 ? offset + length : offset], decimals: 5, "d ")
    }

    private mutating func append(_ outline: SVGOutline) {
        for segment in outline.segments {
            switch segment {
            case .move(let point): append([point.x, point.y], decimals: 5, "m ")
            case .line(let point): append([point.x, point.y], decimals: 5, "l ")
            case .curve(let first, let second, let end):
                append([first.x, first.y, second.x, second.y, end.x, end.y], decimals: 5, "c ")
            case .close: append("h ")
            }
        }
    }

    private mutating func append(_ text: String) { operators += text.utf8 }

    private mutating func append(_ colour: Colour, _ operation: String) {
        append([colour.red, colour.green, colour.blue], decimals: 4, operation)
    }

    /// Numbers without exponents and needless zeros, as PDF wants them (ISO 32000-1 §7.3.3), then the operator.
    private mutating func append(_ numbers: [Double], decimals: Int, _ operation: String) {
        for number in numbers {
            let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
            let scaled = Int((number * Double(scale)).rounded())
            let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
            if scaled < 0 { append("-") }
            append(String(whole))
            if fraction > 0 {
                var digits = String(fraction)
                digits = "." + String(repeating: "0", count: decimals - digits.count) + digits
                while digits.hasSuffix("0") { digits.removeLast() }
                append(digits)
            }
            append(" ")
        }
        append(operation)
    }
}

extension SVGStyle {
    func colour(of paint: SVGPaint) -> Colour? {
        switch paint {
        case .none: nil
        case .colour(let colour): colour
        case .current: colour
        }
    }
}

extension SVGOutline {
    /// Whether every coordinate can be written; sums of relative steps may lead far.
    var isInRange: Bool {
        segments.allSatisfy { segment in
            switch segment {
            case .move(let point), .line(let point): point.isInRange
            case .curve(let first, let second, let end): first.isInRange && second.isInRange && end.isInRange
            case .close: true
            }
        }
    }
}

extension SVGPoint {
    fileprivate var isInRange: Bool {
        [x, y].allSatisfy { $0.isFinite && abs($0) <= 10 * SVGScanner.largest }
    }
}
