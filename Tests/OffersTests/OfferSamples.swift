import Offers
import Parties

/// One offer and events of every kind.
enum Sample {
    static let edited = OfferEvent.edited(OfferEdit(needsModeration: false, placesLeft: 3))
    static let clearance = OfferClearance(isSIRETChecked: true, isAddressChecked: true)

    /// Of each kind at least one, with what decides about the next state.
    static let events: [OfferEvent] = [
        .drafted, edited, .edited(OfferEdit(needsModeration: true, placesLeft: 3)),
        .edited(OfferEdit(needsModeration: false, placesLeft: 0)), .submitted, .published(clearance),
        .published(OfferClearance(isSIRETChecked: false, isAddressChecked: true)),
        .published(OfferClearance(isSIRETChecked: true, isAddressChecked: false)),
        .refused(reason: "Le lieu n’existe pas"),
        .refused(reason: " "), .refused(reason: "Appelez le 06 39 98 12 34"), .filled(placesLeft: 0),
        .filled(placesLeft: 1),
        .freed(placesLeft: 1), .freed(placesLeft: 0), .paused, .resumed(placesLeft: 2), .resumed(placesLeft: 0),
        .expired,
        .withdrawn, .reported(.danger),
    ]

    static let states: [OfferState] = [
        .notBegun, .draft, .submitted, .published, .full, .paused, .expired, .withdrawn,
        .refusedByModeration(reason: "Le lieu n’existe pas"),
    ]

    static func time(_ text: String) -> TimeOfDay {
        guard let time = TimeOfDay(iso8601: text) else { preconditionFailure(text) }
        return time
    }

    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(iso8601: text) else { preconditionFailure(text) }
        return date
    }

    static func week(_ year: Int, _ number: Int) -> OfferPeriod {
        guard let week = ISOWeek(year: year, number: number) else { preconditionFailure("no week \(number)") }
        return .week(week)
    }

    static func slots(_ texts: (String, String)...) -> [ConventionData.TimeSlot] {
        texts.map { ConventionData.TimeSlot(from: time($0.0), to: time($0.1)) }
    }

    static let usualDay = slots(("09:00", "12:00"), ("13:00", "17:00"))

    static let hours = WeeklyHours(Dictionary(uniqueKeysWithValues: (1...5).map { ($0, usualDay) }))

    static func offer(_ change: (inout Offer) -> Void = { _ in }) -> Offer {
        guard let siret = SIRET("35600000000048"), let email = MailboxAddress("claire@exemple.fr") else {
            preconditionFailure("sample")
        }
        let employer = Employer(
            legalName: "Boulangerie Martin", siret: siret, kind: .business, sector: .foodIndustry, size: .under10)
        let posting = PublicOffer(
            title: "Découvrir le métier de boulangère", employer: employer, grades: [.troisieme, .seconde],
            periods: [OfferedPeriod(week(2026, 50), places: 2), OfferedPeriod(.fortnight(year: 2027), places: 1)],
            sites: [
                OfferSite(
                    address: PostalAddress(street: "12 rue des Lilas", postalCode: "94000", city: "Créteil"),
                    location: GeoPoint(latitude: 48.79, longitude: 2.455))
            ], tasks: "Observer la préparation des pâtes, l’accueil des clients et la tenue de la caisse.", hours: hours
        )
        var offer = Offer(
            posting: posting,
            contact: OfferContact(
                name: PersonName(given: "Claire", family: "Martin"), capacity: "Gérante", email: email,
                phone: PhoneNumber("0639981234")))
        change(&offer)
        return offer
    }
}
