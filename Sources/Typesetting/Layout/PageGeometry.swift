/// A4 and its margins, in points from the top left corner.
///
/// The margins leave lines of about 95 characters and room for punched holes.
enum PageGeometry {
    static let width = 595.28
    static let height = 841.89
    static let left = 62.0
    static let right = 62.0
    static let top = 58.0
    static let bottom = 68.0
    /// Baseline of the footer, from the top.
    static let footerBaseline = height - 34

    static let columnWidth = width - left - right
    static let columnHeight = height - top - bottom
}
