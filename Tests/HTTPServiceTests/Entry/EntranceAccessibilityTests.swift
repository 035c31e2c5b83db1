import Foundation
import Placements
import ServiceLifecycle
import Testing
import ToolSupport
import WorkflowTestSupport

@testable import HTTPService

@Suite("Accessibility of the pages by which one enters", .timeLimit(.minutes(10)))
struct EntranceAccessibilityTests {
    @Test func `leaves axe-core, reflow, target size and console without a finding`() async throws {
        let door = try EntranceAtWork(publicBaseURL: "http://127.0.0.1")
        let (ports, ready) = AsyncStream.makeStream(of: Int.self)
        let server = try HTTPServer(
            try door.service.parts(), door.service.settings, address: ListenAddress(port: 0)
        ) { port in ready.yield(port) }
        let group = ServiceGroup(services: [server], logger: door.service.log.logger)
        async let end: Void = group.run()
        let port = try #require(await ports.first { _ in true })
        let base = "http://127.0.0.1:\(port)"
        var reports: [PageLook.Report] = []
        var counts: [Int] = []
        for kind in VisitorKind.allCases {
            let visit = try await door.enter(kind)
            let inside =
                [VisitorPaths.account(kind)] + VisitorKind.allCases.filter { $0 != kind }.map(VisitorPaths.account)
            reports.append(
                try await PageLook.report(on: inside.map { base + $0 }, cookie: "seing-visite=\(visit.text)"))
            counts.append(inside.count * 2)
        }
        let outside = try await strangersPages(door)
        reports.append(try await PageLook.report(on: outside.map { base + $0 }, cookie: ""))
        counts.append(outside.count * 2)
        await group.triggerGracefulShutdown()
        try await end
        #expect(reports.map(\.seen) == counts)
        let findings = reports.flatMap(\.findings)
        #expect(findings.isEmpty, "\(findings)")
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
