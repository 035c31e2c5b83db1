package import Parties

/// Why the host does not attest what was done of a placement, or not any more.
package enum AttestationRefusal: String, Hashable, Sendable, CaseIterable {
    case placementNotOver = "placement-not-over"
    case placementNotBegun = "placement-not-begun"
    case alreadyAttested = "already-attested"
    /// The placement or the host's address changed since it was written.
    case outdated = "attestation-outdated"

    package var text: BilingualText {
        switch self {
        case .placementNotOver:
            BilingualText(
                "le stage n’est pas terminé : l’attestation se signe après le dernier jour",
                "the placement is not over: the attestation is signed after its last day")
        case .placementNotBegun:
            BilingualText(
                "le stage n’a pas eu lieu : il n’y a rien à attester",
                "the placement did not take place: there is nothing to attest")
        case .outdated:
            BilingualText(
                "le stage ou l’adresse de l’organisme d’accueil a changé depuis que cette attestation a été rédigée : rédigez-en une autre, depuis "
                    + "le lien de lecture de la convention",
                "the placement or the host's address has changed since this attestation was written: write another one, behind the "
                    + "convention's reading link")
        case .alreadyAttested:
            BilingualText(
                "l’organisme d’accueil a déjà signé son attestation pour ce stage",
                "the host has signed its attestation of this placement already")
        }
    }
    /// In French, as a sentence.
    package var frenchSentence: String { text.french.prefix(1).uppercased() + text.french.dropFirst() + "." }
}
