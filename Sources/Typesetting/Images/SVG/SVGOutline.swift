import Foundation

struct SVGPoint: Hashable, Sendable {
    var x: Double
    var y: Double

    static func + (left: SVGPoint, right: SVGPoint) -> SVGPoint { SVGPoint(x: left.x + right.x, y: left.y + right.y) }
    static func - (left: SVGPoint, right: SVGPoint) -> SVGPoint { SVGPoint(x: left.x - right.x, y: left.y - right.y) }
    static func * (factor: Double, point: SVGPoint) -> SVGPoint { SVGPoint(x: factor * point.x, y: factor * point.y) }
}

/// A shape's outline of lines and cubic curves, as PDF draws them.
struct SVGOutline: Hashable, Sendable {
    enum Segment: Hashable, Sendable {
        case move(SVGPoint)
        case line(SVGPoint)
        case curve(SVGPoint, SVGPoint, SVGPoint)
        case close
    }

    private(set) var segments: [Segment] = []
    private(set) var point = SVGPoint(x: 0, y: 0)
    private var start = SVGPoint(x: 0, y: 0)
    /// Whether the last subpath was closed, so that a line would need a place to start from.
    private var isClosed = false

    mutating func move(to point: SVGPoint) {
        segments.append(.move(point))
        (self.point, start, isClosed) = (point, point, false)
    }

    mutating func line(to point: SVGPoint) {
        reopen()
        segments.append(.line(point))
        self.point = point
    }

    mutating func curve(_ first: SVGPoint, _ second: SVGPoint, to point: SVGPoint) {
        reopen()
        segments.append(.curve(first, second, point))
        self.point = point
    }

    /// A curve of one control point (SVG 1.1 §8.3.7) as one of two.
    mutating func quadratic(_ control: SVGPoint, to end: SVGPoint) {
        curve(
            1 / 3.0 * point + 2 / 3.0 * control, 1 / 3.0 * end + 2 / 3.0 * control, to: end)
    }

    mutating func close() {
        guard !isClosed, !segments.isEmpty else { return }
        segments.append(.close)
        (point, isClosed) = (start, true)
    }

    private mutating func reopen() { if isClosed { move(to: start) } }

    /// A quarter of an ellipse or less, by the usual cubic curve, exact to a few ten-thousandths of the radius.
    ///
    /// - Parameter angles: Where it begins and ends, in radians, before it is turned.
    private mutating func arc(
        centre: SVGPoint, radii: SVGPoint, turned angle: Double, angles: (from: Double, to: Double)
    ) {
        let length = 4 / 3 * tan((angles.to - angles.from) / 4)
        func place(_ x: Double, _ y: Double) -> SVGPoint {
            SVGPoint(
                x: centre.x + radii.x * x * cos(angle) - radii.y * y * sin(angle),
                y: centre.y + radii.x * x * sin(angle) + radii.y * y * cos(angle))
        }
        let (from, to) = (angles.from, angles.to)
        curve(
            place(cos(from) - length * sin(from), sin(from) + length * cos(from)),
            place(cos(to) + length * sin(to), sin(to) - length * cos(to)), to: place(cos(to), sin(to)))
    }

