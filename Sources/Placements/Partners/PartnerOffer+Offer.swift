package import Offers
import Parties

extension PartnerOffer {
    /// An offer as a partner would have told it.
    package init(_ offer: Offer) {
        let posting = offer.posting
        self.init(
            title: posting.title, employer: Employer(posting.employer),
            grades: ConventionData.Grade.observing.filter(posting.grades.contains).map(\.rawValue),
            periods: posting.periods.map { Period(period: $0.period.formText, places: $0.places) },
            sites: posting.sites.map { site in
                Site(
                    street: site.address.street, complement: site.address.complement,
                    postalCode: site.address.postalCode, city: site.address.city)
            }, hours: Hours(posting.hours), tasks: posting.tasks, contact: Contact(offer.contact))
        conditions = posting.conditions
        let features = OfferAccessibility.Feature.allCases.filter(posting.accessibility.features.contains)
        accessibility = features.isEmpty ? nil : features.map(\.rawValue)
        accessibilityNote = posting.accessibility.note
        isRemote = posting.isRemote ? true : nil
        audience = Audience(offer.audience)
    }
}

extension PartnerOffer.Employer {
    fileprivate init(_ employer: Offers.Employer) {
        let (kind, body): (String, String?) =
            switch employer.kind {
            case .business: ("business", nil)
            case .association: ("association", nil)
            case .ministry(let name): ("ministry", name)
            case .localAuthority(let name): ("localAuthority", name)
            }
        self.init(
            legalName: employer.legalName, siret: employer.siret.digits, kind: kind, body: body,
            sector: employer.sector.rawValue, size: employer.size.rawValue, naf: employer.naf?.code,
            nafEdition: employer.naf?.edition.rawValue)
    }
}

extension PartnerOffer.Hours {
    fileprivate init(_ hours: WeeklyHours) {
        self.init()
        for index in Self.days.indices {
            self[index] = hours.slots[index + 1].map { slots in
                slots.map { PartnerOffer.Slot(from: $0.from.iso8601, to: $0.to.iso8601) }
            }
        }
    }
}

extension PartnerOffer.Audience {
    fileprivate init?(_ audience: OfferAudience) {
        switch audience {
        case .everyone: return nil
        case .priority(let kinds):
            self.init(priority: OfferAudience.PriorityKind.allCases.filter(kinds.contains).map(\.rawValue))
        case .schools(let schools): self.init(schools: schools.map(\.text).sorted())
        }
    }
}

extension PartnerOffer.Contact {
    fileprivate init(_ contact: OfferContact) {
        self.init(
            givenName: contact.name.given, familyName: contact.name.family, capacity: contact.capacity,
            email: contact.email.text, phone: contact.phone?.e164)
    }
}

extension Offer {
    /// Whether two offers say the same, whatever was found out about where their places are.
    func saysTheSame(as other: Offer) -> Bool { plain == other.plain }

    private var plain: Offer {
        var plain = self
        for index in plain.posting.sites.indices { plain.posting.sites[index].location = nil }
        plain.posting.periods.sort { $0.period.formText < $1.period.formText }
        plain.posting.hours.slots = plain.posting.hours.slots.filter { !$0.value.isEmpty }
        return plain
    }
}
