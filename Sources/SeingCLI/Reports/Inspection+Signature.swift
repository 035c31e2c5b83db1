import CMS
import PAdES
import PAdESValidation
import PDFModel
import Parties

extension Inspection {
    /// One signature as it describes itself.
    struct SignatureLine: Encodable {
        let field: String
        let revision: Int
        let subFilter: String?
        let byteRange: [Int]
        /// `wholeDocument`, `wholeRevision` or `partial`.
        let coverage: String
        let claimedTime: String?
        let signatory: String?
        /// « Élève », as the certificate says it to people.
        let title: String?
        /// Role and identification as the certificate's policies name them.
        let role: String?
        let identification: String?
        let certificate: CertificateLine?
        let timeStamps: [TimeStampLine]
    }

    struct CertificateLine: Encodable {
        let subject: String
        let issuer: String
        let serialNumber: String
        let publicKey: String
        let notBefore: String
        let notAfter: String
        let policies: [String]
    }

    struct TimeStampLine: Encodable {
        let time: String?
        let by: String?
    }
}

extension Inspection.SignatureLine {
    init(_ facts: SignatureFacts) {
        field = facts.fieldName
        revision = facts.revisionIndex
        subFilter = facts.dictionary.subFilter?.rawValue
        byteRange = facts.byteRange?.numbers ?? []
        coverage = facts.coverage.rawValue
        claimedTime = facts.dictionary.claimedTime.map { Moment.iso8601($0.secondsSince1970) }
        var signed: SignedDataFacts?
        if case .signedData(let data) = facts.contents { signed = data }
        let certificate = signed?.signingCertificate
        let arc = certificate.flatMap { PolicyArc(claimedBy: $0.policies) }
        signatory = certificate?.commonName
        title = certificate?.title
        role = certificate?.policies.lazy.compactMap { arc?.role(for: $0) }.first?.rawValue
        identification = certificate?.policies.lazy.compactMap { arc?.method(for: $0) }.first?.rawValue
        self.certificate = certificate.map(Inspection.CertificateLine.init)
        timeStamps = signed?.timeStamps.map(Inspection.TimeStampLine.init) ?? []
    }
}

extension Inspection.CertificateLine {
    init(_ facts: CertificateFacts) {
        (subject, issuer) = (facts.subject, facts.issuer)
        (serialNumber, publicKey, policies) = (facts.serialNumber, facts.publicKey, facts.policies)
        (notBefore, notAfter) = (Moment.iso8601(facts.notBefore), Moment.iso8601(facts.notAfter))
    }
}

extension Inspection.TimeStampLine {
    init(_ facts: TimeStampFacts) {
        time = facts.info.map { Moment.iso8601($0.generationTime) }
        by = facts.signingCertificate?.commonName
    }
}

extension PolicyArc {
    /// The arc under which a certificate of a signatory seems to name its policies: enough to show what it claims.
    fileprivate init?(claimedBy policies: [String]) {
        let arcs = policies.filter { $0.hasSuffix(".1.1") }.compactMap { PolicyArc(oid: String($0.dropLast(4))) }
        guard let arc = arcs.first(where: { arc in policies.contains { arc.role(for: $0) != nil } }) else { return nil }
        self = arc
    }
}
