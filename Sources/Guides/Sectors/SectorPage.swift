package import Offers

/// What a pupil reads about a sector before choosing a placement.
package struct SectorPage: Hashable, Sendable {
    package let sector: Sector
    /// In the page's address.
    package let slug: String
    /// What people do there, the trades, what may be seen, what to ask.
    package let text: GuideText
}

extension SectorPage {
    private static let keys: Set = ["sector", "slug"]
    /// What each page says, in this order, below its first paragraph.
    static let parts = [
        "Des métiers", "Ce que vous pouvez voir en une ou deux semaines", "Questions à poser sur place",
    ]

    /// - Throws: ``GuideFault`` with the line of the first mistake.
    init(path: String) throws(GuideFault) { try self.init(GuideFile(path: path, keys: Self.keys)) }

    init(text: String, path: String) throws(GuideFault) {
        try self.init(GuideFile(text: text, path: path, keys: Self.keys))
    }

    private init(_ file: GuideFile) throws(GuideFault) {
        let name = try file.one("sector", such: "sector: agriculture")
        guard let sector = Sector(rawValue: name.value) else {
            throw GuideFault(
                file.path, name.line, "the sector « \(name.value) » is not known",
                "write one of \(Sector.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let slug = try file.one("slug", such: "slug: agriculture")
        let isPlain = slug.value.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
        guard isPlain else {
            throw GuideFault(file.path, slug.line, "found no slug", "write small letters without accents, and hyphens")
        }
        guard case .paragraph? = file.body.blocks.first, Self.headings(file.body) == Self.parts else {
            throw GuideFault(
                file.path, 1, "the text has other parts than every sector has",
                "write a paragraph, then \(Self.parts.map { "« ## \($0) »" }.joined(separator: ", "))")
        }
        (self.sector, self.slug, text) = (sector, slug.value, file.body)
    }

    private static func headings(_ text: GuideText) -> [String] {
        text.blocks.compactMap { block in
            guard case .heading(_, let spans) = block else { return nil }
            return spans.map(\.text).joined()
        }
    }
}
