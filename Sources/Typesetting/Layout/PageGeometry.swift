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

    /// The QR code of the footer: its top right corner stands on the column's edge, and the white around it is wider than the
    /// four modules that readers of codes need.
    static let code = Rectangle(x: width - right - 42, top: 782, width: 42, height: 42)
    /// Between the code and what stands to its left.
    static let codeGap = 14.0

    static let columnWidth = width - left - right
    static let columnHeight = height - top - bottom
}
