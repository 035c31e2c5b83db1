import Foundation
import Parties
import Testing

/// The page says what the code does: its table is made from the rules, and compared here.
@Suite("docs/working-time.md")
struct WorkingTimeTableTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/working-time.md")

    private static var table: String {
        let rows = WorkingTimeRule.all.flatMap { rule in
            rule.clauses.map { clause in
                "| \(rule.identifier.rawValue) | \(rule.name) | \(clause.statement) | \(clause.severity.rawValue) "
                    + "| `\(clause.code.rawValue)` | \(clause.references) |"
            }
        }
        return
            (["| rule | about | what it wants | severity | code | texts |", "|---|---|---|---|---|---|"] + rows)
            .joined(separator: "\n")
    }

    @Test func `has the table of the rules as they are`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(text.contains("\n\(Self.table)\n"), "the table should be:\n\(Self.table)")
    }

    @Test func `has the limits of each text of the convention as they are`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        for profile in WorkingTimeProfile.all {
            let hours = "\(profile.minutesADay / 60) h | \(profile.minutesAWeek / 60) h"
            let row =
                "| `\(profile.identifier)` | \(profile.inForceFrom.iso8601) | \(hours) | \(profile.daysAWeek) "
                + "| \(profile.minutesOfDailyRest / 60) h |"
            #expect(text.contains(row), "the row should begin: \(row)")
        }
    }

    @Test func `has the published and the next computed fortnights of seconde`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        for year in 2024...2030 {
            let period = try #require(PlacementCalendar.standard.secondePeriod(of: year))
            let row =
                "| \(year) | \(period.first.iso8601) | \(period.last.iso8601) "
                + "| \(period.isOfficial ? "published" : "computed") |"
            #expect(text.contains(row), "the row should be: \(row)")
        }
    }

    @Test func `there are eleven rules, each with its number once`() {
        #expect(WorkingTimeRule.all.map(\.identifier) == WorkingTimeRule.Identifier.allCases)
        #expect(WorkingTimeRule.all.allSatisfy { !$0.clauses.isEmpty })
        #expect(WorkingTimeRule.all.map(\.identifier.rawValue) == (1...11).map { "R\($0)" })
    }
}
