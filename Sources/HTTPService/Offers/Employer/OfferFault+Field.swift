import Offers
import Parties

extension OfferFault {
    /// The fault beside the field of the form where it is mended.
    func problem(in reading: OfferFormReading) -> OfferFormProblem {
        OfferFormProblem(field: field(in: reading), text: sentence)
    }

    private func field(in reading: OfferFormReading) -> String {
        switch self {
        case .of(let fault): fault.field(reading.siteNumbers)
        case .noGrade, .gradeNotServed: OfferFormName.grades
        case .noPeriod, .periodTwice, .otherSchoolYear, .periodWithoutGrade, .gradeWithoutPeriod:
            OfferFormName.periods
        case .placesOutOfRange(let found):
            reading.provisional.posting.periods.first { $0.places == found }.map { OfferFormName.places($0.period) }
                ?? OfferFormName.periods
        case .noSite, .tooManySites, .siteAbroad: OfferFormName.site(1, .street)
        case .noHours: OfferFormName.hours
        case .reservedForNobody:
            reading.provisional.audience == .schools([]) ? OfferFormName.schools : OfferFormName.audience
        case .tooManySchools: OfferFormName.schools
        }
    }

    /// Without the place in the data, which nobody sees here.
    private var sentence: String {
        guard case .of(let fault) = self else { return text.french }
        switch fault.code {
        case .emptyText: return "À remplir."
        // What a pupil reads is no contact sheet.
        case .contactInText:
            return
                "N’écrivez ici ni adresse électronique ni numéro de téléphone\u{A0}: l’établissement vous met en relation."
        default: return fault.statement(in: .french).capitalizedSentence
        }
    }
}

extension ConventionFault {
    fileprivate func field(_ siteNumbers: [Int]) -> String {
        let names = [
            "title": OfferFormName.title, "employer/legalName": OfferFormName.legalName,
            "employer/kind": OfferFormName.body, "tasks": OfferFormName.tasks, "conditions": OfferFormName.conditions,
            "accessibility/note": OfferFormName.accessibilityNote, "contact/givenName": OfferFormName.givenName,
            "contact/familyName": OfferFormName.familyName, "contact/capacity": OfferFormName.capacity,
        ]
        if let name = names[path] { return name }
        if code == .barStatementMissing { return OfferFormName.tasks }
        guard path.hasPrefix("sites/") else {
            return cause.day.map { OfferFormName.day($0.weekday) } ?? OfferFormName.hours
        }
        let parts: [String: OfferFormName.SitePart] = [
            "street": .street, "complement": .complement, "postalCode": .postalCode, "city": .city,
        ]
        let index = Int(path.filter(\.isNumber)).map { $0 - 1 } ?? 0
        let number = siteNumbers.indices.contains(index) ? siteNumbers[index] : 1
        return OfferFormName.site(number, path.split(separator: "/").last.flatMap { parts[String($0)] } ?? .street)
    }
}

extension String {
    /// With a capital first and a full stop last.
    fileprivate var capitalizedSentence: String {
        prefix(1).uppercased() + dropFirst() + (hasSuffix(".") || hasSuffix(")") && contains(". ") ? "" : ".")
    }
}
