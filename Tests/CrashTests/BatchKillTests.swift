import Bootstrap
import CertificateAuthority
import ConventionDomain
import Foundation
import Persistence
import Testing
import ToolSupport

@testable import Workflow

/// A list that the head of school has agreed to is signed by the service alone: killed in the middle of it, the service goes on at its
/// next start.
@Suite("When the process is killed while a list of the head is signed", .serialized)
struct BatchKillTests {
    private static let head = (name: "Hélène Vasseur", email: "stages@lycee-tillion.example")
    /// Kills in the middle of lists; `make soak` asks for many.
    private static let kills = ProcessInfo.processInfo.environment["SEING_BATCH_KILLS"].flatMap { Int($0) } ?? 2
    /// Conventions of one list, and signed ones at which a kill comes.
    private static let (length, targets) = (6, [1, 4])

    @Test func `each is signed once, nothing signed is lost, and the list is finished and told of once`() async throws {
        let office = try await Office()
        var kills = 0
        while kills < Self.kills { kills += try await killWhileSigning(office, atMost: Self.kills - kills) }
        let verified = try await Program.run("journal", "verify", "--data-dir", office.data)
        #expect(verified.status == 0, "\(verified.text)")
        if Self.kills > 2 { print("\(kills) kills in the middle of lists of \(Self.length)") }
    }

    /// One list, from its consent to its end.
    private func killWhileSigning(_ office: Office, atMost limit: Int) async throws -> Int {
        let list = try await AgreedList(office, of: Self.length, by: Self.head)
        defer { try? list.installation.store.close() }
        var kills = 0
        for target in Self.targets.prefix(limit) {
            let service = try RunningService(office)
            let signed = try await list.signed(atLeast: target, service)
            service.kill()
            let left = try await list.state()
            #expect(signed.isSubset(of: left.signed), "what the list had was lost")
            if left.signed.count < Self.length { kills += 1 }
            try await list.requireOneSignatureEach(left.signed)
        }
        let service = try RunningService(office)
        #expect(try await list.signed(atLeast: Self.length, service).count == Self.length)
        try await list.requireOneMail(in: office, service)
        service.kill()
        let end = try await list.state()
        #expect(end.signed.count == Self.length && end.isFinished)
        try await list.requireOneSignatureEach(end.signed)
        try await list.requireSoundDocuments(office)
        return kills
    }
}

/// Conventions that the head of school has agreed to sign, seen from a second process.
private struct AgreedList {
    let installation: Installation
    private let account: HeadAccount
    private let batch: BatchID

    init(_ office: Office, of length: Int, by head: (name: String, email: String)) async throws {
        let now = Date()
        let first = try Self.open(office, now.addingTimeInterval(-120))
        // What a person types is made by another program than the one that checks it.
        if try await first.headOffice.accounts().isEmpty {
            let secret = try await first.headOffice.enrol(name: head.name, email: head.email, issuer: "Test").secret
            try Office.write(secret, to: office.file("secret"))
            try await first.headOffice.confirm(
                email: head.email, code: try await Self.code(office, now.addingTimeInterval(-120)))
        }
        var ids: Set<ConventionID> = []
        for _ in 0..<length { ids.insert(try await Self.issued(first)) }
        try first.store.close()
        // A code serves once, and not again after a later one: each list has one of its own half minute.
        let time = try await Self.nextStep(office, after: now)
        installation = try Self.open(office, time)
        account = try #require(try await installation.headOffice.accounts().first)
        batch = try await installation.headOffice.propose(ids, by: account)
        let consent = try await installation.headOffice.view(batch, of: account).consent
        try await installation.headOffice.confirm(
            batch,
            BatchEntry(
                statementID: consent.id, version: consent.version, code: try await Self.code(office, time)),
            by: account)
    }

    private static func open(_ office: Office, _ time: Date) throws -> Installation {
        try Installation.open(
            resources: Resources(directory: PythonTool.root.path), dataDirectory: office.data,
            passphrase: Passphrase.read(file: office.data + "/passphrase"), clock: WallClock { time })
    }

    private static func issued(_ installation: Installation) async throws -> ConventionID {
        let file = { (suffix: String) in Array(try Data(contentsOf: URL(filePath: Office.sample(suffix)))) }
        var request = try installation.draftRequest(
            data: try file(".xml"), sheet: try file(".contacts.xml"), order: .preset(.free))
        request.overlapReason = "essai"
        let id = try await installation.workflow.draft(request)
        try await installation.workflow.issue(id, lateReason: "essai")
        return id
    }

