import Offers

/// The addresses of the pages on which moderation judges offers.
enum ModerationPaths {
    static let offers = "/moderation/offres"
    static let reports = "/moderation/signalements"
    // Behind the address of an offer.
    static let approve = "/accepter"
    static let refuse = "/refuser"
    static let suspend = "/suspendre"
    static let release = "/montrer"

    static func offer(_ id: OfferID) -> String { "\(offers)/\(id.text)" }
    static func report(_ number: Int64) -> String { "\(reports)/\(number)" }
}

/// The names of the fields in the forms of these pages.
enum ModerationFieldName {
    static let version = "version"
    static let siretChecked = "siret-verifie"
    static let addressChecked = "adresse-verifiee"
    static let reason = "motif"
    static let done = "fait"
    static let reference = "reference"
}

/// What was done a moment ago, as the address tells it to which the browser is sent.
enum ModerationDone: String {
    case approved = "acceptee"
    case refused = "refusee"
    case suspended = "suspendue"
    case released = "montree"
    case handled = "traite"
    case handledBefore = "deja-traite"
    case unknownReference = "inconnue"

    var text: String {
        switch self {
        case .approved: "L’offre est acceptée."
        case .refused: "L’offre est refusée."
        case .suspended: "L’offre est suspendue."
        case .released: "L’offre est de nouveau montrée."
        case .handled: "Le signalement est traité."
        case .handledBefore: "Ce signalement était déjà traité."
        case .unknownReference: "Aucune offre n’a cette référence."
        }
    }
}
