import Parties

/// One value that the host gives, but for the hours; the raw value is its place in the convention's data, as faults name it.
package enum HostField: String, Hashable, Sendable, CaseIterable {
    case legalName = "host/legalName"
    case siret = "host/siret"
    case street = "host/address/street"
    case complement = "host/address/complement"
    case postalCode = "host/address/postalCode"
    case city = "host/address/city"
    case country = "host/address/country"
    case sector = "host/sector"
    case signatoryGivenName = "host/representative/givenName"
    case signatoryFamilyName = "host/representative/familyName"
    case signatoryCapacity = "host/representative/capacity"
    case signatoryEmail = "contacts/employer/email"
    case tutorGivenName = "host/tutor/givenName"
    case tutorFamilyName = "host/tutor/familyName"
    case tutorFunction = "host/tutor/function"
    case tutorEmail = "contacts/tutor/email"
    case tutorTelephone = "contacts/tutor/telephone"
    case placeName = "placement/places/place[1]/name"
    case placeStreet = "placement/places/place[1]/address/street"
    case placePostalCode = "placement/places/place[1]/address/postalCode"
    case placeCity = "placement/places/place[1]/address/city"
    case placeCountry = "placement/places/place[1]/address/country"
    case activities = "placement/activities"
    case meals = "placement/meals"

    /// Where the pupil works, when it is not at the host's address.
    static let place: [HostField] = [.placeName, .placeStreet, .placePostalCode, .placeCity, .placeCountry]

    /// What no host can leave empty.
    static let required: [HostField] = [
        .legalName, .street, .postalCode, .city, .sector, .signatoryGivenName, .signatoryFamilyName,
        .signatoryCapacity, .signatoryEmail, .tutorGivenName, .tutorFamilyName, .tutorFunction, .activities,
    ]

    /// What the page calls it.
    package var label: String {
        switch self {
        case .legalName: "Nom de l’organisme"
        case .siret: "Numéro SIRET"
        case .street, .placeStreet: "Numéro et rue"
        case .complement: "Complément d’adresse"
        case .postalCode, .placePostalCode: "Code postal"
        case .city, .placeCity: "Ville"
        case .country, .placeCountry: "Pays, hors de France"
        case .sector: "Secteur d’activité"
        case .signatoryGivenName, .tutorGivenName: "Prénom"
        case .signatoryFamilyName, .tutorFamilyName: "Nom"
        case .signatoryCapacity, .tutorFunction: "Fonction"
        case .signatoryEmail, .tutorEmail: "Adresse électronique"
        case .tutorTelephone: "Téléphone"
        case .placeName: "Nom du lieu"
        case .activities: "Activités prévues"
        case .meals: "Repas"
        }
    }

    /// The same where no heading says what it belongs to.
    package var fullLabel: String {
        switch self {
        case .signatoryGivenName, .signatoryFamilyName, .signatoryCapacity, .signatoryEmail:
            "Signataire de l’organisme, \(label.lowercased())"
        case .tutorGivenName, .tutorFamilyName, .tutorFunction, .tutorEmail, .tutorTelephone:
            "Tuteur ou tutrice, \(label.lowercased())"
        case .placeName, .placeStreet, .placePostalCode, .placeCity, .placeCountry:
            "Lieu du stage, \(label.lowercased())"
        default: label
        }
    }

    /// What stands in its place while the rules look at everything else; never printed, never kept as data.
    var placeholder: String {
        switch self {
        case .siret: "99900004500016"
        case .postalCode, .placePostalCode: "75001"
        case .signatoryGivenName: "Madame,"
        case .signatoryFamilyName: "Monsieur"
        default: "À compléter"
        }
    }
}
