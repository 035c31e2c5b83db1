import Foundation
import OpenSSLBridge
import PAdESValidation
import PDFModel
import Parties
import TestSupport
import Testing

/// Every situation of time and trust, and the answer in the words of EN 319 102-1 and in the verdicts that people read.
@Suite("Situations of time and trust")
struct SituationTests {
    static let catalogue =
        Situation.signatories + Situation.revocation + Situation.weakRevocation + Situation.timeStamps
        + Situation.algorithms

    private let bench: SituationBench

    init() throws { bench = try SituationBench.shared.get() }

    @Test(arguments: catalogue)
    func `are answered by indication and by verdict`(situation: Situation) throws {
        let made = try situation.make(bench)
        let report = try DocumentValidator(trust: made.trust, policyArc: .demo, policy: made.policy)
            .validate(PDFDocument(bytes: made.bytes), at: SituationBench.seconds(made.now))
        let signature = try #require(report.signatures.first)
        #expect(signature.subIndication == situation.subIndication, "\(signature.checks)\n\(report.findings)")
        #expect(signature.indication == situation.subIndication?.indication ?? .totalPassed)
        #expect(report.identity == situation.identity, "\(report.findings)")
        #expect(report.integrity == situation.integrity, "\(report.findings)")
        #expect(report.profile == situation.profile, "\(report.findings)")
        #expect(signature.level == situation.level)
        #expect(signature.timeStamps.first?.subIndication == situation.stamp, "\(signature.timeStamps)")
    }

    @Test func `have each a name of their own`() {
        #expect(Set(Self.catalogue.map(\.name)).count == Self.catalogue.count)
    }

    @Test func `put every question to every signature`() throws {
        let made = try Situation.checked(bench, at: SituationBench.day(0.5))
        let report = try DocumentValidator(trust: made.trust, policyArc: .demo)
            .validate(PDFDocument(bytes: made.bytes), at: SituationBench.seconds(made.now))
        let checks = try #require(report.signatures.first).checks
        #expect(checks.map(\.rule) == CheckRule.allCases.filter { $0 != .timeIsNotInFuture })
        #expect(checks.allSatisfy { !$0.rule.sentence.isEmpty && !$0.rule.source.isEmpty })
    }

    /// The answers are made by hand here; a stranger has to read them as they are meant.
    @Test(arguments: ["good", "revoked", "unknown", "forged"])
    func `use OCSP answers that openssl reads in the same way`(status: String) throws {
        let response = try bench.ocsp(from: SituationBench.day(0.1)) { response in
            switch status {
            case "revoked": response.status = .revoked(SituationBench.day(0.05), reason: 1)
            case "unknown": response.status = .unknown
            case "forged":
                response.sign = { _, message in
                    try SigningKey.generate(.p256).sign(message: message, digest: .sha256)
                }
            default: break
            }
        }
        let directory = try TemporaryDirectory()
        let result = try Command.run(
            "openssl", "ocsp", "-respin", directory.write("response.der", response), "-issuer",
            directory.write("issuing.pem", bench.issuing.certificate.pem), "-cert",
            directory.write("leaf.pem", bench.leaf.certificate.pem), "-CAfile",
            directory.write("root.pem", bench.root.certificate.pem))
        #expect(result.output.contains("Response verify OK") == (status != "forged"), "\(result.output)")
        #expect(result.output.contains("leaf.pem: \(status)") || status == "forged", "\(result.output)")
    }

    /// Where pyHanko can be asked: lists from beside the file, at one moment.
    @Test(arguments: [("good", true), ("revoked", false), ("missing", false), ("forged", false), ("outdated", false)])
    func `agree with pyHanko on lists`(what: String, isAccepted: Bool) async throws {
        let now = SituationBench.day(0.5)
        let lists = try [bench.list(by: bench.root, from: now - 60)] + leafLists(what, at: now)
        let bytes = try bench.sign(stampedBy: bench.unit)
        let directory = try TemporaryDirectory()
        let arguments = try lists.enumerated().flatMap {
            ["--crl", try directory.write("\($0.offset).crl", $0.element)]
        }
        let judgement = try await Command.outcome(
            PythonTool.interpreter().path,
            [
                PythonTool.script("validate-with-pyhanko.py"), directory.write("signed.pdf", bytes),
                directory.write("root.pem", bench.root.certificate.pem), "--at", "\(SituationBench.seconds(now))",
            ] + arguments)
        #expect((judgement.status == 0) == isAccepted, "\(judgement)")
        let report = try DocumentValidator(trust: bench.trust(lists: lists), policyArc: .demo)
            .validate(PDFDocument(bytes: bytes), at: SituationBench.seconds(now))
        #expect((report.identity == .trusted) == isAccepted, "\(report.findings)")
    }

    private func leafLists(_ what: String, at now: Date) throws -> [[UInt8]] {
        switch what {
        case "good": [try bench.list(by: bench.issuing, from: now - 60)]
        case "revoked":
            [
                try bench.list(
                    by: bench.issuing, revoking: [bench.entry(bench.leaf, on: SituationBench.day(-0.1))], from: now - 60
                )
            ]
        case "forged":
            [
                try bench.list(
                    by: SituationBench.make(
                        SituationBench.authority("Situations issuing", from: -1_000, to: 2_000), by: nil),
                    from: now - 60)
            ]
        case "outdated": [try bench.list(by: bench.issuing, from: SituationBench.day(-9), to: SituationBench.day(-8))]
        default: []
        }
    }
}
