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
        self.pages = pages.sorted { left, right in
            (isInNeed(left) ? 0 : 1, QuestionIndex.words(left.sector.name).joined(separator: " "))
                < (isInNeed(right) ? 0 : 1, QuestionIndex.words(right.sector.name).joined(separator: " "))
        }
        func isInNeed(_ page: SectorPage) -> Bool { need?.sectors.contains(page.sector) == true }
    }

    package func page(slug: String) -> SectorPage? { pages.first { $0.slug == slug } }

    package func isInNeed(_ sector: Sector) -> Bool { need?.sectors.contains(sector) == true }
}
