package import Offers
package import Parties

/// Something wrong with an offer that a partner told, and where.
package struct PartnerFault: Error, Hashable, Sendable {
    /// JSON Pointer (RFC 6901) into the offer.
    package let pointer: String
    /// What a program may look for.
    package let code: String
    package let text: BilingualText

    package init(_ pointer: String, _ code: String, _ text: BilingualText) {
        (self.pointer, self.code, self.text) = (pointer, code, text)
    }

    package init(_ fault: OfferFault, in offer: Offer) {
        switch fault {
        case .of(let fault):
            self.init(
                Self.pointer(fault), fault.code.rawValue,
                BilingualText(fault.statement(in: .french), fault.statement(in: .english)))
        default: self.init(fault.pointer(in: offer), fault.name, fault.text)
        }
    }

    /// What is refused because of what is there already; `nil` for what is said of no member.
    package init?(_ error: PlacementError) {
        switch error {
        case .otherEmployer:
            self.init(
                "/employer/siret", "otherEmployer",
                BilingualText(
                    "L’offre de ce nom est écrite sous un autre numéro SIRET\u{A0}: pour un autre, employez un autre nom.",
                    "The offer of this name was written under another SIRET: use another name for another employer."))
        case .placesTaken:
            self.init(
                "/periods", "placesTaken",
                BilingualText(
                    "Des élèves ont déjà une place dans une de ces périodes\u{A0}: gardez au moins autant de places.",
                    "Pupils have places in one of these periods: keep as many at least."))
        default: return nil
        }
    }

    /// « sites/site[2]/street » is `/sites/1/street`; what is said of a day is said of the hours.
    private static func pointer(_ fault: ConventionFault) -> String {
        let steps = fault.path.split(separator: "/").map(String.init)
        switch steps.first {
        case "title", "tasks", "conditions", "contact": return "/" + steps.joined(separator: "/")
        case "employer": return steps.last == "kind" ? "/employer/body" : "/" + steps.joined(separator: "/")
        case "accessibility": return "/accessibilityNote"
        case "sites":
            let number = Int(steps.dropFirst().first?.filter(\.isNumber) ?? "") ?? 1
            return (["", "sites", String(number - 1)] + steps.dropFirst(2)).joined(separator: "/")
        default: return fault.code == .barStatementMissing ? "/tasks" : "/hours"
        }
    }

    /// Whether one of the two stands inside of what the other is said of.
    func concerns(_ other: PartnerFault) -> Bool {
        pointer == other.pointer || pointer.hasPrefix(other.pointer + "/") || other.pointer.hasPrefix(pointer + "/")
    }
}

extension OfferFault {
    fileprivate func pointer(in offer: Offer) -> String {
        switch self {
        case .of: ""
        case .noGrade, .gradeNotServed: "/grades"
        case .noPeriod, .periodTwice, .otherSchoolYear, .periodWithoutGrade, .gradeWithoutPeriod: "/periods"
        case .placesOutOfRange(let found):
            offer.posting.periods.firstIndex { $0.places == found }.map { "/periods/\($0)/places" } ?? "/periods"
        case .noSite, .tooManySites, .siteAbroad: "/sites"
        case .noHours: "/hours"
        case .reservedForNobody: "/audience"
        case .tooManySchools: "/audience/schools"
        }
    }

    fileprivate var name: String {
        switch self {
        case .of(let fault): fault.code.rawValue
        case .noGrade: "noGrade"
        case .gradeNotServed: "gradeNotServed"
        case .noPeriod: "noPeriod"
        case .periodTwice: "periodTwice"
        case .otherSchoolYear: "otherSchoolYear"
        case .periodWithoutGrade: "periodWithoutGrade"
        case .gradeWithoutPeriod: "gradeWithoutPeriod"
        case .placesOutOfRange: "placesOutOfRange"
        case .noSite: "noSite"
        case .tooManySites: "tooManySites"
        case .siteAbroad: "siteAbroad"
        case .noHours: "noHours"
        case .reservedForNobody: "reservedForNobody"
        case .tooManySchools: "tooManySchools"
        }
    }
}
