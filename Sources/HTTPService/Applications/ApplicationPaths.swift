package import Applications
package import Offers

/// The addresses of the pages of applications, for each who has one before him or her.
package enum ApplicationPaths {
    static let ofPupil = "/eleves/candidatures"
    /// Of the children of one family.
    static let ofFamily = "/familles/candidatures"
    static let ofEmployer = "/employeurs/candidatures"
    static let ofSchool = "/ecole/candidatures"
    /// The name of the parameter in a route.
    static let parameter = "candidature"

    package static func pupil(_ id: ApplicationID) -> String { "\(ofPupil)/\(id.text)" }
    package static func employer(_ id: ApplicationID) -> String { "\(ofEmployer)/\(id.text)" }
    /// Pages to which mails lead as well.
    package static func offerOfEmployer(_ id: OfferID) -> String { EmployerOfferPaths.offer(id) }
    package static let moderation = ModerationPaths.offers
    package static let moderationReports = ModerationPaths.reports
    static func family(_ id: ApplicationID) -> String { "\(ofFamily)/\(id.text)" }
    static func school(_ id: ApplicationID) -> String { "\(ofSchool)/\(id.text)" }

    /// Behind the address of an offer.
    static let apply = "/candidater"
    /// Behind the address of an application.
    static let text = "/texte"
    static let message = "/message"
    static let withdraw = "/retirer"
    static let confirm = "/confirmer"
    static let accept = "/accepter"
    static let decline = "/decliner"
    static let cancel = "/annuler"
}

/// The names of what these pages ask for in their address and forms.
enum ApplicationFieldName {
    static let period = "semaine"
    static let motivation = "motivation"
    static let message = "message"
    static let act = "acte"
    static let reason = "motif"
    /// What was just done, as the address tells it to which the browser is sent.
    static let done = "fait"
    static let group = "etat"
    static let query = "q"
}
