import PAdESValidation

extension FindingCode {
    /// What is found in documents of any program.
    var generalText: FindingText {
        switch self {
        case .signatureFormatUnsupported:
            FindingText(
                "la signature est d’un format que Seing ne sait pas vérifier",
                "the signature is of a format that Seing cannot verify")
        case .universalForgery:
            FindingText(
                "un champ paraît signé mais sa signature est vide ou ne couvre rien",
                "a field looks signed, but its signature is empty or covers nothing")
        case .signatureWrapping:
            FindingText(
                "du contenu a été placé dans la partie que la signature ne couvre pas",
                "content was put into the part that the signature does not cover")
        case .incrementalSaving:
            FindingText(
                "le document a été modifié et enregistré après la dernière signature",
                "the document was changed and saved after the last signature")
        case .shadowHide:
            FindingText(
                "un élément visible à la signature a été masqué", "something that was seen when signing was hidden")
        case .shadowReplace:
            FindingText(
                "l’aspect d’un champ ou d’un texte signé a été remplacé",
                "the look of a field or of a signed text was replaced")
        case .shadowHideAndReplace:
            FindingText(
                "un contenu caché à la signature a pris la place de ce qui a été signé",
                "content that was hidden when signing took the place of what was signed")
        case .evilAnnotation:
            FindingText(
                "une annotation ou un champ rempli recouvre ou complète le texte signé",
                "an annotation or a filled field covers the signed text or adds to it")
        case .sneakySignature:
            FindingText(
                "le cadre d’une signature ajoutée recouvre ou complète le texte signé",
                "the box of an added signature covers the signed text or adds to it")
        default: permissionText
        }
    }

    private var permissionText: FindingText {
        switch self {
        case .changeNotPermitted:
            FindingText(
                "la certification du document interdit cette modification",
                "the document's certification forbids this change")
        case .lockedFieldChanged:
            FindingText(
                "un champ verrouillé par une signature a été modifié", "a field that a signature had locked was changed"
            )
        case .changedPage: FindingText("les pages ont été modifiées", "the pages were changed")
        case .changedContent:
            FindingText("le contenu d’une page a été modifié", "the contents of a page were changed")
        case .changedNavigation:
            FindingText(
                "le plan, les noms ou les fichiers joints ont été modifiés",
                "outlines, names or attached files were changed")
        case .changedStructure:
            FindingText("la structure du document a été modifiée", "the structure of the document was changed")
        case .changedLayers: FindingText("les calques ont été modifiés", "the layers were changed")
        case .changedAction:
            FindingText("une action a été ajoutée ou modifiée", "an action was added or changed")
        case .changedPermissions:
            FindingText("les droits du document ont été modifiés", "the document's permissions were changed")
        case .changedForm: FindingText("le formulaire a été modifié", "the form was changed")
        case .changedAnnotation: FindingText("une annotation a été modifiée", "an annotation was changed")
        default:
            FindingText(
                "les propriétés du document ont été modifiées", "the properties of the document were changed")
        }
    }
}
