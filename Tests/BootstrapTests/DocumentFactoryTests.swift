import Bootstrap
import ConventionDomain
import ConventionTemplates
import Foundation
import OpenSSLBridge
import Parties
import TestSupport
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

    @Test(arguments: ["王小明", "محمد", "😀"])
    func `refuse a name that cannot be printed when it is handed in, and say where it stands`(name: String) async throws
    {
        let text = String(decoding: try Self.data(), as: UTF8.self)
        let given = try #require(text.firstMatch(of: /<givenName>([^<]+)<\/givenName>/)?.output.1)
        let data = Array(text.replacing("<givenName>\(given)<", with: "<givenName>\(name)<", maxReplacements: 1).utf8)
        let factory = try Self.factory(.standard)
        let error = await #expect(throws: DocumentFactoryError.self) { try await factory.check(data, nil) }
        guard case .invalidData(let messages)? = error else {
            Issue.record("another error")
            return
        }
        #expect(messages.count == 1 && messages[0].french.contains("prénom"), "\(messages)")
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

    /// The text of observation-2025-11 that came before the current one, as `xmllint --exc-c14n` and `sha256sum` name it.
    private static let version2 = "60c189eaa87fb31818bcd71dbff91c0a6309de3769f40106cd0c3a8b62922921"

    private static func facts(_ checked: CheckedConvention, issuedWith digest: String) throws -> IssueFacts {
        let facts = try Self.facts(checked)
        return IssueFacts(
            templateIdentifier: facts.templateIdentifier, convention: facts.convention, issuedAt: facts.issuedAt,
            isDemo: false, order: facts.order, templateDigest: DocumentDigest(hexadecimal: digest))
    }

    @Test func `are shown with the text that they were issued with, whatever version is current`() async throws {
        let factory = try Self.factory(.standard)
        let checked = try await factory.check(Self.data(), nil)
        // A sentence that only the earlier text has.
        let sentence = "cet exemplaire électronique tient lieu d’original"
        let issued = try await factory.readableContent(
            checked.canonicalData, Self.facts(checked, issuedWith: Self.version2))
        #expect("\(issued.blocks)".contains(sentence))
        let current = try await factory.readableContent(checked.canonicalData, Self.facts(checked))
        #expect(!"\(current.blocks)".contains(sentence))
        let unknown = try Self.facts(checked, issuedWith: String(repeating: "0", count: 64))
        await #expect(throws: DocumentFactoryError.templateChanged) {
            try await factory.readableContent(checked.canonicalData, unknown)
        }
    }

    @Test func `have the comparison with the official text that their own text had`() async throws {
        let folder = try TemporaryDirectory()
        let store = try TemplateStore.forSchool(
            resources: Resources(directory: Self.root.path()), dataDirectory: folder.path)
        let reviews = TemplateReviews(dataDirectory: folder.path)
        let factory = DocumentFactory.templates(
            store, typesetter: Typesetter(fonts: try FontSet()), templateIdentifier: "observation-2025-11",
            timeZone: .paris, reviews: reviews)
        let earlier = try #require(try store.template("observation-2025-11", digest: "sha256:" + Self.version2))
        try reviews.record(earlier, by: "Hélène Vasseur", on: #require(CalendarDate(iso8601: "2026-11-27")))
        #expect(await factory.notices("observation-2025-11", DocumentDigest(hexadecimal: Self.version2)).isEmpty)
        #expect(await factory.notices("observation-2025-11", nil).count == 1)
        try reviews.record(
            store.template("observation-2025-11"), by: "Hélène Vasseur",
            on: #require(CalendarDate(iso8601: "2026-11-28")))
        #expect(await factory.notices("observation-2025-11", nil).isEmpty)
        #expect(await factory.notices("observation-2025-11", DocumentDigest(hexadecimal: Self.version2)).isEmpty)
    }
}
