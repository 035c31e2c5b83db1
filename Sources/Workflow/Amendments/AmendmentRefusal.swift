package import Parties

/// Why there is no amendment, or none any more.
package enum AmendmentRefusal: String, Hashable, Sendable, CaseIterable {
    case ofAnAmendment = "amendment-of-an-amendment"
    case beforeCompletion = "amendment-before-completion"
    case placementOver = "amendment-after-the-placement"
    case oneAtATime = "one-amendment-at-a-time"
    case alreadyAmended = "already-amended"
    case notOfAConvention = "not-of-an-amendment"
    /// What became of the convention while the amendment was being signed.
    case conventionInterrupted = "amended-convention-interrupted"
    case conventionAttested = "amended-convention-attested"
    case conventionErased = "amended-convention-erased"
    /// The convention is not for the address to which the link of its amendment went.
    case addressChanged = "amendment-address-changed"

    package var text: BilingualText {
        switch self {
        case .ofAnAmendment:
            BilingualText(
                "cette référence est celle d’un avenant ; modifiez la convention elle-même : le nouvel avenant part de ce qui est en "
                    + "vigueur",
                "this reference is an amendment's; amend the convention itself: the new amendment begins with what is in force"
            )
        case .beforeCompletion:
            BilingualText(
                "toutes les parties n’ont pas encore signé, il n’y a rien à amender : annulez la convention et émettez-en une nouvelle",
                "not all parties have signed, there is nothing to amend: cancel the convention and issue a new one")
        case .placementOver:
            BilingualText(
                "le stage est terminé ou interrompu : un avenant n’y changerait plus rien",
                "the placement is over or was interrupted: an amendment would change nothing any more")
        case .oneAtATime:
            BilingualText(
                "un avenant à cette convention n’est pas encore signé par tous : faites-le signer, ou annulez-le (seing convention "
                    + "cancel), avant d’en commencer un autre",
                "an amendment of this convention is not signed by all yet: have it signed, or cancel it (seing convention cancel), before "
                    + "you begin another")
        case .alreadyAmended:
            BilingualText(
                "un avenant repose sur cette signature : elle ne peut plus être retirée",
                "an amendment rests on this signature: it cannot be taken back any more")
        case .conventionInterrupted, .conventionAttested, .conventionErased: textOfVoid
        case .notOfAConvention:
            BilingualText(
                "cette référence est celle d’un avenant ou d’une attestation ; donnez celle de la convention",
                "this reference is an amendment's or an attestation's; give that of the convention")
        case .addressChanged:
            BilingualText(
                "l’adresse électronique enregistrée pour la convention n’est pas celle à laquelle ce lien a été envoyé : adressez-vous à "
                    + "l’établissement",
                "the mail address on file of the convention is not the one to which this link was sent; ask the school")
        }
    }

    /// What became of the convention, for who would sign.
    private var textOfVoid: BilingualText {
        switch self {
        case .conventionInterrupted:
            BilingualText(
                "le stage que cet avenant modifie est interrompu : l’avenant ne peut plus être signé, et il n’y a rien à faire ; l’établissement "
                    + "l’annule",
                "the placement that this amendment changes was interrupted: it cannot be signed any more, and there is nothing to do; the "
                    + "school cancels it")
        case .conventionAttested:
            BilingualText(
                "l’organisme d’accueil a déjà attesté ce stage : l’avenant ne peut plus être signé, et il n’y a rien à faire ; l’établissement "
                    + "l’annule",
                "the host has attested this placement already: the amendment cannot be signed any more, and there is nothing to do; the "
                    + "school cancels it")
        default:
            BilingualText(
                "la convention que cet avenant modifie a été effacée : l’avenant ne peut plus être signé ; l’établissement l’annule",
                "the convention that this amendment changes was erased: it cannot be signed any more; the school cancels it"
            )
        }
    }

    /// The French text as a sentence of its own.
    package var frenchSentence: String { text.french.prefix(1).uppercased() + text.french.dropFirst() + "." }
}
