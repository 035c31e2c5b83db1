import PAdESValidation
import Parties

/// One signatory's line of the report.
struct SignatureLine {
    let signature: SignatureReport
    let language: Language

    var text: String { "  " + sentence }

    /// The same without the indentation of a report.
    var sentence: String {
        let names = VerdictNames(language: language)
        let isGood = signature.integrity == .intact && signature.identity == .trusted
        let isOpen = signature.integrity == .intact && signature.identity == .undetermined
        let mark = isGood ? "✓" : isOpen ? "?" : "✗"
        let name =
            (signature.certificate?.commonName).map(Printable.text)
            ?? language("signataire inconnu", "unknown signatory")
        if let own = signature.ownCertificate { return "\(mark) \(ownSentence(own, name))" }
        let role = signature.role.map { ", " + names.role($0) } ?? ""
        let identification = signature.identification.map { language(" ; ", "; ") + names.identification($0) } ?? ""
        return "\(mark) \(name)\(role) — \(time)\(identification)"
    }

    /// « signature de Claire Martin avec son propre certificat (émis par …) », « signature de Hélène Roussel, établissement, avec … »,
    /// « cachet de Menuiserie Martin (…) »
    private func ownSentence(_ kind: OwnCertificateKind, _ name: String) -> String {
        let issuer = Printable.text(signature.certificate?.issuerName ?? "?")
        let organisation = signature.certificate?.organizationName.map(Printable.text) ?? name
        let isSchool = signature.ownCertificateRoles == [.school]
        let signer = isSchool ? "\(name), \(VerdictNames(language: language).role(.school))," : name
        return switch kind {
        case .signature:
            language(
                "signature de \(signer) avec son propre certificat (émis par \(issuer)) — \(time)",
                "signature of \(signer) with a certificate of his or her own (issued by \(issuer)) — \(time)")
        case .seal:
            language(
                "cachet de \(organisation) (certificat émis par \(issuer)) — \(time)",
                "seal of \(organisation) (certificate issued by \(issuer)) — \(time)")
        }
    }

    private var time: String {
        if let proven = signature.provenTime {
            return language("signé le ", "signed ") + Moment.text(proven, in: language)
                + language(" (heure prouvée)", " (proven time)")
        }
        guard let claimed = signature.claimedTime else { return language("heure inconnue", "time unknown") }
        return language("dit avoir signé le ", "claims to have signed ") + Moment.text(claimed, in: language)
    }
}

/// The verdicts, roles and ways of identification in words.
struct VerdictNames {
    let language: Language

    func integrity(_ verdict: ValidationReport.Integrity) -> String {
        switch verdict {
        case .intact: language("intacte", "intact")
        case .changed: language("modifiée après signature", "changed after signing")
        case .broken: language("rompue", "broken")
        case .undetermined: language("indéterminée", "undetermined")
        case .none: language("aucune signature", "no signature")
        }
    }

    func identity(_ verdict: ValidationReport.Identity) -> String {
        switch verdict {
        case .trusted: language("établie", "trusted")
        case .undetermined: language("non vérifiée", "not checked")
        case .untrusted: language("non reconnue", "not trusted")
        case .revoked: language("certificat révoqué", "certificate revoked")
        case .expired: language("certificat expiré", "certificate expired")
        case .none: language("aucun signataire", "no signatory")
        }
    }

    func profile(_ verdict: ValidationReport.Profile) -> String {
        switch verdict {
        case .conforming: language("conforme", "conforming")
        case .deviating: language("non conforme", "deviating")
        case .general: language("PDF quelconque", "general PDF")
        }
    }

    func role(_ role: Signatory.Role) -> String {
        switch role {
        case .student: language("élève", "student")
        case .representative: language("responsable légal", "legal representative")
        case .school: language("établissement", "school")
        case .employer: language("organisme d’accueil", "employer")
        case .teacher: language("enseignant référent (facultatif)", "referent teacher (optional)")
        case .tutor: language("tuteur (facultatif)", "tutor (optional)")
        }
    }

    func identification(_ method: IdentificationMethod) -> String {
        switch method {
        case .emailCode: language("identification par code envoyé par courriel", "identified by a code sent by e-mail")
        case .smsCode: language("identification par code envoyé par SMS", "identified by a code sent by SMS")
        case .accountWithTOTP:
            language("identification par compte et second facteur", "identified by an account with a second factor")
        case .accessToken:
            language("identification par jeton d’accès nominatif", "identified by a personal access token")
        case .schoolKey:
            language(
                "identification par clé du logiciel de l’établissement", "identified by a key of the school's software")
        }
    }
}
