import HarfBuzzBridge

/// How far the pen moves after each character of the base program, given the one that follows.
///
/// The shaper of a Latin text without ligatures does nothing but look up pairs. Looked up once for all pairs, they set the
/// words of every document without a shaper, and without keeping a word of any document; a test compares the two.
final class KerningTable: Sendable {
    /// A pair that moves a glyph in another way than by the pen's advance; the shaper has to set it.
    private static let irregular = Int16.min

    private let count: Int
    /// Thousandths of the type size to add to the width of the first of two codes; row by row, codes from 1.
    private let adjustments: [Int16]

    /// - Parameters:
    ///   - scalars: The characters of the codes 1, 2, 3…
    ///   - glyphs: The glyph of each, when it stands alone.
    init(scalars: [Unicode.Scalar], glyphs: [UInt32], file: FontFile) {
        count = scalars.count
        var adjustments = [Int16](repeating: 0, count: count * count)
        let widths = glyphs.map(file.advance)
        for (row, left) in scalars.enumerated() {
            for (column, right) in scalars.enumerated() {
                // Each pair by itself: in a longer text the shaper may pass over a pair whose first half it has just moved.
                let shaped = file.shape([left, right])
                guard shaped.map(\.glyph) == [glyphs[row], glyphs[column]], shaped.allSatisfy(\.isAtPen),
                    shaped[1].advance == widths[column],
                    let adjustment = Int16(exactly: file.thousandths(shaped[0].advance) - file.thousandths(widths[row]))
                else {
                    adjustments[row * count + column] = Self.irregular
                    continue
                }
                adjustments[row * count + column] = adjustment
            }
        }
        self.adjustments = adjustments
    }

    /// - Returns: `nil` when the shaper has to be asked.
    func adjustment(between left: UInt8, and right: UInt8) -> Int16? {
        let adjustment = adjustments[(Int(left) - 1) * count + Int(right) - 1]
        return adjustment == Self.irregular ? nil : adjustment
    }
}

extension PositionedGlyph {
    fileprivate var isAtPen: Bool { xOffset == 0 && yOffset == 0 }
}
