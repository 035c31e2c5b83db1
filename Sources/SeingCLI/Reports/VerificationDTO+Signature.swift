import PAdESValidation
import Parties

extension VerificationDTO {
    /// One signature as programs read it.
    struct SignatureDTO: Encodable {
        let field: String
        let revision: Int
        let integrity: String
        let identity: String
        let signatory: String?
        let role: String?
        let identification: String?
        /// `signature` or `seal` when it was made with a certificate that the service did not issue.
        let ownCertificate: String?
        let provenTime: String?
        let claimedTime: String?
        /// `PAdES-BASELINE-T` and so on; none for what is not even of level B.
        let level: String?
        /// In the words of EN 319 102-1.
        let indication: String
        let subIndication: String?
        let checks: [CheckDTO]
        let timeStamps: [TimeStampDTO]
    }

    /// One time-stamp, over a signature or over the document.
    struct TimeStampDTO: Encodable {
        let field: String
        let revision: Int
        let time: String?
        let by: String?
        let indication: String
        let subIndication: String?
        let checks: [CheckDTO]
    }

    /// One question and its answer.
    struct CheckDTO: Encodable {
        let rule: String
        /// The clause that asks for it.
        let source: String
        /// `passed`, `failed`, `unmet` (a rule of Seing alone) or `skipped`.
        let outcome: String
        let subIndication: String?
        let note: String?
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
        ownCertificate = signature.ownCertificate?.rawValue
        provenTime = signature.provenTime.map(Moment.iso8601)
        claimedTime = signature.claimedTime.map(Moment.iso8601)
        level = signature.level?.rawValue
        (indication, subIndication) = (signature.indication.rawValue, signature.subIndication?.rawValue)
        checks = signature.checks.map(VerificationDTO.CheckDTO.init)
        timeStamps = signature.timeStamps.map(VerificationDTO.TimeStampDTO.init)
    }
}

extension VerificationDTO.TimeStampDTO {
    init(_ stamp: TimeStampReport) {
        (field, revision) = (stamp.fieldName, stamp.revisionIndex)
        time = stamp.generationTime.map(Moment.iso8601)
        by = stamp.certificate?.commonName
        (indication, subIndication) = (stamp.indication.rawValue, stamp.subIndication?.rawValue)
        checks = stamp.checks.map(VerificationDTO.CheckDTO.init)
    }
}

extension VerificationDTO.CheckDTO {
    init(_ check: ValidationReport.Check) {
        (rule, source, outcome) = (check.rule.rawValue, check.rule.source, check.outcome.name)
        switch check.outcome {
        case .failed(let reason): (subIndication, note) = (reason.rawValue, nil)
        case .passedWithNote(let found): (subIndication, note) = (nil, found.name)
        default: (subIndication, note) = (nil, nil)
        }
    }
}
