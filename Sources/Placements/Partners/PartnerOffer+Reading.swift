package import Offers
package import Parties

/// Everything that is wrong with an offer of a partner.
package struct PartnerFaults: Error, Hashable, Sendable {
    package let faults: [PartnerFault]

    package init(faults: [PartnerFault]) { self.faults = faults }
}

extension PartnerOffer {
    /// What it says, held against the rules by which a form is.
    ///
    /// - Parameter calendar: The dates of seconde.
    /// - Throws: Everything that is wrong, each thing once.
    package func offer(calendar: PlacementCalendar) throws(PartnerFaults) -> Offer {
        var reader = PartnerOfferReader(written: self)
        let offer = reader.offer()
        // What is there only because something could not be read is not told again.
        let others = (offer?.faults(calendar: calendar) ?? []).compactMap { fault in
            offer.map { PartnerFault(fault, in: $0) }
        }.filter { fault in !reader.faults.contains { $0.concerns(fault) } }
        var told: Set<PartnerFault> = []
        let all = (reader.faults + others).filter { told.insert($0).inserted }
        guard let offer, all.isEmpty else { throw PartnerFaults(faults: all) }
        return offer
    }
}

/// Reads one offer and notes what it cannot read.
private struct PartnerOfferReader {
    let written: PartnerOffer
    var faults: [PartnerFault] = []

    /// `nil` when there is nothing that could stand for what was not read.
    mutating func offer() -> Offer? {
        let (employer, contact) = (employer(), contact())
        let periods = periods()
        let (hours, audience) = (hours(), audience())
        let grades = choices("/grades", written.grades, ConventionData.Grade.observing)
        let features = choices("/accessibility", written.accessibility ?? [], OfferAccessibility.Feature.allCases)
        guard let employer, let contact else { return nil }
        let sites = written.sites.map { site in
            OfferSite(
                address: PostalAddress(
                    street: site.street, complement: site.complement, postalCode: site.postalCode, city: site.city))
        }
        var posting = PublicOffer(
            title: written.title, employer: employer, grades: Set(grades), periods: periods, sites: sites,
            tasks: written.tasks, hours: hours)
        posting.conditions = written.conditions
        posting.accessibility = OfferAccessibility(features: Set(features), note: written.accessibilityNote)
        posting.isRemote = written.isRemote ?? false
        return Offer(posting: posting, audience: audience, contact: contact)
    }

    private mutating func note(_ pointer: String, _ code: String, _ french: String, _ english: String) {
        faults.append(PartnerFault(pointer, code, BilingualText(french, english)))
    }

    /// One of a few words; `nil` for any other, which is noted.
    private mutating func choice<Value>(
        _ pointer: String, _ value: Value?, _ words: [String]
    ) -> Value? {
        if value == nil {
            let list = words.joined(separator: ", ")
            note(
                pointer, "notAChoice", "Valeur inconnue\u{A0}; valeurs possibles\u{A0}: \(list).",
                "Unknown value; expected one of: \(list).")
        }
        return value
    }

    private mutating func choices<Value: RawRepresentable>(
        _ pointer: String, _ texts: [String], _ all: [Value]
    ) -> [Value] where Value.RawValue == String {
        let words = all.map(\.rawValue)
        // What is longer repeats itself or is somebody's mistake, of which the first lines tell enough.
        return texts.prefix(Self.maximumLines).enumerated().compactMap { index, text in
            choice("\(pointer)/\(index)", all.first { $0.rawValue == text }, words)
        }
    }

    private static let maximumLines = 2 * OfferPeriod.slotCount

    // MARK: Employer and contact

    private mutating func employer() -> Employer? {
        let told = written.employer
        let siret = SIRET(told.siret)
        if siret == nil {
            note("/employer/siret", "notASIRET", "Un numéro SIRET a 14 chiffres.", "A SIRET has 14 digits.")
        }
        let kind = choice("/employer/kind", kind(), PartnerOffer.kinds)
        let sector = choice(
            "/employer/sector", Sector(rawValue: told.sector), Sector.allCases.map(\.rawValue))
        let size = choice(
            "/employer/size", Employer.Size(rawValue: told.size), Employer.Size.allCases.map(\.rawValue))
        let naf = naf()
        guard let siret, let kind, let sector, let size else { return nil }
        return Employer(
            legalName: told.legalName, siret: siret, kind: kind, sector: sector, size: size, naf: naf)
    }

