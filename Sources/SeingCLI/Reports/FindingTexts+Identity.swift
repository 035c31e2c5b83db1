import PAdESValidation

extension FindingCode {
    var identityText: FindingText {
        switch self {
        case .noTrustAnchor:
            FindingText(
                "le dossier de confiance ne contient aucune autorité : indiquez avec --trust celui qui contient root.pem",
                "the trust folder holds no authority: name the one with root.pem, with --trust")
        case .rolesUnknown:
            FindingText(
                "les rôles ne peuvent pas être lus : il manque policies.json dans le dossier de confiance",
                "the roles cannot be read: policies.json is missing in the trust folder")
        case .issuerUnknown:
            FindingText("le certificat ne vient pas d’une autorité reconnue", "the certificate's issuer is not trusted")
        case .certificateRevoked: FindingText("le certificat était révoqué", "the certificate had been revoked")
        case .certificateExpired:
            FindingText(
                "le certificat avait expiré au moment de signer", "the certificate had expired when it was used")
        case .certificateNotYetValid:
            FindingText("le certificat n’était pas encore valable", "the certificate was not yet valid")
        case .revocationUnknown:
            FindingText(
                "la révocation n’a pas pu être vérifiée : ajoutez les listes de révocation à jour au dossier de confiance",
                "revocation could not be checked: add current revocation lists to the trust folder")
        case .certificateUnsuitable:
            FindingText("le certificat n’est pas fait pour signer", "the certificate is not made for signing")
        case .certificateMissing:
            FindingText("le certificat du signataire manque", "the signatory's certificate is missing")
        default: provenanceText
        }
    }

    private var provenanceText: FindingText {
        switch self {
        case .certificateNotBound:
            FindingText("la signature ne désigne pas son certificat", "the signature does not name its certificate")
        case .signatoryNotProven:
            FindingText(
                "rien ne prouve que le titulaire du certificat a signé",
                "nothing proves that the certificate's holder signed")
        case .timeNotProven: FindingText("aucun horodatage ne prouve l’heure", "no time-stamp proves the time")
        case .timeStampInvalid: FindingText("l’horodatage n’est pas valable", "the time-stamp is not valid")
        case .timeStampIssuerUnknown:
            FindingText("l’horodatage ne vient pas d’une autorité reconnue", "the time-stamp's issuer is not trusted")
        case .timeStampRevocationUnknown:
            FindingText(
                "la révocation de l’unité d’horodatage n’a pas pu être vérifiée",
                "the revocation of the time-stamping unit could not be checked")
        case .timeStampExpired:
            FindingText(
                "le certificat de l’unité d’horodatage a expiré, et aucun horodatage ultérieur ne protège celui-ci",
                "the time-stamping unit's certificate has expired, and no later time-stamp protects this one")
        case .algorithmOutdated:
            FindingText(
                "l’algorithme n’était plus assez sûr à l’heure prouvée",
                "the algorithm was no longer safe enough at the proven time")
        case .timeStampOrder:
            FindingText("les heures prouvées ne se suivent pas", "the proven times are not in order")
        default: FindingText("deux signatures ont été faites avec la même clé", "two signatures were made with one key")
        }
    }
}
