import ConventionVerification
import PAdESValidation
import Parties

/// The report as programs read it; keys and values stay the same in every language.
struct VerificationDTO: Encodable {
    let file: String
    /// `passed`, `failed`, `undetermined` or `unreadable`.
    let verdict: String
    /// `intact`, `changed`, `broken`, `undetermined`, `none` or `unreadable`.
    let integrity: String
    let identity: String?
    let profile: String?
    let convention: ConventionDTO?
    let signatures: [SignatureDTO]
    let findings: [FindingDTO]
    let error: String?

    struct ConventionDTO: Encodable {
        let identifier: String
        let template: String
        let isDemonstration: Bool
        /// `complete` or `incomplete`.
        let completeness: String
        /// Field names of the signatories who have not signed.
        let missing: [String]
        /// SHA-256 of the content that everybody signs.
        let baseSha256: String
    }

    struct SignatureDTO: Encodable {
        let field: String
        let revision: Int
        let integrity: String
        let identity: String
        let signatory: String?
        let role: String?
        let identification: String?
        let provenTime: String?
        let claimedTime: String?
    }

    struct FindingDTO: Encodable {
        let code: String
        /// `integrity`, `identity`, `profile` or `convention`.
        let dimension: String
        let revision: Int?
        let field: String?
        let detail: String?
    }

    init(_ report: FileReport) {
        file = report.path
        switch report.outcome {
        case .unreadable(let reason):
            (verdict, integrity, identity, profile) = ("unreadable", "unreadable", nil, nil)
            (convention, signatures, findings, error) = (nil, [], [], reason)
        case .judged(let judged):
            verdict = judged.verdict.rawValue
            integrity = judged.validation.integrity.rawValue
            identity = judged.validation.identity.rawValue
            profile = judged.validation.profile.rawValue
            convention = ConventionDTO(judged)
            signatures = judged.validation.signatures.map(SignatureDTO.init)
            findings = judged.validation.findings.map(FindingDTO.init) + judged.findings.map(FindingDTO.init)
            error = nil
        }
    }
}

extension VerificationDTO.ConventionDTO {
    init?(_ report: ConventionReport) {
        guard let declaration = report.declaration else { return nil }
        identifier = declaration.conventionID
        template = declaration.template
        isDemonstration = declaration.isDemonstration
        completeness = report.missing.isEmpty ? "complete" : "incomplete"
        missing = report.missing.map(\.fieldName)
        baseSha256 = hexadecimal(report.validation.facts.baseDigest)
    }
}

extension VerificationDTO.SignatureDTO {
    init(_ signature: SignatureReport) {
        field = signature.fieldName
        revision = signature.revisionIndex
        integrity = signature.integrity.rawValue
        identity = signature.identity.rawValue
        signatory = signature.certificate?.commonName
        role = signature.role?.rawValue
        identification = signature.identification?.rawValue
        provenTime = signature.provenTime.map(Moment.iso8601)
        claimedTime = signature.claimedTime.map(Moment.iso8601)
    }
}

extension VerificationDTO.FindingDTO {
    init(_ finding: Finding) {
        code = finding.code.rawValue
        dimension = finding.code.dimension.rawValue
        revision = finding.revisionIndex
        field = finding.fieldName
        detail = finding.detail
    }

    init(_ finding: ConventionFinding) {
        code = finding.code.rawValue
        dimension = "convention"
        revision = nil
        field = finding.fieldName
        detail = nil
    }
}

func hexadecimal(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
