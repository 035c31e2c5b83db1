import Offers
package import Placements

/// The addresses of the pages by which employers, moderators, pupils and families enter, and where they come to.
package enum VisitorPaths {
    /// Behind a mailed link.
    package static func entry(_ token: EntryToken, as kind: VisitorKind) -> String {
        "\(entrance(kind))/\(token.text)"
    }

    static func entrance(_ kind: VisitorKind) -> String { base(kind) + "/entrer" }
    /// The door of pupils, behind which one comes back to an offer.
    static func entrance(to offer: OfferID) -> String {
        "\(entrance(.pupil))?\(EntryFieldName.offer)=\(offer.text)"
    }
    /// The door of employers, behind which the form is that an invitation has filled.
    static func entrance(to invitation: HostInvitation.ID) -> String {
        "\(entrance(.employer))?\(EntryFieldName.invitation)=\(invitation.text)"
    }
    static func link(_ kind: VisitorKind) -> String { base(kind) + "/lien" }
    static func linkSent(_ kind: VisitorKind) -> String { base(kind) + "/lien-envoye" }
    static func leave(_ kind: VisitorKind) -> String { base(kind) + "/sortir" }
    static func account(_ kind: VisitorKind) -> String { base(kind) + "/compte" }
    /// Where somebody comes to who has entered.
    static func landing(_ kind: VisitorKind) -> String {
        switch kind {
        case .employer: EmployerOfferPaths.list
        case .moderator: ModerationPaths.offers
        case .pupil: ApplicationPaths.ofPupil
        case .family: ApplicationPaths.ofFamily
        }
    }
    /// Where a pupil gives the code of the class.
    static let claim = "/eleves/classe"

    /// What the pages of one kind of visitor begin with.
    static func base(_ kind: VisitorKind) -> String {
        switch kind {
        case .employer: "/employeurs"
        case .moderator: "/moderation"
        case .pupil: "/eleves"
        case .family: "/familles"
        }
    }
}

/// The names of the fields in the forms by which somebody enters.
enum EntryFieldName {
    static let email = "courriel"
    static let name = "nom"
    static let code = "code"
    static let classCode = "classe"
    static let familyName = "nom"
    static let givenName = "prenom"
    static let birthDate = "naissance"
    // In the address of a door, where it leads to.
    static let offer = "offre"
    static let invitation = "invitation"
}
