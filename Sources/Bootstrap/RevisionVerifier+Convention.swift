package import ConventionVerification
import PAdESValidation
import PDFModel
import Parties
package import Workflow

import struct Foundation.Date

extension RevisionVerifier {
    /// The verifier that everybody can run, on every revision the service makes.
    package static func strict(_ verifier: ConventionVerifier, clock: WallClock) -> RevisionVerifier {
        RevisionVerifier { document throws(VerificationInability) in
            do throws(PDFReadError) {
                return assessment(try verifier.verify(document, at: Int64(clock.now().timeIntervalSince1970)))
            } catch {
                throw VerificationInability(reason: error.description)
            }
        }
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
