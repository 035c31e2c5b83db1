import PAdESValidation

extension FindingCode {
    var integrityText: FindingText {
        switch self {
        case .noSignature: FindingText("aucune signature", "no signature")
        case .byteRangeMalformed:
            FindingText("l’étendue signée est mal formée", "the signed byte range is malformed")
        case .holeIsNotContents:
            FindingText(
                "la partie non signée n’est pas exactement la signature",
                "the part left unsigned is not exactly the signature")
        case .coveragePartial:
            FindingText(
                "la signature ne couvre pas tout le document", "the signature does not cover the whole document")
        case .contentsMalformed: FindingText("la signature est illisible", "the signature cannot be read")
        case .messageDigestDiffers:
            FindingText("le contenu signé a été altéré", "the signed content was altered")
        case .signatureInvalid:
            FindingText("la signature n’a pas été faite par cette clé", "the signature was not made by this key")
        case .signatureKeyMissing:
            FindingText(
                "la signature ne peut pas être vérifiée : son certificat manque",
                "the signature cannot be verified: its certificate is missing")
        case .signatureAlgorithmUnsupported:
            FindingText(
                "l’algorithme de signature n’est pas pris en charge", "the signature algorithm is not supported")
        case .signatureTwiceOverSameBytes:
            FindingText("deux signatures couvrent les mêmes octets", "two signatures cover the same bytes")
        case .bytesAfterEnd:
            FindingText("des octets suivent la fin du document", "bytes follow the end of the document")
        case .revisionNotSigned:
            FindingText("une modification n’est couverte par aucune signature", "a change is covered by no signature")
        case .documentTimeStampDiffers:
            FindingText(
                "l’horodatage du document ne porte pas sur ces octets",
                "the document time-stamp is not over these bytes")
        default: changeText
        }
    }

    private var changeText: FindingText {
        switch self {
        case .strayBytes: FindingText("des octets n’appartiennent à aucun objet", "bytes belong to no object")
        case .freedObject: FindingText("un objet a été supprimé", "an object was deleted")
        case .changedGeneration: FindingText("un numéro d’objet a été réutilisé", "an object number was used again")
        case .changedObject: FindingText("un objet signé a été modifié", "a signed object was changed")
        case .unexplainedObject: FindingText("un objet a été ajouté", "an object was added")
        case .changedField: FindingText("un champ de signature a été modifié", "a signature field was changed")
        case .changedSignedField: FindingText("un champ déjà signé a été modifié", "a signed field was changed")
        case .unsafeAppearance:
            FindingText(
                "l’apparence de la signature sort de son cadre", "the signature's appearance does more than it should")
        case .changedTrailer: FindingText("la fin du fichier a été modifiée", "the trailer was changed")
        case .unreadableObject: FindingText("un objet est illisible", "an object cannot be read")
        case .otherCrossReference:
            FindingText(
                "une révision ne liste pas ses objets comme celle d’avant, ou pas comme le fait Seing : certains lecteurs "
                    + "peuvent voir un autre document",
                "a revision does not list its objects as the one before, or not as Seing does: some readers may see "
                    + "another document")
        default: archiveText
        }
    }

    private var archiveText: FindingText {
        switch self {
        case .removedSecurityStore:
            FindingText("les données de validation ont été supprimées", "the validation data were removed")
        case .changedValidationData:
            FindingText(
                "une donnée de validation a été retirée ou remplacée", "validation data were taken away or replaced")
        case .malformedValidationData:
            FindingText(
                "une donnée de validation ajoutée n’est pas ce qu’elle doit être",
                "added validation data are not what they have to be")
        case .changedValidationInformation:
            FindingText(
                "les données de validation d’une signature ont été modifiées",
                "a signature's validation data were changed")
        case .unusualTimeStampField:
            FindingText(
                "le champ de l’horodatage du document n’est pas invisible et nouveau",
                "the document time-stamp's field is not invisible and new")
        case .signedAfterArchiving:
            FindingText("une signature a été faite après l’archivage", "a signature was made after archiving")
        case .severalFieldsSigned:
            FindingText("une révision ne signe pas exactement un champ", "a revision does not sign exactly one field")
        default: generalText
        }
    }
}
