import ConventionVerification
import PAdESValidation
import PDFModel
import Parties

/// The report on one file as programs read it; keys and values stay the same in every language.
///
/// `Templates/Schemas/verification.schema.json` says the same to programs.
struct VerificationDTO: Encodable {
    let file: String
    /// Length and SHA-256 of what was read; none when nothing was.
    let byteCount: Int?
    let sha256: String?
    /// `passed`, `failed`, `undetermined` or `unreadable`.
    let verdict: String
    /// `intact`, `changed`, `broken`, `undetermined`, `none` (no signature) or `unreadable`.
    let integrity: String
    let identity: String?
    let profile: String?
    let convention: ConventionDTO?
    /// How many have signed, of how many who must.
    let signedCount: Int?
    let requiredCount: Int?
    /// When the last signature is proven to have been there.
    let provenTime: String?
    let signatures: [SignatureDTO]
    let documentTimeStamps: [TimeStampDTO]
    let findings: [FindingDTO]
    let notices: [NoticeDTO]
    /// With `--reproduce`: `identical`, `different`, `noData`, `templateMissing` or `impossible`.
    let reproduction: String?
    let error: ErrorDTO?

    /// Why the file could not be judged.
    struct ErrorDTO: Encodable {
        /// `missing`, `directory`, `notRegular`, `forbidden`, `failed`, `notPDF`, or how the PDF is broken.
        let code: String
        let byteOffset: Int?
    }

    struct ConventionDTO: Encodable {
        let identifier: String
        /// `convention`, `amendment` or `attestation`.
        let kind: String
        let student: String
        let template: String
        let isDemonstration: Bool
        /// `complete` or `incomplete`.
        let completeness: String
        /// Field names of those who have to sign and have not.
        let missing: [String]
        /// Who was asked to sign and need not; absent when nobody was.
        let optional: [OptionalDTO]?
        /// SHA-256 of the content that everybody signs.
        let baseSha256: String
        let amends: AmendmentDTO?
        /// With `--with`: who signed on paper; none otherwise.
        let onPaper: [PaperDTO]?
    }

    /// Who need not sign.
    struct OptionalDTO: Encodable {
        let field: String
        let role: String
        let isSigned: Bool
    }

    /// A signature on paper, as the school's statement says it.
    struct PaperDTO: Encodable {
        let field: String
        /// The day that stands on the paper.
        let signedOn: String
        let attestedBy: String
        let function: String
        /// When the statement is proven to have been sealed.
        let attestedAt: String?
        let sealedBy: String?
        /// Whether the seal was found to be a trusted platform's.
        let isProven: Bool
        let statementSha256: String
    }

    /// The convention that an amendment amends.
    struct AmendmentDTO: Encodable {
        let identifier: String
        let baseSha256: String
        /// `bound`, `other` or `missing`.
        let binding: String
    }

    /// Something to know that decides no verdict.
    struct NoticeDTO: Encodable {
        let code: String
        let field: String?
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
        file = RawPath.shown(report.path)
        byteCount = report.content?.byteCount
        sha256 = report.content.map { hexadecimal($0.sha256) }
        (verdict, integrity, error) = Self.verdicts(report)
        let judged = report.judged
        (identity, profile) = (judged?.identity.rawValue, judged?.profile.rawValue)
        convention = judged.flatMap(ConventionDTO.init)
        (signedCount, requiredCount) = (judged?.signedCount, judged?.requiredCount)
        provenTime = judged?.provenTime.map(Moment.iso8601)
        signatures = judged?.signatures.map(SignatureDTO.init) ?? []
        documentTimeStamps = judged?.documentTimeStamps.map(TimeStampDTO.init) ?? []
        findings =
            (judged?.findings.map(FindingDTO.init) ?? []) + (judged?.conventionFindings.map(FindingDTO.init) ?? [])
        reproduction = report.reproduction.map { ReproductionText($0, in: .english).code }
        notices = judged?.notices.map { NoticeDTO(code: $0.code.rawValue, field: $0.fieldName) } ?? []
    }

    private static func verdicts(_ report: FileReport) -> (verdict: String, integrity: String, error: ErrorDTO?) {
        switch report.outcome {
        case .unopened(let fault): ("unreadable", "unreadable", ErrorDTO(code: fault.rawValue, byteOffset: nil))
        case .notPDF: ("unreadable", "unreadable", ErrorDTO(code: "notPDF", byteOffset: nil))
        case .damaged(let error): ("failed", "unreadable", ErrorDTO(error))
        case .beyondLimits(let error): ("undetermined", "undetermined", ErrorDTO(error))
        case .judged(let judged): (judged.verdict.rawValue, judged.integrity.rawValue, nil)
        }
    }
}

extension VerificationDTO.ErrorDTO {
    init(_ error: PDFReadError) { self.init(code: error.code.rawValue, byteOffset: error.byteOffset) }
}

extension VerificationDTO.ConventionDTO {
    init?(_ report: JudgedDocument) {
        guard let declaration = report.declaration else { return nil }
        identifier = declaration.conventionID
        kind = declaration.kind.rawValue
        student = declaration.pupil.full
        template = declaration.template
        isDemonstration = declaration.isDemonstration
        completeness = report.missing.isEmpty ? "complete" : "incomplete"
        missing = report.missing.map(\.fieldName)
        let unsigned = report.unsignedOptional
        optional =
            declaration.optional.isEmpty
            ? nil
            : declaration.optional.map {
                .init(field: $0.fieldName, role: $0.role.rawValue, isSigned: !unsigned.contains($0))
            }
        baseSha256 = hexadecimal(report.baseDigest)
        amends = declaration.amends.map { amended in
            VerificationDTO.AmendmentDTO(
                identifier: amended.conventionID, baseSha256: hexadecimal(amended.baseDigest),
                binding: (report.binding ?? .missing).rawValue)
        }
        onPaper = report.onPaper.isEmpty ? nil : report.onPaper.map(VerificationDTO.PaperDTO.init)
    }
}

extension VerificationDTO.PaperDTO {
    init(_ part: PaperPart) {
        self.init(
            field: part.signatory.fieldName, signedOn: part.signedOn.iso8601, attestedBy: part.attestedBy,
            function: part.function, attestedAt: part.provenTime.map(Moment.iso8601), sealedBy: part.sealedBy,
            isProven: part.isProven, statementSha256: hexadecimal(part.statementDigest))
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
        case .algorithm(let name): (object, reason, depth) = (nil, name, nil)
        case .plainECDSA: (object, reason, depth) = (nil, "plainECDSA", nil)
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
