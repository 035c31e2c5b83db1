import PAdESValidation

extension FindingCode {
    var profileText: FindingText {
        switch self {
        case .notPAdES: FindingText("la signature n’est pas au format PAdES", "the signature is not PAdES")
        case .signatureDictionaryEntries:
            FindingText(
                "le dictionnaire de signature sort du profil", "the signature dictionary is outside the profile")
        case .signingTimeAttribute:
            FindingText("un attribut signing-time est interdit", "a signing-time attribute is forbidden")
        case .attributesOutsideProfile:
            FindingText("les attributs signés sortent du profil", "the attributes are outside the profile")
        case .encodingNotCanonical: FindingText("le codage n’est pas DER", "the encoding is not DER")
        case .digestTooWeak: FindingText("l’algorithme d’empreinte est trop faible", "the digest algorithm is too weak")
        case .embeddedRevocationLists:
            FindingText("des listes de révocation sont dans la signature", "revocation lists are inside the signature")
        case .certificatesOutsideProfile:
            FindingText(
                "la signature contient d’autres certificats que ceux qu’il faut",
                "the signature holds other certificates than it needs")
        case .timeStampOutsideProfile:
            FindingText("l’horodatage contient autre chose que l’heure", "the time-stamp holds more than the time")
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
        case .baseHasOtherAnnotation:
            FindingText("le document a des annotations", "the document has annotations")
        case .baseHasFilledField:
            FindingText(
                "un champ de signature était déjà rempli à l’origine", "a signature field was filled from the beginning"
            )
        case .baseHasUnusualTrailer:
            FindingText("la fin du document d’origine est inhabituelle", "the original document's trailer is unusual")
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
        case .baseHasMisplacedField:
            FindingText(
                "un champ de signature sort de sa page ou en recouvre un autre",
                "a signature field leaves its page or lies over another one")
        case .baseHasUnusualStructure:
            FindingText(
                "le document d’origine contient des éléments inhabituels", "the original document has unusual entries")
        case .baseHasOtherCrossReference:
            FindingText(
                "le document d’origine ne liste pas ses objets comme le font ceux de Seing",
                "the original document does not list its objects as those of Seing do")
        default: FindingText("le document d’origine est illisible", "the original document cannot be read")
        }
    }
}