    private func kind() -> Employer.Kind? {
        let body = written.employer.body ?? ""
        return switch written.employer.kind {
        case "business": .business
        case "association": .association
        case "ministry": .ministry(name: body)
        case "localAuthority": .localAuthority(name: body)
        default: nil
        }
    }

    private mutating func naf() -> NAFCode? {
        let given = written.employer.nafEdition ?? NAFCode.Edition.revision2.rawValue
        let edition = choice(
            "/employer/nafEdition", NAFCode.Edition(rawValue: given), NAFCode.Edition.allCases.map(\.rawValue))
        guard let text = written.employer.naf else { return nil }
        let code = NAFCode(text, edition: edition ?? .revision2)
        if code == nil {
            note(
                "/employer/naf", "notANAFCode", "Un code NAF a quatre chiffres et une lettre, par exemple 56.30Z.",
                "A NAF code has four digits and a letter, such as 56.30Z.")
        }
        return code
    }

    private mutating func contact() -> OfferContact? {
        let told = written.contact
        let email = MailboxAddress(told.email)
        if email == nil {
            note(
                "/contact/email", "notAnEMailAddress", "Ce n’est pas une adresse électronique.",
                "This is no e-mail address.")
        }
        let phone = told.phone.flatMap(PhoneNumber.init)
        if phone == nil, told.phone != nil {
            note(
                "/contact/phone", "notAPhoneNumber", "Ce n’est pas un numéro de téléphone.",
                "This is no telephone number.")
        }
        return email.map { email in
            OfferContact(
                name: PersonName(given: told.givenName, family: told.familyName), capacity: told.capacity,
                email: email, phone: phone)
        }
    }

    // MARK: When

    private mutating func periods() -> [OfferedPeriod] {
        written.periods.prefix(Self.maximumLines).enumerated().compactMap { index, told in
            guard let period = OfferPeriod(formText: told.period) else {
                note(
                    "/periods/\(index)/period", "notAPeriod",
                    "Période attendue, par exemple 2027-S11, 2de-2027, 2de-2027-1 ou 2de-2027-2.",
                    "Expected a period such as 2027-S11, 2de-2027, 2de-2027-1 or 2de-2027-2.")
                return nil
            }
            return OfferedPeriod(period, places: told.places)
        }
    }

    private mutating func hours() -> WeeklyHours {
        var slots: [Int: [ConventionData.TimeSlot]] = [:]
        for (index, day) in PartnerOffer.Hours.days.enumerated() {
            for (number, told) in (written.hours[index] ?? []).enumerated() {
                let pointer = "/hours/\(day)/\(number)"
                guard let start = TimeOfDay(iso8601: told.from), let end = TimeOfDay(iso8601: told.to) else {
                    note(pointer, "notATime", "Heures attendues ainsi\u{A0}: 09:00.", "Expected hours such as 09:00.")
                    continue
                }
                guard start < end else {
                    note(
                        pointer, "slotEndsBeforeStart", "L’heure de fin vient après l’heure de début.",
                        "The end comes after the start.")
                    continue
                }
                slots[index + 1, default: []].append(ConventionData.TimeSlot(from: start, to: end))
            }
        }
        return WeeklyHours(slots)
    }

    // MARK: For whom

    private mutating func audience() -> OfferAudience {
        guard let told = written.audience else { return .everyone }
        switch (told.priority, told.schools) {
        case (nil, nil):
            // A name that is mistyped would open a reserved offer to everybody.
            note(
                "/audience", "audienceUnknown",
                "« priority » ou « schools » attendu\u{A0}; sans réserve, n’envoyez pas « audience ».",
                "Expected « priority » or « schools »; leave « audience » out to reserve nothing.")
            return .everyone
        case (.some(let kinds), nil):
            return .priority(Set(choices("/audience/priority", kinds, OfferAudience.PriorityKind.allCases)))
        case (nil, .some(let schools)):
            let read = schools.prefix(OfferFault.maximumSchools + 1).enumerated().compactMap { index, text in
                if UAI(text) == nil {
                    note(
                        "/audience/schools/\(index)", "notAUAI",
                        "Numéro d’établissement (UAI) attendu, par exemple 0940120V.",
                        "Expected the number of a school (UAI), such as 0940120V.")
                }
                return UAI(text)
            }
            return .schools(Set(read))
        case (.some, .some):
            note(
                "/audience", "audienceTwice",
                "Réservez l’offre à l’éducation prioritaire ou à des établissements, pas aux deux.",
                "Reserve the offer for priority education or for schools, not for both.")
            return .everyone
        }
    }
}
