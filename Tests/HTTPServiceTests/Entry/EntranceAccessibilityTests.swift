import Foundation
import Placements
import Testing
import WorkflowTestSupport

@testable import HTTPService

@Suite("Accessibility of the pages by which one enters", .timeLimit(.minutes(10)))
struct EntranceAccessibilityTests {
    @Test func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        let door = try EntranceAtWork(publicBaseURL: "http://127.0.0.1")
        for kind in VisitorKind.allCases {
            let visit = try await door.enter(kind)
            let inside =
                [VisitorPaths.account(kind)] + VisitorKind.allCases.filter { $0 != kind }.map(VisitorPaths.account)
            try await door.service.look(at: inside, cookie: "seing-visite=\(visit.text)")
        }
        try await door.service.look(at: try await strangersPages(door))
    }

    /// Every page that is shown to who has not entered, with and without a mistake.
    private func strangersPages(_ door: EntranceAtWork) async throws -> [String] {
        var paths = ["/eleves/entrer?erreur=inconnu"]
        door.bench.advance(by: 3_601)
        let emails: [VisitorKind: String] = [
            .employer: "new@exemple.fr", .moderator: EntryBench.moderator.email, .pupil: "awa@exemple.fr",
            .family: "mariam@exemple.fr",
        ]
        for kind in VisitorKind.allCases {
            let link = try await door.bench.link(to: emails[kind] ?? "", as: kind)
            let entry = VisitorPaths.entry(link, as: kind)
            paths += [
                VisitorPaths.entrance(kind), VisitorPaths.entrance(kind) + "?erreur=adresse",
                VisitorPaths.linkSent(kind), entry, entry + "?erreur=\(kind == .employer ? "nom" : "utilise")",
                VisitorPaths.entrance(kind) + "/x",
            ]
        }
        return paths
    }
}
