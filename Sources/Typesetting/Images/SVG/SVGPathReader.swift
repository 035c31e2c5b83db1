/// Reads the attribute `d` of a path.
///
/// Source: SVG 1.1 §8.3.
struct SVGPathReader {
    private var scanner: SVGScanner
    private var outline = SVGOutline()
    /// The last control point, which the short forms of curves mirror, and the command that it belongs to.
    private var control: (point: SVGPoint, command: Character)?

    private init(_ data: String) { scanner = SVGScanner(data) }

    /// - Throws: ``SVGProblem`` with the character at which the data are not as SVG says, or beyond the limit.
    static func outline(_ data: String, line: Int, segmentLimit: Int) throws(SVGProblem) -> SVGOutline {
        var reader = SVGPathReader(data)
        guard try reader.read(line: line, segmentLimit: segmentLimit) else {
            throw SVGProblem(line: line, .pathData(character: reader.scanner.place + 1))
        }
        return reader.outline
    }

    private mutating func read(line: Int, segmentLimit: Int) throws(SVGProblem) -> Bool {
        scanner.skipSpace()
        while !scanner.isAtEnd {
            guard let letter = scanner.takeLetter(), run(Character(Unicode.Scalar(letter))) else { return false }
            guard outline.segments.count <= segmentLimit else {
                throw SVGProblem(line: line, .tooManySegments(limit: SVGReader.segmentLimit))
            }
            scanner.skipSpace()
        }
        return true
    }

    /// A command and as many groups of numbers as follow it.
    private mutating func run(_ letter: Character) -> Bool {
        // Every path begins by going somewhere.
        guard !outline.segments.isEmpty || letter == "M" || letter == "m" else { return false }
        if letter == "Z" || letter == "z" {
            outline.close()
            control = nil
            return true
        }
        var command = letter
        scanner.skipSpace()
        repeat {
            guard step(command) else { return false }
            // What follows a move is lines (§8.3.2).
            if command == "M" { command = "L" }
            if command == "m" { command = "l" }
            scanner.skipSeparator()
        } while startsNumber
        return true
    }

    private var startsNumber: Bool {
        guard let next = scanner.next else { return false }
        return (0x30...0x39).contains(next) || [0x2B, 0x2D, 0x2E].contains(next)
    }

    private mutating func step(_ letter: Character) -> Bool {
        let isRelative = letter.isLowercase
        let base = isRelative ? outline.point : SVGPoint(x: 0, y: 0)
        switch letter.uppercased() {
        case "M": return points(1, base) { $0.move(to: $1[0]) }
        case "L": return points(1, base) { $0.line(to: $1[0]) }
        case "H", "V": return straight(isHorizontal: letter.uppercased() == "H", isRelative: isRelative)
        case "C": return curve(base, mirrored: false)
        case "S": return curve(base, mirrored: true)
        case "Q": return quadratic(base, mirrored: false)
        case "T": return quadratic(base, mirrored: true)
        case "A": return arc(base)
        default: return false
        }
    }

    private mutating func points(
        _ count: Int, _ base: SVGPoint, _ draw: (inout SVGOutline, [SVGPoint]) -> Void
    ) -> Bool {
        guard let points = read(count, base) else { return false }
        draw(&outline, points)
        control = nil
        return true
    }

    private mutating func read(_ count: Int, _ base: SVGPoint) -> [SVGPoint]? {
        var points: [SVGPoint] = []
        for index in 0..<count {
            if index > 0 { scanner.skipSeparator() }
            guard let x = scanner.number() else { return nil }
            scanner.skipSeparator()
            guard let y = scanner.number() else { return nil }
            points.append(base + SVGPoint(x: x, y: y))
        }
        return points
    }

    private mutating func straight(isHorizontal: Bool, isRelative: Bool) -> Bool {
        guard let number = scanner.number() else { return false }
        var end = outline.point
        if isHorizontal { end.x = isRelative ? end.x + number : number }
        if !isHorizontal { end.y = isRelative ? end.y + number : number }
        outline.line(to: end)
        control = nil
        return true
    }

    private func mirrored(after command: Character) -> SVGPoint {
        guard let control, control.command == command else { return outline.point }
        return 2 * outline.point - control.point
    }

    private mutating func curve(_ base: SVGPoint, mirrored isMirrored: Bool) -> Bool {
        let first = mirrored(after: "C")
        guard let points = read(isMirrored ? 2 : 3, base) else { return false }
        let all = isMirrored ? [first] + points : points
        outline.curve(all[0], all[1], to: all[2])
        control = (all[1], "C")
        return true
    }

    private mutating func quadratic(_ base: SVGPoint, mirrored isMirrored: Bool) -> Bool {
        let first = mirrored(after: "Q")
        guard let points = read(isMirrored ? 1 : 2, base) else { return false }
        let all = isMirrored ? [first] + points : points
        outline.quadratic(all[0], to: all[1])
        control = (all[0], "Q")
        return true
    }

    private mutating func arc(_ base: SVGPoint) -> Bool {
        guard let rx = scanner.number() else { return false }
        scanner.skipSeparator()
        guard let ry = scanner.number() else { return false }
        scanner.skipSeparator()
        guard let degrees = scanner.number() else { return false }
        scanner.skipSeparator()
        guard let isLarge = scanner.flag() else { return false }
        scanner.skipSeparator()
        guard let isClockwise = scanner.flag() else { return false }
        scanner.skipSeparator()
        return points(1, base) { outline, points in
            outline.arc(
                radii: SVGPoint(x: rx, y: ry), degrees: degrees, isLarge: isLarge, isClockwise: isClockwise,
                to: points[0])
        }
    }
}
