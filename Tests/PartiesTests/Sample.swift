import Parties
import Testing

/// A minor of a public lycée with one representative who signs; every test changes what it is about.
func sampleConvention() throws -> ConventionData {
    let address = PostalAddress(street: "1 rue du Test", postalCode: "99000", city: "Essai")
    let day = try date("2027-06-14")
    return ConventionData(
        pupil: .init(
            name: PersonName(given: "Ada", family: "Nkemba"), birthDate: try date("2011-05-02"), grade: .seconde,
            className: "2de 1"),
        representatives: [.init(name: PersonName(given: "Ida", family: "Nkemba"), capacity: "Mère")],
        school: .init(
            name: "Lycée d’essai", uai: try #require(UAI("0951099D")), address: address, status: .public,
            head: .init(name: PersonName(given: "Léo", family: "Marin"), capacity: "Proviseur"),
            referentTeacher: .init(name: PersonName(given: "Max", family: "Petit")),
            boardDeliberation: try date("2026-10-15")),
        host: .init(
            legalName: "Essais SARL", siret: SIRET("99900001100018"), address: address, sector: "Essais",
            representative: .init(name: PersonName(given: "Zoé", family: "Blanc"), capacity: "Gérante"),
            tutor: .init(name: PersonName(given: "Guy", family: "Noir"), function: "Technicien")),
        placement: .init(
            start: day, end: try date("2027-06-25"), places: [.init(address: address)],
            timetable: [.init(date: day, slots: [try slot("09:00", "12:00"), try slot("13:00", "17:00")])],
            activities: "Observation."),
        signing: .init(place: "Essai", required: [.student, .representative1, .school, .employer]))
}

func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }

func slot(_ from: String, _ to: String) throws -> ConventionData.TimeSlot {
    .init(from: try #require(TimeOfDay(iso8601: from)), to: try #require(TimeOfDay(iso8601: to)))
}
