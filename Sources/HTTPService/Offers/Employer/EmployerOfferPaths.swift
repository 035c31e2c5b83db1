import Offers

/// The addresses of the pages on which employers write their offers.
enum EmployerOfferPaths {
    static let list = "/employeurs/offres"
    static let new = list + "/nouvelle"
    // Behind the address of an offer.
    static let edit = "/modifier"
    static let pause = "/pause"
    static let resume = "/reprise"
    static let withdraw = "/retrait"

    static func offer(_ id: OfferID) -> String { "\(list)/\(id.text)" }
    static func copy(of id: OfferID) -> String { "\(new)?\(OfferFormName.copy)=\(id.text)" }
}

/// The names of the fields in the form of an offer.
enum OfferFormName {
    static let siret = "siret"
    static let legalName = "raison-sociale"
    static let kind = "sorte"
    /// The ministry, or the authority, of a public body.
    static let body = "rattachement"
    static let sector = "secteur"
    static let size = "taille"
    static let naf = "naf"
    static let nafEdition = "naf-edition"
    static let givenName = "contact-prenom"
    static let familyName = "contact-nom"
    static let capacity = "contact-qualite"
    static let email = "contact-courriel"
    static let phone = "contact-telephone"
    static let title = "titre"
    static let tasks = "taches"
    static let conditions = "conditions"
    static let accessibilityNote = "accessibilite"
    static let remote = "a-distance"
    static let audience = "reservee"
    static let schools = "etablissements"
    static let sameHours = "memes-horaires"
    static let siteCount = "lieux"
    // Before what they are of.
    static let grade = "classe-"
    static let feature = "acces-"
    static let priority = "prioritaire-"
    static let places = "places-"
    // Parts of a page that are no fields.
    static let grades = "classes"
    static let periods = "periodes"
    static let hours = "horaires"

    static let reference = "reference"
    static let version = "version"
    static let copy = "copie"
    static let invitation = "invitation"
    // Buttons.
    static let save = "enregistrer"
    static let submit = "proposer"
    static let addSite = "ajouter-lieu"

    enum SitePart: String, CaseIterable {
        case street = "voie"
        case complement = "complement"
        case postalCode = "code-postal"
        case city = "commune"
    }

    /// - Parameter number: From 1.
    static func site(_ number: Int, _ part: SitePart) -> String { "lieu-\(number)-\(part.rawValue)" }

    /// - Parameter weekday: 1 for Monday.
    static func day(_ weekday: Int) -> String { "jour-\(weekday)" }

    enum SlotEnd: String { case from = "de", to = "a" }

    /// - Parameter slot: From 1.
    static func time(_ weekday: Int, _ slot: Int, _ end: SlotEnd) -> String {
        "\(day(weekday))-\(slot)-\(end.rawValue)"
    }

    static func places(_ period: OfferPeriod) -> String { places + period.formText }
}
