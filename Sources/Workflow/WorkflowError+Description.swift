import ConventionDomain
package import Parties

import struct Foundation.Date

extension WorkflowError: CustomStringConvertible {
    /// One line for logs.
    package var description: String { text.english }

    /// One line for who works with the command; pages and the API have texts of their own.
    package var text: BilingualText {
        switch self {
        case .unknownLink, .expiredLink, .revokedLink, .disownedLink: linkText
        case .wrongCode, .codeLocked, .tooManyCodes, .codeExpired, .smsOnly, .accountRequired: codeText
        case .consentMissing, .consentVersionChanged, .documentChanged: readingText
        case .unauthorized, .signatoryMismatch, .idempotencyConflict: employerText
        case .invalidData(let messages):
            BilingualText(
                messages.map(\.french).joined(separator: " ; "), messages.map(\.english).joined(separator: "; "))
        case .ownCertificate(let refusal): refusal.text
        case .delegation(let refusal): refusal.text
        case .paper(let refusal): refusal.text
        case .retention(let refusal): refusal.text
        case .overlapping(let overlaps): PlacementOverlap.text(of: overlaps)
        case .amendment(let refusal): refusal.text
        case .attestation(let refusal): refusal.text
        case .unavailable(let inability): inability.text
        case .conventionCancelled, .conventionRefused, .conventionCompleted, .noLongerNeeded, .conventionExpired,
            .conventionOnHold,
            .conventionErased, .conventionSuperseded, .someoneSigned:
            endText
        case .noHealthSheet, .placementOver: sheetText
        default: stateText
        }
    }

    private var linkText: BilingualText {
        switch self {
        case .expiredLink:
            BilingualText(
                "le lien est trop ancien ; demandez-en un nouveau sur sa page",
                "the link is too old; ask for a new one on its page")
        case .revokedLink:
            BilingualText(
                "le lien a été remplacé par un plus récent ; utilisez celui du dernier message",
                "the link was replaced by a newer one; use the one in the last mail")
        case .disownedLink:
            BilingualText(
                "la personne qui a ouvert le lien a dit ne pas être concernée ; corrigez l’adresse : seing convention contact",
                "whoever opened the link said not to be the signatory; correct the address: seing convention contact")
        default:
            BilingualText(
                "aucun lien n’a ce jeton ; vérifiez que l’adresse a été copiée en entier",
                "no link has this token; look whether the address was copied whole")
        }
    }

    private var codeText: BilingualText {
        switch self {
        case .wrongCode(let remaining):
            BilingualText(
                "le code n’est pas celui qui a été envoyé ; essais restants : \(remaining)",
                "the code is not the one that was sent; tries left: \(remaining)")
        case .codeLocked(let until):
            BilingualText(
                "trop de codes faux ; demandez-en un nouveau après \(until.formatted(.iso8601))",
                "too many wrong codes; ask for a new one after \(until.formatted(.iso8601))")
        case .tooManyCodes(let until):
            BilingualText(
                "trop de messages dans l’heure ; recommencez après \(until.formatted(.iso8601))",
                "too many messages within the hour; ask again after \(until.formatted(.iso8601))")
        case .smsOnly:
            BilingualText(
                "l’établissement demande un code par SMS, et aucun numéro de mobile ne peut servir ; donnez-en un : seing "
                    + "convention sheet",
                "the school asks for a code by SMS, and there is no mobile number to use; give one: seing convention sheet"
            )
        case .accountRequired:
            BilingualText(
                "cette personne signe pour l’établissement avec son compte, et non par un lien",
                "this person signs for the school with the account, and by no link")
        default:
            BilingualText(
                "le code est trop ancien, utilisé, remplacé, ou d’un autre essai ; demandez-en un nouveau",
                "the code is too old, used, replaced, or of another attempt; ask for a new one")
        }
    }

    private var readingText: BilingualText {
        switch self {
        case .consentVersionChanged(let current):
            BilingualText(
                "la déclaration en vigueur est maintenant la version \(current) ; relisez-la",
                "the statement in force is now version \(current); read it again")
        case .documentChanged(let current):
            BilingualText(
                "le document lu n’est pas celui attendu, dont le SHA-256 est \(current.hexadecimal) ; relisez-le",
                "the document read is not the one expected, whose SHA-256 is \(current.hexadecimal); read it again")
        default:
            BilingualText(
                "la déclaration de ce rôle n’a pas été acceptée", "the statement of this role was not agreed to")
        }
    }