    /// Later by half a minute for each list, so that its code is newer than the one before.
    private static func nextStep(_ office: Office, after now: Date) async throws -> Date {
        let path = office.file("lists")
        let count = (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { Int($0) } ?? 0
        try Office.write("\(count + 1)", to: path)
        return now.addingTimeInterval(Double(count) * 30)
    }

    private static func code(_ office: Office, _ time: Date) async throws -> String {
        let script = """
            import base64, hashlib, hmac, struct, sys
            key = base64.b32decode(sys.argv[1] + "=" * (-len(sys.argv[1]) % 8))
            mac = hmac.new(key, struct.pack(">Q", int(float(sys.argv[2])) // 30), hashlib.sha1).digest()
            offset = mac[19] & 15
            print("%06d" % ((struct.unpack(">I", mac[offset:offset + 4])[0] & 0x7fffffff) % 1000000))
            """
        let secret = try String(contentsOfFile: office.file("secret"), encoding: .utf8)
        let done = try await Program.start(
            try PythonTool.interpreter().path, ["-c", script, secret, "\(time.timeIntervalSince1970)"])
        #expect(done.status == 0, "\(done.text)")
        return done.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    struct State {
        let signed: Set<ConventionID>
        let isFinished: Bool
    }

    func state() async throws -> State {
        let batch = try #require(try await installation.store.batch(batch))
        #expect(batch.items.allSatisfy { $0.state == .signed || $0.isOpen }, "refused: \(batch.items.map(\.state))")
        return State(
            signed: Set(batch.items.filter { $0.state == .signed }.map(\.convention)),
            isFinished: batch.finishedAt != nil)
    }

    /// Waits until the list says so, as the page does.
    func signed(atLeast count: Int, _ service: RunningService) async throws -> Set<ConventionID> {
        let deadline = Date().addingTimeInterval(120)
        while true {
            let signed = try await state().signed
            if signed.count >= count { return signed }
            try #require(service.isRunning && Date() < deadline, "signed \(signed.count) of \(count)")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    func requireOneSignatureEach(_ signed: Set<ConventionID>) async throws {
        let items = try #require(try await installation.store.batch(batch)).items
        for item in items {
            let history = try await installation.workflow.show(item.convention).history
            let count = history.count { $0.kind == .signed }
            // Signed, and killed before the list knew: the next start finds it.
            #expect(signed.contains(item.convention) ? count == 1 : count <= 1, "\(item.convention): \(count)")
        }
    }

    func requireSoundDocuments(_ office: Office) async throws {
        for item in try #require(try await installation.store.batch(batch)).items {
            let file = office.file("\(item.convention).pdf")
            let document = try await installation.headOffice.document(item.convention, for: account)
            try Data(document.bytes).write(to: URL(filePath: file))
            let verified = try await Program.run("verify", file, "--trust", office.data + "/pki/trust", "--json")
            let whole = try JSONSerialization.jsonObject(with: verified.outputBytes) as? [String: Any]
            let report = try #require((whole?["files"] as? [[String: Any]])?.first)
            let signatures = try #require(report["signatures"] as? [[String: Any]])
            #expect(report["integrity"] as? String == "intact" && signatures.count == 1, "\(verified.text)")
            #expect(signatures.first?["identity"] as? String == "trusted", "\(verified.text)")
        }
    }

    /// One mail tells what became of the list; sent again, it has the same key.
    func requireOneMail(in office: Office, _ service: RunningService) async throws {
        let deadline = Date().addingTimeInterval(60)
        var keys: Set<String> = []
        while keys.isEmpty {
            try #require(service.isRunning && Date() < deadline, "no mail tells of the list")
            try await Task.sleep(for: .milliseconds(20))
            let folder = office.data + "/mailbox"
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                let mail = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
                let text = String(decoding: mail, as: UTF8.self)
                guard text.contains(batch.text) else { continue }
                keys.formUnion(text.matches(of: /(?im)^Message-ID: *(\S+)/).map { String($0.1) })
            }
        }
        #expect(keys.count == 1)
    }
}

/// The program as it serves, until it is killed.
private final class RunningService {
    private let process = Process()

    init(_ office: Office) throws {
        process.executableURL = URL(filePath: try Program.path)
        process.arguments = ["serve", "--port", "0", "--data-dir", office.data]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// No signal handler, no last write.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    deinit { if process.isRunning { kill() } }
}
