import ConventionDomain
import ConventionVerification
import PAdESValidation
import Parties

/// A verdict without the facts it rests on, so that a thousand of them are no burden.
struct JudgedDocument: Sendable {
    let verdict: ConventionReport.Verdict
    let integrity: ValidationReport.Integrity
    let identity: ValidationReport.Identity
    let profile: ValidationReport.Profile
    /// `false` for somebody's signed PDF under the general policy.
    let isJudgedAsConvention: Bool
    let isStrict: Bool
    let declaration: ConventionDeclaration?
    /// Signatories who have to sign and whose signature is still missing.
    let missing: [Signatory]
    let findings: [Finding]
    let conventionFindings: [ConventionFinding]
    let notices: [ConventionNotice]
    /// `nil` for what amends nothing.
    let binding: AmendmentBinding?
    let signatures: [SignatureReport]
    /// Who signed on paper, by a statement given with the file.
    let onPaper: [PaperPart]
    let documentTimeStamps: [TimeStampReport]
    let fileDigest: [UInt8]
    let baseDigest: [UInt8]
    /// How many signature fields the document declares.
    let fieldCount: Int

    init(_ report: ConventionReport) {
        let validation = report.validation
        verdict = report.verdict
        (isJudgedAsConvention, isStrict) = (report.isJudgedAsConvention, validation.policy == .strict)
        (integrity, identity, profile) = (validation.integrity, validation.identity, validation.profile)
        (declaration, missing) = (report.declaration, report.missing)
        conventionFindings = report.isJudgedAsConvention ? report.findings : []
        (notices, binding, onPaper) = (report.notices, report.binding, report.onPaper)
        (findings, signatures) = (validation.findings, validation.signatures)
        documentTimeStamps = validation.documentTimeStamps
        (fileDigest, baseDigest) = (validation.facts.fileDigest, validation.facts.baseDigest)
        fieldCount = validation.facts.fieldNames.count
    }

    /// How many must sign, as the convention says, or as the form has places.
    var requiredCount: Int { declaration?.required.count ?? fieldCount }

    var signedCount: Int {
        declaration.map { $0.required.count - missing.count } ?? signatures.count
    }

    /// Who was asked, need not sign, and has not.
    var unsignedOptional: [Signatory] {
        let signed = Set(signatures.map(\.fieldName))
        return declaration?.optional.filter { !signed.contains($0.fieldName) } ?? []
    }

    /// The signatures of those who have to sign: all there are, in a document that declares nobody.
    var requiredSignatures: [SignatureReport] {
        let optional = Set(declaration?.optional.map(\.fieldName) ?? [])
        return signatures.filter { !optional.contains($0.fieldName) }
    }

    /// When the last signature is proven to have been there, Unix time; `nil` when none is.
    var provenTime: Int64? { signatures.compactMap(\.provenTime).max() }

    /// When the newest valid document time-stamp was made, over signatures whose proofs are all in the file, Unix time; `nil`
    /// when the document is not archived so.
    var archivedAt: Int64? {
        guard !signatures.isEmpty, signatures.allSatisfy({ $0.level == .baselineLTA }) else { return nil }
        return documentTimeStamps.filter { $0.indication == .totalPassed }.compactMap(\.generationTime).max()
    }

    /// Nothing is wrong but that another convention than the one that it amends was given with it.
    var isOnlyBoundToAnother: Bool {
        findings.isEmpty && missing.isEmpty && conventionFindings.map(\.code) == [.amendsAnother]
    }

    /// One party that may have signed on paper is missing in the file, and nothing else is wrong than that others did not wait for it;
    /// who comes after those may be missing too.
    var isPerhapsOnPaper: Bool {
        missing.contains { $0.role != .school } && !signatures.isEmpty && findings.isEmpty
            && conventionFindings.allSatisfy { $0.code == .orderDiffers }
            && (missing.count == 1 || !conventionFindings.isEmpty)
    }

    /// Nothing is wrong but that somebody has not signed yet.
    var isOnlyIncomplete: Bool {
        !missing.isEmpty && findings.allSatisfy { $0.code == .noSignature } && conventionFindings.isEmpty
    }
}
