import Offers

/// The addresses of the pages on which people look for offers.
enum OfferPaths {
    static let search = "/offres"
    /// Behind the address of an offer.
    static let report = "/signaler"

    static func offer(_ id: OfferID) -> String { "\(search)/\(id.text)" }
}

/// The names of what these pages ask for in their address and forms.
enum OfferFieldName {
    static let words = "q"
    static let sector = "secteur"
    static let grade = "classe"
    static let week = "semaine"
    static let kind = "employeur"
    static let accessible = "accessible"
    static let full = "completes"
    static let remote = "a-distance"
    static let place = "lieu"
    static let distance = "rayon"
    static let page = "page"
    static let abuse = "motif"
    static let text = "texte"
    static let problem = "erreur"
}
