import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Testing

@testable import HTTPService

@Suite("Pages of a département's figures")
struct DepartmentFiguresPagesTests {
    private let work: DesksAtWork

    init() async throws { work = try await DesksAtWork() }

    private static func school(_ digits: String) throws -> UAI {
        let letter = try #require(UAI.checkLetter(of: digits))
        return try #require(UAI(digits + String(letter)))
    }

    /// Rule: no exact count and no name leaves the schools.
    @Test func `counts of all its schools are told to the nearest five, and names nowhere`() async throws {
        try await work.enrol(11, of: try Self.school("0940001"))
        try await work.enrol(12, of: try Self.school("0940002"))
        try await work.enrol(3, of: try Self.school("0750001"))
        let moderator = try await work.moderator()
        let list = try await work.get(DepartmentPaths.list, moderator).text
        #expect(list.contains("Val-de-Marne (94)") && list.contains("2 établissements"))
        #expect(list.contains("Paris (75)") && list.contains("1 établissement<"))
        let page = try await work.get(DepartmentPaths.list + "/94", moderator)
        #expect(page.status == .ok && page.text.contains("<td>25</td>"), "23 pupils: \(page.text)")
        #expect(!page.text.contains(">23<") && !page.text.contains("23 sur") && !page.text.contains("Rostersecret"))
        let small = try await work.get(DepartmentPaths.list + "/75", moderator).text
        #expect(small.contains("<td>moins de 5</td>") && !small.contains("<td>3</td>"))
        for unknown in ["/93", "/0940001", "/94x", "/%2e%2e"] {
            #expect(try await work.get(DepartmentPaths.list + unknown, moderator).status == .notFound, "\(unknown)")
        }
    }

    /// Rule: figures stay as they are for an hour, so that one act more does not show in them.
    @Test func `figures are kept for an hour`() async throws {
        let school = try Self.school("0940001")
        try await work.enrol(12, of: school)
        let moderator = try await work.moderator()
        let path = DepartmentPaths.list + "/94"
        #expect(try await work.get(path, moderator).text.contains("<td>10</td>"))
        try await work.enrol(13, of: school)
        work.advance(by: 3599)
        #expect(try await work.get(path, moderator).text.contains("<td>10</td>"))
        work.advance(by: 2)
        #expect(try await work.get(path, moderator).text.contains("<td>15</td>"))
    }
}
