package import Offers

/// The pages of all sectors, those in need first when somebody said which they are.
package struct SectorGuide: Sendable {
    /// As they are listed.
    package let pages: [SectorPage]
    /// `nil` as long as no list with a date and a source was given: then nothing is claimed.
    package let need: SectorsInNeed?

    /// - Throws: ``GuideFaults`` with every mistake; also a sector without a page or with two, and a slug used twice.
    package init(directory: String, need: SectorsInNeed?) throws(GuideFaults) {
        var pages: [SectorPage] = []
        var faults: [GuideFault] = []
        for path in try GuideFile.paths(in: directory) {
            do throws(GuideFault) { pages.append(try SectorPage(path: path)) } catch { faults.append(error) }
        }
        let isWhole = faults.isEmpty
        for sector in Sector.allCases where isWhole {
            let count = pages.filter { $0.sector == sector }.count
            if count != 1 {
                faults.append(
                    GuideFault(directory, 1, "\(sector.rawValue) has \(count) pages", "write one page for it"))
            }
        }
        for (slug, pages) in Dictionary(grouping: pages, by: \.slug) where pages.count > 1 {
            faults.append(GuideFault(directory, 1, "\(pages.count) pages have the slug \(slug)", "change one of them"))
        }
        guard faults.isEmpty else { throw GuideFaults(faults) }
        self.need = need
        let bySector = Dictionary(pages.map { ($0.sector, $0) }) { first, _ in first }
        let inOrder = Sector.inAlphabet.compactMap { bySector[$0] }
        let isInNeed = { (page: SectorPage) in need?.sectors.contains(page.sector) == true }
        self.pages = inOrder.filter(isInNeed) + inOrder.filter { !isInNeed($0) }
    }

    package func page(slug: String) -> SectorPage? { pages.first { $0.slug == slug } }

    package func isInNeed(_ sector: Sector) -> Bool { need?.sectors.contains(sector) == true }
}
