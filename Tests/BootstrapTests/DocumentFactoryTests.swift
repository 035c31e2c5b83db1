import Bootstrap
import ConventionDomain
import ConventionTemplates
import Foundation
import OpenSSLBridge
import Parties
import Testing
import Typesetting
import Workflow

@Suite("Documents, and dates that are published later")
struct DocumentFactoryTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func factory(_ calendar: PlacementCalendar) throws -> DocumentFactory {
        let store = try TemplateStore.forSchool(
            resources: Resources(directory: root.path()), dataDirectory: "/nowhere", calendar: calendar)
        return .templates(
            store, typesetter: Typesetter(fonts: try FontSet()), templateIdentifier: "observation-2025-11",
            timeZone: .paris, reviews: TemplateReviews(dataDirectory: "/nowhere"))
    }

    /// The fortnight of 2027 a week later than everybody took it to be.
    private static func later() throws -> PlacementCalendar {
        var calendar = PlacementCalendar.standard
        calendar.officialSecondePeriods[2027] = .init(
            first: try #require(CalendarDate(iso8601: "2027-06-21")),
            last: try #require(CalendarDate(iso8601: "2027-07-02")), isOfficial: true)
        return calendar
    }

    private static func facts(_ checked: CheckedConvention) throws -> IssueFacts {
        IssueFacts(
            templateIdentifier: checked.templateIdentifier,
            convention: try #require(ConventionID("abcdefghijkmnpqrstuv")),
            issuedAt: Date(timeIntervalSince1970: 1_795_424_400), isDemo: true,
            order: try SigningOrder(checked.signingOrder, for: checked.signatories))
    }

    private static func data() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: "Examples/conventions/public-lycee-seconde.xml")))
    }

    @Test func `do not keep anybody from reading a convention that was issued before`() async throws {
        let checked = try await Self.factory(.standard).check(Self.data(), nil)
        let facts = try Self.facts(checked)
        _ = try await Self.factory(.standard).render(checked.canonicalData, facts)
        let later = try Self.factory(Self.later())
        #expect(try await !later.readableContent(checked.canonicalData, facts).blocks.isEmpty)
    }

    @Test func `keep a draft from being issued, and data from being handed in`() async throws {
        let checked = try await Self.factory(.standard).check(Self.data(), nil)
        let facts = try Self.facts(checked)
        let later = try Self.factory(Self.later())
        await #expect(throws: DocumentFactoryError.self) { try await later.render(checked.canonicalData, facts) }
        await #expect(throws: DocumentFactoryError.self) { try await later.check(Self.data(), nil) }
    }

    @Test(arguments: ["attestation-2025-11", "amendment-2025-11"])
    func `of other kinds are not signed yet`(template: String) async throws {
        let factory = try Self.factory(.standard)
        let error = await #expect(throws: DocumentFactoryError.self) { try await factory.check(Self.data(), template) }
        guard case .invalidData(let messages)? = error else {
            Issue.record("another error")
            return
        }
        #expect(messages.map(\.english).joined().contains("not one of a convention"))
    }
}
