import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Persistence
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
        service = ServiceUnderTest(heads: office, publicBaseURL: publicBaseURL)
        head = try await HeadAtWork(bench, office)
    }

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
        let inputs = page.matches(of: /<input type="hidden" name="([a-z]+)" value="([^"]*)">/)
        return Dictionary(inputs.map { (String($0.1), String($0.2)) }) { first, _ in first }
    }
}
