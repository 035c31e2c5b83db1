import Foundation
package import PAdESValidation
package import Parties

/// Whom a certificate names that the service did not issue, held against whom a convention expects.
///
/// Authorities write names as they like: in capitals, without accents, with all given names. None of that makes another person.
package struct OwnCertificateHolder {
    private let certificate: PAdESValidation.CertificateFacts

    package init(_ certificate: PAdESValidation.CertificateFacts) { self.certificate = certificate }

    /// Whether the holder is the signatory, or the organisation for which the signatory signs.
    ///
    /// - Parameter host: Number of the host in the register of businesses; no seal can be the host's without it.
    package func isSignatory(_ person: PersonName, of host: SIRET?) -> Bool {
        switch certificate.ownCertificateKind {
        case .signature: names(person)
        case .seal: identifies(host)
        }
    }

    private func names(_ person: PersonName) -> Bool {
        guard let given = certificate.givenName, let family = certificate.surname else {
            return [Self.folded("\(person.given) \(person.family)"), Self.folded("\(person.family) \(person.given)")]
                .contains(Self.folded(certificate.commonName))
        }
        let (certified, expected) = (Self.folded(given), Self.folded(person.given))
        // « Claire, Anne » and « Claire Anne » go by the name of Claire; « Anne-Claire » is another name than Anne.
        let isFirst = Self.folded(Self.firstName(given)) == expected
        return Self.folded(family) == Self.folded(person.family) && !expected.isEmpty
            && (certified == expected || isFirst)
    }

    private static func firstName(_ given: String) -> String {
        given.split { $0 == " " || $0 == "," }.first.map(String.init) ?? ""
    }

    /// Source: ETSI EN 319 412-1 §5.1.4 (unchecked): `NTR`, the country, a hyphen, the number in the national trade register.
    private func identifies(_ host: SIRET?) -> Bool {
        guard let host, let identifier = certificate.organizationIdentifier else { return false }
        let (prefix, number) = (identifier.prefix(6), identifier.dropFirst(6).filter { $0 != " " })
        // The register's number of the business, or of the one establishment.
        return prefix == "NTRFR-" && (number == host.siren || number == host.digits)
    }

    /// Capitals, accents, ligatures, hyphens, apostrophes and spaces aside.
    private static func folded(_ name: String) -> String {
        let plain = name.replacing("œ", with: "oe").replacing("Œ", with: "OE").replacing("æ", with: "ae")
            .replacing("Æ", with: "AE").folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
        return plain.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}

extension SignatureReport {
    /// Whether the certificate is that of a person of this name, or, when it is the signatory's own, of the host.
    func isMade(by person: PersonName, of host: SIRET?) -> Bool {
        guard let certificate else { return false }
        return ownCertificate == nil
            ? certificate.names(person) : OwnCertificateHolder(certificate).isSignatory(person, of: host)
    }
}
