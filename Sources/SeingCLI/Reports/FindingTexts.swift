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
        case .statementUnreadable, .statementNotSealed, .statementChanged, .statementNotTrusted, .statementOfAnother,
            .statementOfNobody, .statementOfSchool, .statementOfSigned, .statementTwice:
            statementText
        }
    }

    /// Of a file given as the school's statement about a signature on paper.
    private var statementText: FindingText {
        switch self {
        case .statementNotSealed:
            FindingText("l’attestation fournie ne porte aucun cachet", "the statement given bears no seal")
        case .statementChanged:
            FindingText(
                "l’attestation fournie, ou sa numérisation, a été modifiée depuis le cachet",
                "the statement given, or its scan, was changed after it was sealed")
        case .statementNotTrusted:
            FindingText(
                "le cachet de l’attestation n’est pas celui d’une plateforme de confiance",
                "the statement's seal is not that of a trusted platform")
        case .statementOfAnother:
            FindingText(
                "l’attestation fournie est celle d’une autre convention, ou d’un autre texte",
                "the statement given is about another convention, or another text of it")
        case .statementOfNobody:
            FindingText(
                "l’attestation fournie désigne une personne qui n’est pas signataire de cette convention",
                "the statement given names somebody who is no signatory of this convention")
        case .statementOfSchool:
            FindingText(
                "l’établissement ne peut pas attester sa propre signature", "the school cannot attest its own signature"
            )
        case .statementOfSigned:
            FindingText(
                "l’attestation fournie concerne une partie qui a signé électroniquement",
                "the statement given is about a party that has signed electronically")
        case .statementTwice:
            FindingText(
                "plus d’une attestation est fournie, alors qu’une seule partie peut signer sur papier",
                "more than one statement is given, though one party may sign on paper")
        default:
            FindingText(
                "le fichier fourni comme attestation n’en est pas une", "the file given as a statement is none")
        }
    }
}
