import Foundation
import Offers
import Parties
import Testing
import ToolSupport

@testable import Guides

@Suite("The pages of sectors")
struct SectorTests {
    @Test func `are one for each sector`() throws {
        let guide = try Delivered.sectors()
        #expect(Set(guide.pages.map(\.sector)) == Set(Sector.allCases) && guide.pages.count == Sector.allCases.count)
    }

    @Test func `name trades for everybody, things to see and questions, and no figures`() throws {
        for page in try Delivered.sectors().pages {
            let lists = page.text.blocks.compactMap { block in
                if case .list(_, let items) = block { items.count } else { nil }
            }
            #expect(lists.count == 3 && lists.allSatisfy { $0 >= 3 }, "\(page.slug)")
            // « 2D » is a word.
            #expect(page.text.plain.replacing("2D ou 3D", with: "").allSatisfy { !$0.isNumber }, "\(page.slug)")
        }
    }

    @Test func `claim no need without a list`() throws {
        #expect(try Delivered.sectors().need == nil)
        #expect(try SectorsInNeed.read(Delivered.guides.appending(path: SectorsInNeed.fileName).path) == nil)
        #expect(try SectorsInNeed.read("/nowhere/sectors-in-need.txt") == nil)
    }

    @Test func `put those in need first, with day and source`() throws {
        let text = "# remarque\nsource: Enquête d'essai\ndate: 2026-11-28\nwood\nhealth\n"
        let need = try #require(try SectorsInNeed.read(text, path: "x"))
        #expect(
            need.sectors == [.wood, .health] && need.source == "Enquête d’essai" && need.asOf.iso8601 == "2026-11-28")
        let guide = try SectorGuide(directory: Delivered.guides.appending(path: "fr/sectors").path, need: need)
        #expect(guide.pages.prefix(2).map(\.sector) == [.wood, .health])
        #expect(guide.isInNeed(.wood) && !guide.isInNeed(.sport))
    }

    @Test(arguments: [
        ("wood\n", 1, "missing"), ("source: a\ndate: 2026-11-28\n", 1, "missing"), ("source: a\nwood\n", 1, "missing"),
        ("date: 2026-11-28\nwood\n", 1, "missing"), ("source: a\ndate: demain\nwood\n", 1, "missing"),
        ("source: a\ndate: 2026-11-28\nbois\n", 3, "« bois » is not known"),
    ])
    func `refuse a list that nobody can look up`(text: String, line: Int, cause: String) throws {
        let error = try #require(throws: GuideFault.self) { try SectorsInNeed.read(text, path: "x") }
        #expect(error.line == line && error.cause.contains(cause), "\(error)")
    }

    @Test func `are refused when one is missing, twice, or has other parts`() throws {
        let missing = try BrokenTexts("sectors")
        try missing.remove("sante.txt")
        #expect(faults(missing) == ["health has 0 pages"])
        let twice = try BrokenTexts("sectors")
        try twice.edit("sport.txt", "sector: sport", "sector: health")
        #expect(Set(faults(twice)) == ["health has 2 pages", "sport has 0 pages"])
        let slug = try BrokenTexts("sectors")
        try slug.edit("sport.txt", "slug: sport", "slug: sante")
        #expect(faults(slug) == ["2 pages have the slug sante"])
        let parts = try BrokenTexts("sectors")
        try parts.edit("sport.txt", "## Des métiers", "## Métiers")
        #expect(faults(parts) == ["the text has other parts than every sector has"])
        let unknown = try BrokenTexts("sectors")
        try unknown.edit("sport.txt", "sector: sport", "sector: sports")
        #expect(faults(unknown) == ["the sector « sports » is not known"])
    }

    private func faults(_ texts: BrokenTexts) -> [String] {
        do throws(GuideFaults) {
            _ = try SectorGuide(directory: texts.path, need: nil)
            return []
        } catch {
            return error.faults.map(\.cause)
        }
    }
}
