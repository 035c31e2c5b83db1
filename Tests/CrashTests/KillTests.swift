import Bootstrap
import CertificateAuthority
import ConventionDomain
import Foundation
import Persistence
import Testing
import ToolSupport
import Workflow

/// The real service, driven over HTTP by `Tests/Tools/crash`, which keeps the data directory when something is wrong.
@Suite("When the process is killed", .serialized)
struct KillTests {
    /// Kills; `make soak` asks for many.
    private static let kills = ProcessInfo.processInfo.environment["SEING_CRASH_KILLS"] ?? "4"

    @Test func `what was acknowledged is there once, all verifies, no mail is lost, and signing goes on`() async throws
    {
        try await play("--kills", Self.kills)
    }

    @Test func `between the last signature and the archive, it archives after the restart, once`() async throws {
        try await play("--archive-kills", "3")
    }

    @Test func `a consent that waits for a time-stamp outlives it, gives one signature, or lapses after its day`()
        async throws
    {
        let folder = try TemporaryDirectory()
        try await play("--pending-kills", "1", "--leave", folder.file("data"))
        let data = folder.file("data")
        let now = Date()
        let waiting = try open(data, at: now)
        let soon = try await waiting.workflow.settlePending()
        #expect(soon.waiting == 1 && soon.lapsed == 0 && soon.signed == 0)
        try waiting.store.close()
        let aged = try open(data, at: now.addingTimeInterval(86_401))
        let report = try await aged.workflow.settlePending()
        #expect(report.lapsed == 1 && report.signed == 0 && report.remaining == 0)
        let newest = try #require(try await aged.workflow.list().first)
        let kinds = try await aged.workflow.show(newest.id).history.map(\.kind)
        #expect(kinds.count { $0 == .consentLapsed } == 1 && !kinds.contains(.signed), "\(kinds)")
        #expect(try await aged.workflow.settlePending() == PendingReport())
        try aged.store.close()
    }

    /// The killed service's data, looked at by another process at a time of its own.
    private func open(_ data: String, at time: Date) throws -> Installation {
        try Installation.open(
            resources: Resources(directory: PythonTool.root.path), dataDirectory: data,
            passphrase: Passphrase.read(file: data + "/passphrase"), clock: WallClock { time })
    }
}

/// As ``KillTests``, beside them: each of the two keeps one processor busy.
@Suite("When a disk fails, or several sign at once", .serialized)
struct DiskAndRaceTests {
    @Test func `several signatories at the same moment all end up signed`() async throws {
        try await play("--rounds", "4")
    }

    @Test func `while the disk takes no writes nothing is acknowledged, and afterwards it goes on without a restart`()
        async throws
    {
        try await play("--disk", "refused")
    }

    /// Where nobody may mount file systems the reason is printed instead.
    @Test func `on a disk that has become read-only nothing is acknowledged, and after a restart nothing is lost`()
        async throws
    {
        try await play("--disk", "read-only", mayBeImpossible: true)
    }
}

private func play(_ options: String..., mayBeImpossible: Bool = false) async throws {
    let seed = ProcessInfo.processInfo.environment["SEING_CRASH_SEED"].map { ["--seed", $0] } ?? []
    let outcome = try await Program.start(
        try PythonTool.interpreter().path,
        [
            PythonTool.script("crash"), "--seing", try Program.path, "--examples",
            PythonTool.root.appending(path: "Examples/conventions").path,
        ] + options + seed, limit: 600)
    if mayBeImpossible && outcome.status == 77 { try Test.cancel("\(outcome.errors)") }
    #expect(outcome.status == 0, "\(outcome.text)")
    print(outcome.output, terminator: "")
}
