import Foundation

/// From one system of coordinates to another: x' = ax + cy + e, y' = bx + dy + f.
///
/// Source: SVG 1.1 §7.4 to §7.6.
struct SVGTransform: Hashable, Sendable {
    var (a, b, c, d, e, f) = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    static let identity = SVGTransform()

    var numbers: [Double] { [a, b, c, d, e, f] }

    init() {}

    init(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ e: Double, _ f: Double) {
        (self.a, self.b, self.c, self.d, self.e, self.f) = (a, b, c, d, e, f)
    }

    static func translation(_ x: Double, _ y: Double) -> SVGTransform { SVGTransform(1, 0, 0, 1, x, y) }

    /// - Parameter degrees: Clockwise as seen, because y grows downwards.
    static func rotation(_ degrees: Double) -> SVGTransform {
        let angle = degrees * .pi / 180
        return SVGTransform(cos(angle), sin(angle), -sin(angle), cos(angle), 0, 0)
    }

    /// The inner one first, then this one.
    func applied(after inner: SVGTransform) -> SVGTransform {
        SVGTransform(
            a * inner.a + c * inner.b, b * inner.a + d * inner.b, a * inner.c + c * inner.d,
            b * inner.c + d * inner.d, a * inner.e + c * inner.f + e, b * inner.e + d * inner.f + f)
    }

    var hasArea: Bool { abs(a * d - b * c) > 1e-12 }

    /// Whether every number can be written.
    var isInRange: Bool { numbers.allSatisfy { $0.isFinite && abs($0) <= SVGScanner.largest } }

    /// Reads the attribute `transform`; `nil` when it is not written as SVG says.
    init?(_ text: String) {
        self.init()
        var scanner = SVGScanner(text)
        scanner.skipSpace()
        while !scanner.isAtEnd {
            guard let step = Self.step(&scanner) else { return nil }
            self = applied(after: step)
            scanner.skipSeparator()
        }
    }

    private static func step(_ scanner: inout SVGScanner) -> SVGTransform? {
        var name = ""
        while let letter = scanner.takeLetter() { name.unicodeScalars.append(Unicode.Scalar(letter)) }
        scanner.skipSpace()
        guard scanner.take("(") else { return nil }
        var numbers: [Double] = []
        scanner.skipSpace()
        while !scanner.take(")") {
            guard numbers.count < 6, let number = scanner.number() else { return nil }
            numbers.append(number)
            scanner.skipSeparator()
        }
        return step(name, numbers)
    }

    private static func step(_ name: String, _ numbers: [Double]) -> SVGTransform? {
        switch (name, numbers.count) {
        case ("matrix", 6):
            return SVGTransform(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
        case ("translate", 1): return translation(numbers[0], 0)
        case ("translate", 2): return translation(numbers[0], numbers[1])
        case ("scale", 1): return SVGTransform(numbers[0], 0, 0, numbers[0], 0, 0)
        case ("scale", 2): return SVGTransform(numbers[0], 0, 0, numbers[1], 0, 0)
        case ("rotate", 1): return rotation(numbers[0])
        case ("rotate", 3):
            return translation(numbers[1], numbers[2]).applied(after: rotation(numbers[0]))
                .applied(after: translation(-numbers[1], -numbers[2]))
        case ("skewX", 1): return SVGTransform(1, 0, tan(numbers[0] * .pi / 180), 1, 0, 0)
        case ("skewY", 1): return SVGTransform(1, tan(numbers[0] * .pi / 180), 0, 1, 0, 0)
        default: return nil
        }
    }
}
