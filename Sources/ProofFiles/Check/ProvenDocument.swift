import ConventionDomain
import OpenSSLBridge
package import PAdESValidation
import XMLBridge

/// The convention that a proof file is held against.
package struct ProvenDocument: Sendable {
    private let validation: ValidationReport
    /// SHA-256 of the file up to the end of each revision.
    private let digests: [DocumentDigest]

    package init(_ bytes: [UInt8], _ validation: ValidationReport) {
        self.validation = validation
        digests = validation.facts.revisions.compactMap { revision in
            DocumentDigest(bytes: DigestAlgorithm.sha256.digest(bytes[..<revision.range.upperBound]))
        }
    }

    func binding(to content: ProofContent, _ faults: inout Set<ProofReport.Fault>) -> ProofReport.Binding {
        let stated = content.revisions.compactMap { $0.digest("sha256") }
        let common = zip(stated, digests).prefix { $0 == $1 }.count
        guard common > 0, common == min(stated.count, digests.count) else {
            faults.insert(.document)
            return .different
        }
        if !content.parties.allSatisfy({ signatureIsThere($0, revisionCount: common) }) { faults.insert(.signature) }
        return stated.count == digests.count ? .same : stated.count > digests.count ? .earlier : .later
    }

    /// Whether the document holds the signature that the file names, and none where it names none.
    private func signatureIsThere(_ party: XMLElement, revisionCount: Int) -> Bool {
        let field = party.value("field")
        let found = validation.signatures.filter { $0.fieldName == field && $0.revisionIndex < revisionCount }
        guard let stated = party.element(named: "signature"),
            let revision = stated.value("revision").flatMap({ Int($0) })
        else { return found.isEmpty }
        // What the document does not have yet cannot be compared.
        guard revision < revisionCount else { return found.isEmpty }
        guard found.count == 1, let certificate = found[0].certificate, found[0].revisionIndex == revision else {
            return false
        }
        return DocumentDigest(of: certificate.der) == stated.digest("certificateSha256")
            && certificate.serialNumber == stated.value("certificateSerial")
            && found[0].timeStamps.compactMap(\.generationTime).first
                == stated.value("timeStamp").flatMap(ISO8601.seconds)
            && (stated.value("subject").map { $0 == certificate.subject } ?? true)
            && (found[0].ownCertificate != nil || nameIsOfCertificate(party, certificate))
    }

    /// What the service certified bears the name as it was entered; other authorities write names as they like, and the verdict on the
    /// convention asks about those.
    private func nameIsOfCertificate(_ party: XMLElement, _ certificate: PAdESValidation.CertificateFacts) -> Bool {
        guard let person = party.element(named: "person"), let given = certificate.givenName,
            let family = certificate.surname
        else { return true }
        return person.value("given") == given && person.value("family") == family
    }
}
