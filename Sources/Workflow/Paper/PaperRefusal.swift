package import Parties

/// Why a signature on paper is not recorded, or not taken back.
package enum PaperRefusal: String, Hashable, Sendable, CaseIterable {
    case onePartyOnPaper = "one-party-on-paper"
    case schoolOnPaper = "school-on-paper"
    case optionalOnPaper = "optional-on-paper"
    case notOnPaper = "not-on-paper"
    case othersSignedSince = "others-signed-since"
    case alreadyArchived = "already-archived"

    package var text: BilingualText {
        switch self {
        case .onePartyOnPaper:
            BilingualText(
                "une autre partie a déjà signé sur papier ; une seule le peut par convention",
                "another party has signed on paper already; one of a convention may")
        case .schoolOnPaper:
            BilingualText(
                "l’établissement signe toujours électroniquement : c’est lui qui atteste la signature des autres",
                "the school always signs electronically: it attests what others signed")
        case .optionalOnPaper:
            BilingualText(
                "cette signature est facultative : elle se donne en ligne ou pas du tout, et personne ne l’attend",
                "this signature is optional: it is given electronically or not at all, and nobody waits for it")
        case .notOnPaper:
            BilingualText(
                "aucune signature sur papier n’est attestée pour cette partie",
                "no signature on paper is attested for this party")
        case .othersSignedSince:
            BilingualText(
                "une partie suivante a signé depuis : l’attestation ne peut plus être retirée ; annulez la convention et émettez-en une "
                    + "nouvelle s’il le faut",
                "somebody later in the order has signed since: the statement cannot be taken back; cancel the convention and issue "
                    + "another if needed")
        case .alreadyArchived:
            BilingualText(
                "le document a été archivé : plus personne ne peut y signer électroniquement ; cette partie signe sur papier",
                "the document was archived: nobody can sign in it electronically; this party signs on paper")
        }
    }

    /// The French text as a sentence of its own.
    package var frenchSentence: String { text.french.prefix(1).uppercased() + text.french.dropFirst() + "." }
}
