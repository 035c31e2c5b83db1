import PAdESValidation

extension FindingCode {
    var profileText: FindingText {
        switch self {
        case .notPAdES: FindingText("la signature n’est pas au format PAdES", "the signature is not PAdES")
        case .signatureDictionaryEntries:
            FindingText("le dictionnaire de signature sort du profil", "the signature dictionary is outside the profile")
        case .signingTimeAttribute:
            FindingText("un attribut signing-time est interdit", "a signing-time attribute is forbidden")
        case .attributesOutsideProfile:
            FindingText("les attributs signés sortent du profil", "the attributes are outside the profile")
        case .encodingNotCanonical: FindingText("le codage n’est pas DER", "the encoding is not DER")
        case .digestTooWeak: FindingText("l’algorithme d’empreinte est trop faible", "the digest algorithm is too weak")
        case .embeddedRevocationLists:
            FindingText("des listes de révocation sont dans la signature", "revocation lists are inside the signature")
        case .claimedTimeMissing: FindingText("l’heure déclarée manque", "the claimed time is missing")
        default: baseText
        }
    }

    private var baseText: FindingText {
        switch self {
        case .baseHasAction: FindingText("le document contient une action", "the document contains an action")
        case .baseHasOptionalContent:
            FindingText("le document a des calques masquables", "the document has layers that can be hidden")
        case .baseHasActiveContent: FindingText("le document a un contenu actif", "the document has active content")
        case .baseHasOtherFormField:
            FindingText("le document a d’autres champs de formulaire", "the document has other form fields")
        case .baseHasUnusualWidget:
            FindingText("un champ de signature est inhabituel", "a signature field is unusual")
        case .baseHasUnreachableObject:
            FindingText("le document a des objets cachés", "the document has hidden objects")
        case .baseHasStrayBytes: FindingText("le document a des octets cachés", "the document has hidden bytes")
        case .baseHasOtherEmbeddedFile:
            FindingText("le document contient un autre fichier", "the document contains another file")
        case .baseIsCertified: FindingText("le document est certifié", "the document is certified")
        case .baseHasNoSignatureFlags:
            FindingText("le document n’annonce pas de signatures", "the document does not announce signatures")
        default: FindingText("le document d’origine est illisible", "the original document cannot be read")
        }
    }
}
