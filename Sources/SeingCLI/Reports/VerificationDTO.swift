import ConventionVerification
import PAdESValidation
import PDFModel
import Parties

/// The report as programs read it; keys and values stay the same in every language.
struct VerificationDTO: Encodable {
    let file: String
    /// `passed`, `failed`, `undetermined` or `unreadable`.
    let verdict: String
    /// `intact`, `changed`, `broken`, `undetermined`, `none` or `unreadable`; none for what is no PDF.
    let integrity: String?
    let identity: String?
    let profile: String?
    let convention: ConventionDTO?
    let signatures: [SignatureDTO]
    let findings: [FindingDTO]
    let error: ErrorDTO?

    /// Why the file could not be judged.
    struct ErrorDTO: Encodable {
        /// `missing`, `directory`, `notRegular`, `forbidden`, `failed`, `notPDF`, or how the PDF is broken.
        let code: String
        let byteOffset: Int?
    }

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
        /// Number of the object concerned.
        let object: Int?
        /// What exactly is wrong, by a name that stays.
        let reason: String?
        /// Whose certificate of the chain, 0 the one that was used.
        let depth: Int?
    }

    init(_ report: FileReport) {
        switch report.outcome {
        case .unopened(let fault):
            self.init(report.path, "unreadable", integrity: nil, ErrorDTO(code: fault.rawValue, byteOffset: nil))
        case .notPDF:
            self.init(report.path, "unreadable", integrity: nil, ErrorDTO(code: "notPDF", byteOffset: nil))
        case .damaged(let error):
            self.init(report.path, "failed", integrity: "unreadable", ErrorDTO(error))
        case .beyondLimits(let error):
            self.init(report.path, "undetermined", integrity: "undetermined", ErrorDTO(error))
        case .judged(let judged): self.init(report.path, judged)
        }
    }

    private init(_ file: String, _ judged: ConventionReport) {
        self.file = file
        verdict = judged.verdict.rawValue
        integrity = judged.validation.integrity.rawValue
        identity = judged.validation.identity.rawValue
        profile = judged.validation.profile.rawValue
        convention = ConventionDTO(judged)
        signatures = judged.validation.signatures.map(SignatureDTO.init)
        findings = judged.validation.findings.map(FindingDTO.init) + judged.findings.map(FindingDTO.init)
        error = nil
    }

    private init(_ file: String, _ verdict: String, integrity: String?, _ error: ErrorDTO) {
        self.file = file
        (self.verdict, self.integrity, self.error) = (verdict, integrity, error)
        (identity, profile, convention, signatures, findings) = (nil, nil, nil, [], [])
    }
}

extension VerificationDTO.ErrorDTO {
    init(_ error: PDFReadError) { self.init(code: error.code.rawValue, byteOffset: error.byteOffset) }
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
        switch finding.detail {
        case nil: (object, reason, depth) = (nil, nil, nil)
        case .object(let number): (object, reason, depth) = (number, nil, nil)
        case .contents(let fault): (object, reason, depth) = (nil, fault.rawValue, nil)
        case .chain(let fault, let level): (object, reason, depth) = (nil, fault.rawValue, level)
        case .time(let fault): (object, reason, depth) = (nil, fault.rawValue, nil)
        }
    }

    init(_ finding: ConventionFinding) {
        code = finding.code.rawValue
        dimension = "convention"
        revision = nil
        field = finding.fieldName
        (object, reason, depth) = (nil, nil, nil)
    }
}

func hexadecimal(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
