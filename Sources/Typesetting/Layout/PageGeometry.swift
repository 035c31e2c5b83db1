/// A page and its margins, in points from the top left corner.
struct PageGeometry: Hashable, Sendable {
    let width: Double
    let height: Double
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    /// A4; the margins leave lines of about 95 characters and room for punched holes.
    static let text = PageGeometry(width: 595.28, height: 841.89, left: 62, right: 62, top: 58, bottom: 68)

    /// Margins wider than what a printer at home leaves white.
    static func poster(_ paper: PaperSize) -> PageGeometry {
        let scale = paper.scale
        return PageGeometry(
            width: paper == .a4 ? 595.28 : 419.53, height: paper == .a4 ? 841.89 : 595.28, left: 54 * scale,
            right: 54 * scale, top: 62 * scale, bottom: 40 * scale)
    }

    /// Baseline of the footer, from the top.
    var footerBaseline: Double { height - 34 }

    /// The QR code of the footer: its top right corner stands on the column's edge, and the white around it is wider than the
    /// four modules that readers of codes need.
    var code: Rectangle { Rectangle(x: width - right - 42, top: 782, width: 42, height: 42) }
    /// Between the code and what stands to its left.
    static let codeGap = 14.0

    var columnWidth: Double { width - left - right }
    var columnHeight: Double { height - top - bottom }
}