    /// An arc from the current point, by its end and which of four it is.
    ///
    /// Source: SVG 1.1 §F.6.5, §F.6.6.
    mutating func arc(radii: SVGPoint, degrees: Double, isLarge: Bool, isClockwise: Bool, to end: SVGPoint) {
        guard end != point else { return }
        // So small a radius is no arc, and would divide by nearly nothing.
        guard min(abs(radii.x), abs(radii.y)) > 1e-9 else { return line(to: end) }
        let angle = degrees * .pi / 180
        let half = 0.5 * (point - end)
        let (x, y) = (cos(angle) * half.x + sin(angle) * half.y, -sin(angle) * half.x + cos(angle) * half.y)
        var (rx, ry) = (abs(radii.x), abs(radii.y))
        let excess = x * x / (rx * rx) + y * y / (ry * ry)
        if excess > 1 { (rx, ry) = (rx * excess.squareRoot(), ry * excess.squareRoot()) }
        let share = max(0, 1 / (x * x / (rx * rx) + y * y / (ry * ry)) - 1).squareRoot()
        let factor = isLarge == isClockwise ? -share : share
        let inner = SVGPoint(x: factor * rx * y / ry, y: -factor * ry * x / rx)
        let centre =
            SVGPoint(
                x: cos(angle) * inner.x - sin(angle) * inner.y, y: sin(angle) * inner.x + cos(angle) * inner.y)
            + 0.5 * (point + end)
        let from = atan2((y - inner.y) / ry, (x - inner.x) / rx)
        var sweep = atan2((-y - inner.y) / ry, (-x - inner.x) / rx) - from
        if isClockwise, sweep < 0 { sweep += 2 * .pi }
        if !isClockwise, sweep > 0 { sweep -= 2 * .pi }
        arcs(centre: centre, radii: SVGPoint(x: rx, y: ry), turned: angle, from: from, sweep: sweep)
    }

    mutating func arcs(
        centre: SVGPoint, radii: SVGPoint, turned angle: Double = 0, from: Double, sweep: Double
    ) {
        // A quarter turn is the most that one curve follows well.
        let count = max(1, Int((abs(sweep) / (.pi / 2) - 1e-9).rounded(.up)))
        for index in 0..<count {
            let step = sweep / Double(count)
            arc(
                centre: centre, radii: radii, turned: angle,
                angles: (from + Double(index) * step, from + Double(index + 1) * step))
        }
    }
}

extension SVGOutline {
    static func ellipse(centre: SVGPoint, radii: SVGPoint) -> SVGOutline {
        var outline = SVGOutline()
        outline.move(to: centre + SVGPoint(x: radii.x, y: 0))
        outline.arcs(centre: centre, radii: radii, from: 0, sweep: 2 * .pi)
        outline.close()
        return outline
    }

    /// Source: SVG 1.1 §9.2.
    static func rectangle(_ origin: SVGPoint, _ size: SVGPoint, radii: SVGPoint) -> SVGOutline {
        let (x, y, width, height) = (origin.x, origin.y, size.x, size.y)
        let (rx, ry) = (min(radii.x, width / 2), min(radii.y, height / 2))
        var outline = SVGOutline()
        outline.move(to: SVGPoint(x: x + rx, y: y))
        let isRound = rx > 0 && ry > 0
        let corners: [(SVGPoint, SVGPoint, Double)] = [
            (SVGPoint(x: x + width - rx, y: y), SVGPoint(x: x + width - rx, y: y + ry), -.pi / 2),
            (SVGPoint(x: x + width, y: y + height - ry), SVGPoint(x: x + width - rx, y: y + height - ry), 0),
            (SVGPoint(x: x + rx, y: y + height), SVGPoint(x: x + rx, y: y + height - ry), .pi / 2),
            (SVGPoint(x: x, y: y + ry), SVGPoint(x: x + rx, y: y + ry), .pi),
        ]
        for (end, centre, angle) in corners {
            outline.line(to: end)
            guard isRound else { continue }
            outline.arcs(centre: centre, radii: SVGPoint(x: rx, y: ry), from: angle, sweep: .pi / 2)
        }
        outline.close()
        return outline
    }

    /// - Returns: `nil` when the list is not made of pairs.
    static func polygon(_ numbers: [Double], isClosed: Bool) -> SVGOutline? {
        guard numbers.count.isMultiple(of: 2) else { return nil }
        var outline = SVGOutline()
        for index in stride(from: 0, to: numbers.count, by: 2) {
            let point = SVGPoint(x: numbers[index], y: numbers[index + 1])
            if index == 0 { outline.move(to: point) } else { outline.line(to: point) }
        }
        if isClosed { outline.close() }
        return outline
    }
}
