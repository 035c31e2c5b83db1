import Offers
import Parties

/// One row of a table of offers, by the headings of its cells.
struct PartnerRow {
    let number: Int
    let cells: [String]
    let places: [String: Int]

    var name: RemoteOfferID? { RemoteOfferID(self["remoteId"]) }

    private subscript(heading: String) -> String {
        guard let place = places[heading], cells.indices.contains(place) else { return "" }
        return cells[place]
    }

    private func some(_ heading: String) -> String? {
        let text = self[heading]
        return text.isEmpty ? nil : text
    }

    /// Words between spaces, commas or ends of lines.
    private func words(_ heading: String) -> [String] {
        self[heading].split { $0.isWhitespace || $0 == "," }.map(String.init)
    }

    /// - Throws: What cannot be taken apart; what the parts mean is for ``PartnerOffer`` to say.
    func offer() throws(PartnerFaults) -> PartnerOffer {
        var faults: [PartnerFault] = []
        let periods = periods(&faults)
        let hours = hours(&faults)
        let isRemote = isRemote(&faults)
        guard faults.isEmpty else { throw PartnerFaults(faults: faults) }
        var offer = PartnerOffer(
            title: self["title"], employer: employer, grades: words("grades"), periods: periods, sites: sites,
            hours: hours, tasks: self["tasks"], contact: contact)
        offer.conditions = some("conditions")
        offer.accessibility = words("accessibility")
        offer.accessibilityNote = some("accessibilityNote")
        offer.isRemote = isRemote
        if some("audience.priority") != nil || some("audience.schools") != nil {
            offer.audience = PartnerOffer.Audience(
                priority: some("audience.priority").map { _ in words("audience.priority") },
                schools: some("audience.schools").map { _ in words("audience.schools") })
        }
        return offer
    }

    private var employer: PartnerOffer.Employer {
        PartnerOffer.Employer(
            legalName: self["employer.legalName"], siret: self["employer.siret"].filter { !$0.isWhitespace },
            kind: self["employer.kind"], body: some("employer.body"), sector: self["employer.sector"],
            size: self["employer.size"], naf: some("employer.naf"), nafEdition: some("employer.nafEdition"))
    }

    private var contact: PartnerOffer.Contact {
        PartnerOffer.Contact(
            givenName: self["contact.givenName"], familyName: self["contact.familyName"],
            capacity: self["contact.capacity"], email: self["contact.email"], phone: some("contact.phone"))
    }

    /// Up to the last in which something is written: so the numbers of faults are those of the columns.
    private var sites: [PartnerOffer.Site] {
        let all = (1...OfferFault.maximumSites).map { number in
            PartnerOffer.Site(
                street: self["site\(number).street"], complement: some("site\(number).complement"),
                postalCode: self["site\(number).postalCode"], city: self["site\(number).city"])
        }
        let last = all.lastIndex { site in
            site.complement != nil || [site.street, site.postalCode, site.city].contains { !$0.isEmpty }
        }
        return last.map { Array(all[...$0]) } ?? []
    }

    /// « 2027-S11:2 2027-S12:1 »
    private func periods(_ faults: inout [PartnerFault]) -> [PartnerOffer.Period] {
        var periods: [PartnerOffer.Period] = []
        for word in words("periods") {
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[1].utf8.count <= 4, let places = Int(parts[1]) else {
                faults.append(Self.periodsUnreadable)
                return []
            }
            periods.append(PartnerOffer.Period(period: String(parts[0]), places: places))
        }
        return periods
    }

    /// « 09:00-12:00 13:30-17:00 »
    private func hours(_ faults: inout [PartnerFault]) -> PartnerOffer.Hours {
        var hours = PartnerOffer.Hours()
        for (index, day) in PartnerOffer.Hours.days.enumerated() {
            var slots: [PartnerOffer.Slot] = []
            for word in words("hours.\(day)") {
                let parts = word.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
                guard parts.count == 2 else {
                    faults.append(Self.hoursUnreadable(day))
                    break
                }
                slots.append(PartnerOffer.Slot(from: parts[0], to: parts[1]))
            }
            if !slots.isEmpty { hours[index] = slots }
        }
        return hours
    }

    private func isRemote(_ faults: inout [PartnerFault]) -> Bool? {
        switch self["isRemote"].lowercased() {
        case "": return nil
        case "yes", "oui", "true", "vrai": return true
        case "no", "non", "false", "faux": return false
        default:
            faults.append(
                PartnerFault("/isRemote", "notAChoice", BilingualText("oui ou non attendu.", "Expected yes or no.")))
            return nil
        }
    }

    // MARK: Faults

    static let noName = PartnerFault(
        "/remoteId", "notAName",
        BilingualText(
            "De 1 à \(RemoteOfferID.maximumLength) lettres, chiffres, - . : ou _ sans accent, une lettre ou un chiffre d’abord.",
            "Expected 1 to \(RemoteOfferID.maximumLength) letters, digits, - . : or _ of ASCII, a letter or a digit first."
        ))

    static func twice(_ former: Int) -> PartnerFault {
        PartnerFault(
            "/remoteId", "nameTwice",
            BilingualText("Ce nom est déjà à la ligne \(former).", "This name stands in line \(former) already."))
    }

    private static let periodsUnreadable = PartnerFault(
        "/periods", "notAPeriod",
        BilingualText(
            "Périodes et places attendues ainsi\u{A0}: 2027-S11:2 2027-S12:1.", "Expected 2027-S11:2 2027-S12:1."))

    private static func hoursUnreadable(_ day: String) -> PartnerFault {
        PartnerFault(
            "/hours/\(day)", "notATime",
            BilingualText(
                "Heures attendues ainsi\u{A0}: 09:00-12:00 13:30-17:00.", "Expected 09:00-12:00 13:30-17:00."))
    }
}
