import PDFModel

/// A rectangle with sides along the axes, in points.
///
/// Source: ISO 32000-1 §7.9.5.
struct Rectangle {
    /// Coordinates are written with two decimals.
    private static let tolerance = 0.011

    let left: Double
    let bottom: Double
    let right: Double
    let top: Double

    var width: Double { right - left }
    var height: Double { top - bottom }

    init(left: Double, bottom: Double, right: Double, top: Double) {
        (self.left, self.bottom, self.right, self.top) = (left, bottom, right, top)
    }

    /// - Returns: `nil` when the object is not four direct numbers, the lower left corner first.
    init?(_ object: PDFObject?) {
        guard let numbers = object?.arrayValue?.map(\.numberValue), numbers.count == 4, let left = numbers[0],
            let bottom = numbers[1], let right = numbers[2], let top = numbers[3], left <= right, bottom <= top
        else { return nil }
        self.init(left: left, bottom: bottom, right: right, top: top)
    }

    func contains(_ other: Rectangle) -> Bool {
        let margin = Self.tolerance
        return other.left >= left - margin && other.bottom >= bottom - margin && other.right <= right + margin
            && other.top <= top + margin
    }

    func overlaps(_ other: Rectangle) -> Bool {
        let margin = Self.tolerance
        return left < other.right - margin && other.left < right - margin && bottom < other.top - margin
            && other.bottom < top - margin
    }
}

extension Rectangle: Equatable {
    static func == (first: Rectangle, second: Rectangle) -> Bool { first.contains(second) && second.contains(first) }
}