    private var employerText: BilingualText {
        switch self {
        case .unauthorized:
            BilingualText(
                "le jeton d’accès est inconnu, expiré, ou d’une autre convention ou personne",
                "the access token is unknown, expired, or of another convention or person")
        case .signatoryMismatch:
            BilingualText(
                "le nom ou la qualité n’est pas celui de la personne à qui le jeton d’accès appartient",
                "the name or capacity is not the one that the access token belongs to")
        default:
            BilingualText(
                "la clé d’idempotence a servi pour une autre demande ; prenez-en une nouvelle",
                "the idempotency key was used for another request; take a new one")
        }
    }

    private var sheetText: BilingualText {
        switch self {
        case .noHealthSheet:
            BilingualText(
                "cette convention n’a pas, ou n’a plus, de fiche PAI ; elle se saisit avec la fiche de contacts "
                    + "(emergencyKit) et s’efface après le dernier jour du stage",
                "this convention has no health sheet, or none any more; it is entered with the contact sheet "
                    + "(emergencyKit) and erased after the placement's last day")
        default:
            BilingualText(
                "le stage est terminé : la fiche de contacts n’est plus donnée qu’à l’établissement (--for school), et aucune "
                    + "fiche PAI ne se saisit plus",
                "the placement is over: its contact sheet is given to nobody but the school (--for school), and no health "
                    + "sheet can be entered")
        }
    }

    /// Of a convention that all have signed, or all who must.
    private var completedText: BilingualText {
        guard self == .noLongerNeeded else {
            return BilingualText(
                "tous ont signé la convention ; elle ne peut plus être signée, refusée ni annulée",
                "everybody has signed the convention; it cannot be signed, refused or cancelled any more")
        }
        return BilingualText(
            "toutes les signatures nécessaires sont recueillies : cette signature, facultative, n’est plus demandée",
            "all who must sign have: this signature, which is optional, is not taken any more")
    }

    private var endText: BilingualText {
        switch self {
        case .conventionCancelled:
            BilingualText(
                "la convention a été annulée, définitivement ; saisissez-en une nouvelle s’il le faut",
                "the convention was cancelled, which is final; enter a new one if it is needed")
        case .conventionRefused:
            BilingualText(
                "la convention a été refusée par une partie, définitivement ; saisissez-en une nouvelle s’il le faut",
                "the convention was refused by a party, which is final; enter a new one if it is needed")
        case .conventionSuperseded:
            BilingualText(
                "une version corrigée a remplacé la convention, définitivement ; sa référence : seing convention show",
                "a corrected version took its place, which is final; for the reference: seing convention show")
        case .someoneSigned:
            BilingualText(
                "une partie a déjà signé : ce qu’elle a signé ne se corrige plus. Tant que toutes n’ont pas signé, annulez et réémettez "
                    + "en une fois (seing convention revise --reissue) ; après, il faut un avenant",
                "a party has signed: what was signed is not corrected any more. Until all have signed, cancel and issue anew in one step "
                    + "(seing convention revise --reissue); afterwards it takes an amendment")
        case .conventionCompleted, .noLongerNeeded: completedText
        case .conventionOnHold:
            BilingualText(
                "un parent qui ne signe pas s’y oppose : personne ne peut signer tant qu’il n’a pas retiré son opposition depuis son lien ; "
                    + "sinon annulez la convention, et émettez-en une que les deux parents signent",
                "a parent who does not sign objects: nobody can sign until that parent has taken the objection back behind his or her link; "
                    + "else cancel the convention, and issue one that both parents sign")
        case .conventionExpired:
            BilingualText(
                "le stage a commencé ou est terminé : plus personne ne peut signer, sauf décision de l’établissement ; voyez : "
                    + "seing convention reopen, ou pour un brouillon : seing convention issue --late",
                "the placement has begun or is over: nobody can sign unless the school decides so; see: "
                    + "seing convention reopen, or for a draft: seing convention issue --late")
        default:
            BilingualText(
                "les données personnelles de la convention ont été effacées ; plus personne ne peut les lire",
                "the convention's personal data were erased; nobody can read them any more")
        }
    }

