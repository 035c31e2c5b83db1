import ConventionVerification
import CurlBridge
import Logging
import PAdESValidation
import PDFModel
import Parties
import Workflow

import struct Foundation.Date

extension RevisionVerifier {
    /// What a stranger verifies with: documents, and statements about signatures on paper.
    struct Verifiers: Sendable {
        let conventions: ConventionVerifier
        let statements: PaperStatementJudge
    }

    /// The verifier that everybody can run, on every revision the service makes.
    ///
    /// - Parameters:
    ///   - logger: Told the codes of the checks that failed, never what they found.
    ///   - employers: Asked again about signatories' own certificates when what is known about them has grown too old.
    ///   - verifiers: Made anew for each revision.
    static func strict(
        clock: WallClock, logger: Logger, employers: EmployerTrust,
        _ verifiers: @escaping @Sendable () throws -> Verifiers
    ) -> RevisionVerifier {
        // Milliseconds of nothing but computing, in which no page would be answered by the thread that does it.
        let threads = BlockingThreads("verification", count: 2)
        return RevisionVerifier { document, statements throws(VerificationInability) in
            do {
                let now = Int64(clock.now().timeIntervalSince1970)
                let judge: @Sendable () -> Result<ConventionReport, any Error> = {
                    Result { try verify(document, statements, with: verifiers(), at: now) }
                }
                var verdict = try await threads.run(judge).get()
                if try await employers.renewRevocation(for: verdict, at: now) {
                    verdict = try await threads.run(judge).get()
                }
                let assessment = assessment(verdict)
                if !assessment.isSound { report(assessment.failedChecks, to: logger) }
                return assessment
            } catch {
                report([error is PDFReadError ? "unreadable" : "trustFolder"], to: logger)
                throw VerificationInability(reason: "\(error)")
            }
        }
    }

    private static func verify(
        _ document: [UInt8], _ statements: [[UInt8]], with verifiers: Verifiers, at now: Int64
    ) throws(PDFReadError) -> ConventionReport {
        try verifiers.conventions.verify(
            document, at: now, statements: statements.map { verifiers.statements.judge($0, at: now) })
    }

    private static func report(_ failedChecks: [String], to logger: Logger) {
        logger.error(
            "the verifier refused a revision of the service's own",
            metadata: ["failed.checks": .array(failedChecks.map { .string($0) })])
    }

    private static func assessment(_ report: ConventionReport) -> RevisionAssessment {
        let validation = report.validation
        // Revision 0 is sound when nothing is wrong with it but that nobody has signed yet.
        let findings = validation.findings.filter { $0.code != .noSignature || !validation.signatures.isEmpty }
        let failed = findings.map(\.code.rawValue) + report.findings.map(\.code.rawValue)
        return RevisionAssessment(
            isSound: failed.isEmpty && report.declaration != nil,
            signedFields: validation.signatures.map(\.fieldName), isComplete: report.isComplete, failedChecks: failed)
    }
}
