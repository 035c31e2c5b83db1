import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Parties
import Persistence
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// The service with a real store behind the pages of those who sign for schools.
final class HeadAtTheDoor: Sendable {
    let bench: WorkflowBench
    let office: HeadOffice
    let service: ServiceUnderTest
    let head: HeadAtWork
    /// Rosters; whoever enters sees that of ``school``.
    let desk: RosterDesk
    private let store: SQLiteStore
    private let directory: String

    init(publicBaseURL: String = "https://seing.example") async throws {
        directory = NSTemporaryDirectory() + "seing-head-\(UUID().uuidString)"
        let store = try SQLiteStore.open(directory: directory)
        self.store = store
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        bench = WorkflowBench(
            store: store.conventionStore,
            // Leases that end at once: every message is read as often as one likes.
            mails: { try await store.outboxStore.claim(.distantFuture, .distantPast, 100_000).map(\.mail) },
            texts: try WorkflowTexts.load(directory: templates))
        office = HeadOffice(bench.workflow, store: store)
        desk = RosterDesk(
            store: store.rosterStore, now: { Sample.now }, today: { Self.today },
            random: { count throws(RosterError) in (0..<count).map { _ in .random(in: 0...255) } })
        service = ServiceUnderTest(
            heads: office, rosters: RosterUseCases(desk: desk) { _ throws(RosterError) in Self.school },
            publicBaseURL: publicBaseURL)
        head = try await HeadAtWork(bench, office)
    }

    static let school: UAI = {
        guard let uai = UAI("0990011Z") else { preconditionFailure("UAI") }
        return uai
    }()

    static let today: CalendarDate = {
        guard let day = CalendarDate(iso8601: "2026-11-28") else { preconditionFailure("day") }
        return day
    }()

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    func get(_ path: String, _ session: HeadSessionToken?) async throws -> TestResponse {
        try await service.get(path, session.map(cookie) ?? [:])
    }

    /// Sends a form as a page of the session would.
    func post(
        _ path: String, _ session: HeadSessionToken?, _ fields: [String: String] = [:], formToken: String? = nil
    ) async throws -> TestResponse {
        var headers = session.map(cookie) ?? [:]
        headers[.contentType] = "application/x-www-form-urlencoded"
        var all = fields
        all[FormToken.fieldName] = formToken ?? session.map { ServiceUnderTest.formToken($0.text) }
        return try await service.send(.post, path, headers, ServiceUnderTest.form(all))
    }

    func cookie(_ session: HeadSessionToken) -> HTTPFields { [.cookie: "other=1; __Host-seing-ecole=\(session.text)"] }

    /// The hidden fields of a page's forms.
    static func hidden(_ page: String) -> [String: String] {
        let inputs = page.matches(of: /<input type="hidden" name="([a-z0-9-]+)" value="([^"]*)">/)
        return Dictionary(inputs.map { (String($0.1), String($0.2)) }) { first, _ in first }
    }
}
