import CertificateAuthority
import ConventionDomain
import Foundation
import OpenSSLBridge
import PAdESValidation
import Parties
import Synchronization
import TestSupport
import ToolSupport
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// A journal of three conventions: one completed, one erased, one whose contact was corrected; and two anchors.
struct AnchoredJournal {
    let test: TestStore
    let bench: WorkflowBench
    let authority: TestAuthority
    let completed: ConventionID
    let erased: ConventionID
    let corrected: ConventionID

    init() async throws {
        test = try TestStore()
        bench = try test.bench()
        authority = try TestAuthority.shared.get()
        completed = try await bench.issued()
        for name in ["student", "representative-1", "school"] { try await bench.sign(name) }
        try await bench.countersign(completed)
        try await test.store.anchorNow(by: authority)
        erased = try await bench.drafted()
        corrected = try await bench.issued()
        try await bench.workflow.correctContact(of: corrected, signatory: "student", email: "awa.nouvelle@exemple.fr")
        try await test.store.erase(erased)
        try await test.store.anchorNow(by: authority)
        _ = try await bench.drafted()
    }

    var store: SQLiteStore { test.store }

    func export(_ scope: JournalExportScope = JournalExportScope()) async throws -> [String] {
        let text = Mutex<[UInt8]>([])
        try await store.exportJournal(scope) { bytes in text.withLock { $0 += bytes } }
        return String(decoding: text.withLock { $0 }, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// What `Examples/verify-journal.py` says of an export.
    static func verify(_ lines: [String]) async throws -> Outcome {
        let folder = try TemporaryDirectory()
        let file = try folder.write("journal.jsonl", Array(lines.map { $0 + "\n" }.joined().utf8))
        let script = PythonTool.root.appending(path: "Examples/verify-journal.py").path
        return try await RunningProgram(PythonTool.interpreter(), [script, file]).outcome()
    }

    /// Judges tokens by the authority's trust folder.
    func judge(at now: Date = TestAuthority.now) throws -> AnchorJudge {
        let validator = TimeStampValidator(trust: try TrustMaterial(files: authority.trustFiles()))
        return AnchorJudge { anchor, token, existence in
            let report = validator.validate(
                token, sha256: anchor.imprint, at: Int64(now.timeIntervalSince1970), existence: existence)
            return AnchorJudgement(
                isIntact: report.isIntact, isTrusted: report.identity == .trusted, time: report.time)
        }
    }
}

extension SQLiteStore {
    /// Does what the service does when an anchor is due.
    func anchorNow(by authority: TestAuthority, at time: Date = TestAuthority.now) async throws {
        guard let anchor = try await anchorStanding().next else { return }
        let token = try authority.infrastructure.timeStampUnit.token(
            for: anchor.imprint, algorithm: .sha256, now: time)
        try await add(anchor, token: token, at: time)
    }
}

/// One line of an export, opened for change.
struct OpenedLine {
    var members: [String: Any]

    init(_ text: String) throws {
        members = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    }

    subscript(name: String) -> String { members[name] as? String ?? "" }

    func number(_ name: String) -> Int64 { (members[name] as? NSNumber)?.int64Value ?? -1 }

    var text: String {
        get throws {
            String(
                decoding: try JSONSerialization.data(
                    withJSONObject: members, options: [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
        }
    }
}
