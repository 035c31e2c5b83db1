import Parties
import Workflow

/// The page on which the host fills its part.
struct HostPartPage: Sendable {
    let page: PageFrame
    let placement: PlacementLines
    let path: String
    /// Where the script asks what is wrong; `nil` without a script.
    let checkPath: String?
    let formToken: String
    /// Why the school handed it back.
    let handedBack: String?
    /// Whether the form was kept a moment ago.
    let wasKept: Bool
    let summary: ProblemSummary?
    /// What nobody has written yet; `nil` when nothing is missing.
    let missing: ProblemSummary?
    let isComplete: Bool
    let advice: [String]
    let organisation, tutor, place, work, signatory: [Field]
    let days: [Day]
    let hoursProblem: String?

    /// Before each piece of advice.
    static let adviceLead = "À regarder encore\u{A0}: "

    struct Field: Sendable {
        let name: String
        let id: String
        let label: String
        let hint: String?
        let type: String
        let isLong: Bool
        let value: String
        let problem: String?
        let maximumLength: Int
    }

    struct Day: Sendable {
        let id: String
        /// « Lundi 14 juin »
        let name: String
        let problem: String?
        let times: [Time]
    }

    struct Time: Sendable {
        let name: String
        let id: String
        /// « Matin, début »
        let label: String
        let value: String
        let isWrong: Bool
        /// Identifier of the text that says what is wrong.
        let dayID: String
    }
}

extension PageWriter {
    func hostPartPage(
        _ view: PartView, _ form: LinkForm, _ outcome: PartOutcome?, hasScript: Bool
    ) -> HostPartPage {
        let (faults, missing) = (view.assessment.faults, view.assessment.missing)
        let title = "Votre partie de la convention de stage"
        let isRefused = outcome == .incomplete || !faults.isEmpty
        let problems = faults + (outcome == .incomplete ? missing : [])
        func fields(_ wanted: [HostField]) -> [HostPartPage.Field] {
            wanted.map { field in field.line(view.hostPart[field], view.assessment.problem(of: field.rawValue)) }
        }
        return HostPartPage(
            page: frame(isRefused ? "Erreur – \(title)" : title),
            placement: PlacementLines(view.outline, view.convention), path: form.path,
            checkPath: hasScript ? form.path + LinkPaths.partCheckSuffix : nil, formToken: form.formToken,
            handedBack: view.handedBack, wasKept: outcome == .kept,
            summary: ProblemSummary(problems.map { $0.line(isMissing: missing.contains($0)) }),
            missing: outcome == .incomplete ? nil : ProblemSummary(missing.map { $0.line(isMissing: false) }),
            isComplete: view.assessment.isComplete,
            advice: view.assessment.advice.map { HostPartPage.adviceLead + $0.text.french },
            organisation: fields([.legalName, .siret, .street, .complement, .postalCode, .city, .country, .sector]),
            tutor: fields([.tutorGivenName, .tutorFamilyName, .tutorFunction, .tutorEmail, .tutorTelephone]),
            place: fields([.placeName, .placeStreet, .placePostalCode, .placeCity, .placeCountry]),
            work: fields([.activities, .meals]),
            signatory: fields([.signatoryGivenName, .signatoryFamilyName, .signatoryCapacity, .signatoryEmail]),
            days: view.days.map { day(of: $0, view) }, hoursProblem: view.assessment.problem(of: HostPart.timetable))
    }

    private func day(of day: CalendarDate, _ view: PartView) -> HostPartPage.Day {
        let key = HostPart.key(day)
        let problem = view.assessment.problem(of: key)
        let used = (1...HostPart.slotsPerDay).last { !view.hostPart[HostPart.key(day, .from, $0)].isEmpty } ?? 2
        let times = (1...max(2, used)).flatMap { slot in
            [(HostPart.SlotEnd.from, "début"), (.to, "fin")].map { end, word in
                let name = HostPart.key(day, end, slot)
                return HostPartPage.Time(
                    name: name, id: name.elementID, label: "\(Self.slotName(slot)), \(word)",
                    value: view.hostPart[name],
                    isWrong: problem != nil, dayID: key.elementID)
            }
        }
        return HostPartPage.Day(
            id: key.elementID, name: Self.name(of: day), problem: problem, times: times)
    }

    /// « Lundi 14 juin 2027 »
    private static func name(of day: CalendarDate) -> String {
        let names = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"]
        return "\(names[day.weekday - 1]) \(FrenchDate.day(iso: day.iso8601))"
    }

    private static func slotName(_ slot: Int) -> String {
        switch slot {
        case 1: "Matin"
        case 2: "Après-midi"
        default: "Plage \(slot)"
        }
    }
}

extension PartAssessment {
    /// What is said beside a value; `nil` when nothing is wrong with it.
    func problem(of key: String) -> String? {
        let texts = faults.filter { $0.key == key }.map(\.text.french)
        return texts.isEmpty ? nil : texts.joined(separator: " ")
    }
}

extension PartAssessment.Remark {
    /// - Parameter isMissing: Said among things that are wrong, where a name alone would not say what is wrong with it.
    func line(isMissing: Bool) -> FormProblem {
        FormProblem(field: key.elementID, text: isMissing ? "À remplir\u{A0}: \(text.french)" : text.french)
    }
}

extension String {
    /// A place in the data as the identifier of an element.
    var elementID: String { "v-" + map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined() }
}

extension HostField {
    fileprivate func line(_ value: String, _ problem: String?) -> HostPartPage.Field {
        HostPartPage.Field(
            name: rawValue, id: rawValue.elementID, label: label, hint: hint, type: type,
            isLong: self == .activities || self == .meals, value: value, problem: problem,
            maximumLength: self == .activities ? 1500 : self == .meals ? 500 : 200)
    }

    private var type: String {
        switch self {
        case .signatoryEmail, .tutorEmail: "email"
        case .tutorTelephone: "tel"
        default: "text"
        }
    }

    private var hint: String? {
        switch self {
        case .siret: "14 chiffres\u{A0}; inutile hors de France"
        case .complement, .country, .placeCountry: "facultatif"
        case .placeName: "par exemple «\u{A0}Atelier\u{A0}»"
        case .sector: "par exemple «\u{A0}Menuiserie\u{A0}»"
        case .tutorFunction: "par exemple «\u{A0}Chef d’atelier\u{A0}»"
        case .signatoryCapacity: "par exemple «\u{A0}Gérante\u{A0}»"
        case .signatoryEmail: "l’invitation à signer y sera envoyée"
        case .tutorEmail, .tutorTelephone: "l’une des deux suffit"
        case .activities: "ce que l’élève observera et fera\u{A0}; 1500 caractères au plus"
        case .meals: "facultatif\u{A0}; par exemple «\u{A0}cantine de l’entreprise\u{A0}»"
        default: nil
        }
    }
}
