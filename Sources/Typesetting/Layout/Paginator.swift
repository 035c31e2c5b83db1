/// A strip in its place on a page.
struct PlacedStrip {
    let strip: Strip
    /// Distance from the top of the page, in points.
    let top: Double
}

/// Distributes strips over pages.
///
/// Each stretch between two places where a page may end goes on the current page if it fits, else on the next.
/// A stretch that is higher than a page is cut where the weaker rules alone forbid it, then anywhere.
struct Paginator {
    private(set) var pages: [[PlacedStrip]] = [[]]
    private let repeatedHeaders: [[Strip]]
    private let columnHeight: Double
    private let top: Double
    /// Height used on the current page.
    private var used = 0.0

    /// - Throws: ``TypesettingError/doesNotFit(heightInPoints:availableInPoints:)`` when one strip is higher than
    ///   the column.
    static func pages(
        of strips: [Strip], repeatedHeaders: [[Strip]], columnHeight: Double? = nil, on geometry: PageGeometry = .text
    ) throws(TypesettingError) -> [[PlacedStrip]] {
        var paginator = Paginator(
            repeatedHeaders: repeatedHeaders, columnHeight: columnHeight ?? geometry.columnHeight, top: geometry.top)
        for stretch in paginator.stretches(of: strips[...], brokenAt: .allowed) {
            try paginator.place(stretch, brokenAt: .allowed)
        }
        return paginator.pages
    }

    private init(repeatedHeaders: [[Strip]], columnHeight: Double, top: Double) {
        self.top = top
        self.repeatedHeaders = repeatedHeaders
        self.columnHeight = columnHeight
    }

    /// Cuts strips into stretches that begin where a break is no worse than given.
    private func stretches(of strips: ArraySlice<Strip>, brokenAt worst: Strip.Break) -> [ArraySlice<Strip>] {
        let starts = strips.indices.filter { $0 == strips.startIndex || strips[$0].pageBreak <= worst }
        return zip(starts, starts.dropFirst() + [strips.endIndex]).map { strips[$0..<$1] }
    }

    private mutating func place(_ stretch: ArraySlice<Strip>, brokenAt level: Strip.Break) throws(TypesettingError) {
        guard let first = stretch.first else { return }
        if first.pageBreak == .forced { startPage() }
        let height = stretch.reduce(0) { $0 + $1.height + $1.spaceBefore }
        if used + height - (isAtTop ? first.spaceBefore : 0) <= columnHeight { return put(stretch) }
        // Below a header that is drawn again, the space before counts; at the top of the page it does not.
        let heightOnNewPage = height - (first.repeatedHeader == nil ? first.spaceBefore : 0) + headerHeight(of: first)
        if heightOnNewPage <= columnHeight {
            startPage()
            return put(stretch)
        }
        guard stretch.count > 1, let weaker = Strip.Break(rawValue: level.rawValue + 1) else {
            throw .doesNotFit(heightInPoints: Int(heightOnNewPage.rounded(.up)), availableInPoints: Int(columnHeight))
        }
        for part in stretches(of: stretch, brokenAt: weaker) { try place(part, brokenAt: weaker) }
    }

    private mutating func put(_ stretch: ArraySlice<Strip>) {
        for strip in stretch {
            if isAtTop, let header = strip.repeatedHeader { for strip in repeatedHeaders[header] { put(strip) } }
            put(strip)
        }
    }

    private mutating func put(_ strip: Strip) {
        if !isAtTop { used += strip.spaceBefore }
        pages[pages.count - 1].append(PlacedStrip(strip: strip, top: top + used))
        used += strip.height
    }

    private var isAtTop: Bool { pages.last?.isEmpty ?? true }

    private func headerHeight(of strip: Strip) -> Double {
        guard let header = strip.repeatedHeader else { return 0 }
        return repeatedHeaders[header].reduce(0) { $0 + $1.height }
    }

    private mutating func startPage() {
        guard !isAtTop else { return }
        pages.append([])
        used = 0
    }
}