    private var stateText: BilingualText {
        switch self {
        case .alreadySigned:
            BilingualText(
                "ce signataire a déjà signé ; il n’y a plus rien à faire",
                "this signatory has signed already; nothing is left to do")
        case .signaturePending:
            BilingualText(
                "l’accord de ce signataire est enregistré et sa signature est en cours ; il n’y a rien à faire qu’attendre",
                "this signatory's consent is recorded and the signature is in progress; there is nothing to do but wait"
            )
        case .notYourTurn(let roles):
            BilingualText(
                "d’autres signent d’abord : \(roles.map(\.rawValue).joined(separator: ", "))",
                "others sign first: waiting for \(roles.map(\.rawValue).joined(separator: ", "))")
        case .wrongState(.signing):
            BilingualText(
                "la convention est à la signature, ce qui ne le permet pas ; annulez-la d’abord si elle doit prendre fin",
                "the convention is being signed, which does not allow this; cancel it first if it is to end")
        case .wrongState(.completing):
            BilingualText(
                "la convention est en préparation : une part manque, ou a déjà été transmise ; voyez : seing convention show",
                "the convention is being prepared: a part is missing, or was given already; see: seing convention show")
        case .wrongState(.toApprove):
            BilingualText(
                "la convention attend l’accord de l’établissement ; voyez : seing convention approve ou hand-back",
                "the convention waits for the school's approval; see: seing convention approve or hand-back")
        case .wrongState(.draft):
            BilingualText(
                "la convention est un brouillon ; émettez-la d’abord : seing convention issue",
                "the convention is a draft; issue it first: seing convention issue")
        case .wrongState(let phase):
            BilingualText(
                "l’état de la convention (\(phase.rawValue)) ne le permet pas",
                "the convention's state is \(phase.rawValue), which does not allow this")
        default:
            BilingualText(
                "aucune convention n’a cette référence ; voyez : seing convention list",
                "there is no convention with this reference; see: seing convention list")
        }
    }
}

extension WorkflowError.Inability {
    /// What failed, and where to look.
    fileprivate var text: BilingualText {
        let (french, english) = cause
        return BilingualText(
            "\(french) ; rien n’a été changé, et la même demande peut être refaite",
            "\(english); nothing was changed, and the same can be tried again")
    }

    private var cause: (french: String, english: String) {
        switch self {
        case .storage:
            (
                "les données n’ont pu être lues ou écrites ; voyez si le disque du dossier de données est plein, en lecture "
                    + "seule ou verrouillé",
                "the store could not be read or written; look for a full, read-only or locked disk of the data directory"
            )
        case .damagedStorage:
            (
                "les données se contredisent ou ont été altérées ; lancez : seing journal verify, et restaurez une "
                    + "sauvegarde s’il le confirme",
                "the store contradicts itself or was altered; run: seing journal verify, and restore a backup if it agrees"
            )
        case .rendering:
            (
                "le document n’a pu être fabriqué ; lancez : seing template check",
                "the document could not be made; run: seing template check"
            )
        case .signing:
            (
                "la signature n’a pu être faite ; le journal technique dit à quelle étape",
                "the signature could not be made; the log says at which step"
            )
        case .timeStamping: ("aucun horodatage n’a pu être obtenu", "no time-stamp could be had")
        case .archiving: ("le document n’a pu être archivé", "the document could not be archived")
        case .verification:
            (
                "le vérificateur du service a refusé la nouvelle révision ; le journal technique nomme les contrôles",
                "the service's own verifier refused the new revision; the log names the checks that failed"
            )
        case .randomness: ("le système n’a pas donné de nombres aléatoires", "the system gave no random bytes")
        case .contention: ("d’autres ont été plus rapides trop de fois", "others were faster too many times")
        case .texts:
            (
                "un texte du dossier Templates (courriel, déclaration) manque ou est incomplet",
                "a text of the folder Templates (mail, consent) is missing or incomplete"
            )
        }
    }
}
