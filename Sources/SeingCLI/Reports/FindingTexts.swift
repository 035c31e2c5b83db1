import ConventionVerification
import PAdESValidation

/// Findings in words, with the place they were found in.
struct FindingTexts {
    let language: Language

    func line(_ finding: Finding) -> String {
        var place: [String] = []
        if let field = finding.fieldName { place.append(signature(field)) }
        if let revision = finding.revisionIndex {
            place.append(language("révision \(revision)", "revision \(revision)"))
        }
        if let detail = finding.detail { place.append(text(detail)) }
        let text = language(finding.code.text.french, finding.code.text.english)
        return place.isEmpty ? text : "\(text) (\(place.joined(separator: ", ")))"
    }

    func line(_ finding: ConventionFinding) -> String {
        let text = language(finding.code.text.french, finding.code.text.english)
        return finding.fieldName.map { "\(text) (\(signature($0)))" } ?? text
    }

    private func signature(_ field: String) -> String {
        let field = Printable.text(field)
        return language("signature « \(field) »", "signature '\(field)'")
    }

    private func text(_ detail: FindingDetail) -> String {
        let text = detail.text
        return language(text.french, text.english)
    }
}

extension FindingCode {
    var text: FindingText {
        switch dimension {
        case .integrity: integrityText
        case .identity: identityText
        case .profile: profileText
        }
    }
}

/// What a finding means, in both languages.
struct FindingText {
    let french: String
    let english: String

    init(_ french: String, _ english: String) {
        self.french = french
        self.english = english
    }
}

extension ConventionFinding.Code {
    var text: FindingText {
        switch self {
        case .declarationMissing:
            FindingText(
                "le document ne contient pas les données d’une convention", "the document carries no convention data")
        case .declarationInvalid:
            FindingText("les données de la convention sont incorrectes", "the convention's data are not valid")
        case .fieldsDiffer:
            FindingText(
                "les champs de signature ne sont pas ceux des signataires désignés",
                "the signature fields are not those of the listed signatories")
        case .roleDiffers:
            FindingText("le certificat a été délivré pour un autre rôle", "the certificate was issued for another role")
        case .identificationMissing:
            FindingText(
                "le certificat ne dit pas comment la personne a été identifiée",
                "the certificate does not say how the person was identified")
        case .nameDiffers:
            FindingText("le certificat désigne une autre personne", "the certificate names another person")
        case .orderDiffers:
            FindingText("l’ordre de signature n’a pas été respecté", "somebody signed out of turn")
        case .samePersonTwice:
            FindingText(
                "une personne a signé à la place d’une autre, en plus de sa propre signature",
                "a person has signed in another's place, besides signing in his or her own")
        case .signedTwice:
            FindingText("un signataire a signé deux fois", "a signatory has signed twice")
        case .amendsAnother:
            FindingText(
                "la convention fournie sous ce numéro n’est pas celle que cet avenant modifie",
                "the convention given under this number is not the one that this amendment amends")
        }
    }
}
