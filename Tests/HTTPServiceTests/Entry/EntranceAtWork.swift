import Foundation
import HTTPTypes
import HummingbirdTesting
import Persistence
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// The service with a real store behind the pages by which employers, moderators and pupils enter.
final class EntranceAtWork: Sendable {
    static let email = "claire@menuiserie.example"
    let bench: EntryBench
    let service: ServiceUnderTest
    private let store: SQLiteStore
    private let directory: String

    init(limits: EntryDesk.Limits = EntryDesk.Limits(), publicBaseURL: String = "https://seing.example") throws {
        directory = NSTemporaryDirectory() + "seing-entry-\(UUID().uuidString)"
        let store = try SQLiteStore.open(directory: directory)
        self.store = store
        bench = EntryBench(
            store: store.entryStore, heads: store, authenticate: store.conventionStore.authenticate, limits: limits)
        service = ServiceUnderTest(entry: bench.desk, publicBaseURL: publicBaseURL)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Somebody of this kind who may enter, and the address to which the link goes.
    func admit(_ kind: VisitorKind) async throws -> String {
        switch kind {
        case .employer: return Self.email
        case .moderator:
            try await bench.hire()
            return EntryBench.moderator.email
        case .pupil:
            bench.enrol("Awa", email: "awa@exemple.fr")
            return "awa@exemple.fr"
        case .family:
            bench.enrol("Awa", representatives: ["mariam@exemple.fr"])
            return "mariam@exemple.fr"
        }
    }

    /// Enters by the use cases, for tests of what lies behind.
    func enter(_ kind: VisitorKind) async throws -> VisitToken {
        try await bench.enter(try await admit(kind), as: kind)
    }

    static func cookie(_ visit: VisitToken) -> HTTPFields { [.cookie: "other=1; __Host-seing-visite=\(visit.text)"] }

    func get(_ path: String, _ visit: VisitToken? = nil) async throws -> TestResponse {
        try await service.get(path, visit.map(Self.cookie) ?? [:])
    }

    /// Sends a form as a page would: of the visit, or with the token that is given.
    func post(
        _ path: String, _ visit: VisitToken? = nil, _ fields: [String: String] = [:], formToken: String? = nil
    ) async throws -> TestResponse {
        try await service.post(
            path, fields, formToken: formToken ?? visit.map { ServiceUnderTest.formToken($0.text) } ?? "",
            visit.map(Self.cookie) ?? [:])
    }

    /// The token of the form that sends to an address, as a page has it.
    static func formToken(_ page: String, to action: String) throws -> String {
        let form = try #require(page.split(separator: "<form ").first { $0.contains("action=\"\(action)\"") })
        return String(try #require(form.firstMatch(of: /name="jeton" value="([^"]+)"/)).1)
    }
}
