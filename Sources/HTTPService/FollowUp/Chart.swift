/// A chart as inline SVG: told by its title and description, drawn in the colour of the text, and beside a table that holds the same.
///
/// Nothing is told by colour alone: each bar has its name and its number. Lines and bars take `currentColor`, so that they follow the page, the print and forced
/// colours. Its width is that of a phone, so that its text is as large there as the text around it.
struct Chart: Sendable {
    struct Bar: Sendable {
        let label: String
        let value: Int
        /// Shown as the bar's outline; `nil` for the longest bar.
        var whole: Int?
        /// « 18 sur 24 »
        let text: String
    }

    private static let width = 360

    /// - Parameters:
    ///   - id: Of the chart on its page.
    ///   - title: What it shows.
    ///   - description: What can be read from it, in words.
    static func bars(_ bars: [Bar], id: String, title: String, description: String) -> String {
        let longest = max(1, bars.map { $0.whole ?? $0.value }.max() ?? 1)
        let rows = bars.enumerated().map { index, bar in
            let (top, full) = (index * 48, width - 4)
            func length(_ value: Int) -> Int { max(0, value) * full / longest }
            let outline = bar.whole.map { rectangle(length($0), top, "none") } ?? ""
            return "<text x=\"2\" y=\"\(top + 16)\">\(escaped(bar.label))\u{A0}: \(escaped(bar.text))</text>"
                + outline + rectangle(length(bar.value), top, "currentColor")
        }
        return frame(id, title, description, height: max(1, bars.count) * 48, rows.joined())
    }

    private static func rectangle(_ length: Int, _ top: Int, _ fill: String) -> String {
        "<rect x=\"2\" y=\"\(top + 24)\" width=\"\(length)\" height=\"14\" fill=\"\(fill)\" stroke=\"currentColor\"/>"
    }

    /// A line from left to right; shares go from 0 to 1.
    static func line(
        _ points: [(x: Int, share: Double)], id: String, title: String, description: String, first: String,
        last: String
    ) -> String {
        let (left, right, top, bottom) = (52, width - 8, 12, 172)
        let ends = (points.first?.x ?? 0, points.last?.x ?? 0)
        let places = points.map { point in
            let x = left + (point.x - ends.0) * (right - left) / max(1, ends.1 - ends.0)
            return "\(x),\(bottom - Int((point.share * Double(bottom - top)).rounded()))"
        }
        let axes = [0, 50, 100].map { percent in
            let y = bottom - percent * (bottom - top) / 100
            return "<text x=\"\(left - 6)\" y=\"\(y + 5)\" text-anchor=\"end\">\(percent)\u{A0}%</text>"
                + "<line x1=\"\(left)\" y1=\"\(y)\" x2=\"\(right)\" y2=\"\(y)\" stroke=\"currentColor\" stroke-opacity=\"0.3\"/>"
        }
        let names =
            "<text x=\"\(left)\" y=\"\(bottom + 22)\">\(escaped(first))</text>"
            + "<text x=\"\(right)\" y=\"\(bottom + 22)\" text-anchor=\"end\">\(escaped(last))</text>"
        let line =
            "<polyline points=\"\(places.joined(separator: " "))\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\"/>"
        return frame(id, title, description, height: 200, axes.joined() + names + line)
    }

    private static func frame(
        _ id: String, _ title: String, _ description: String, height: Int, _ content: String
    ) -> String {
        "<svg class=\"chart\" viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-labelledby=\"\(id)-titre \(id)-texte\">"
            + "<title id=\"\(id)-titre\">\(escaped(title))</title><desc id=\"\(id)-texte\">\(escaped(description))</desc>"
            + content + "</svg>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
