import Applications
import Offers
import Parties

enum Sample {
    /// Of each kind at least one.
    static let events: [ApplicationEvent] =
        [
            .drafted, .edited, .sent, .seen, .wrote, .accepted, .confirmed, .withdrawn, .supplanted, .expired,
            .offerEnded,
        ] + DeclineReason.allCases.map(ApplicationEvent.declined)
        + CancelReason.allCases.map(ApplicationEvent.cancelled)

    static let states: [ApplicationState] =
        [
            .notBegun, .drafted, .sent, .seen, .inDiscussion, .accepted, .confirmed, .withdrawn, .supplanted, .expired,
            .offerEnded,
        ] + DeclineReason.allCases.map(ApplicationState.declined)
        + CancelReason.allCases.map(ApplicationState.cancelledBySchool)

    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(iso8601: text) else { preconditionFailure(text) }
        return date
    }

    static func week(_ year: Int, _ number: Int) -> OfferPeriod {
        guard let week = ISOWeek(year: year, number: number) else { preconditionFailure("no week \(number)") }
        return .week(week)
    }

    static func id(_ number: Int) -> ApplicationID { made(number) { ApplicationID($0) } }

    static func offer(_ number: Int) -> OfferID { made(number) { OfferID($0) } }

    private static func made<Reference>(_ number: Int, _ make: (String) -> Reference?) -> Reference {
        let letters = Array("abcdefghijkmnpqrstuvwxyz")
        let text = String(repeating: "a", count: 18) + String([letters[number / 24 % 24], letters[number % 24]])
        guard let reference = make(text) else { preconditionFailure(text) }
        return reference
    }

    static func application(motivation: String = "J’aime travailler le bois et j’aimerais voir un atelier.")
        -> Application
    {
        guard let reference = PupilReference("2de4-17"), let uai = UAI("0990011Z") else {
            preconditionFailure("sample")
        }
        return Application(
            id: id(1), offer: offer(1),
            applicant: Applicant(
                reference: reference, name: PersonName(given: "Awa", family: "Diallo"), grade: .troisieme,
                className: "3e 2",
                school: uai, schoolName: "Collège Jean Moulin", schoolCity: "Valmont-sur-Orge"),
            period: week(2026, 50), motivation: motivation)
    }
}
