import Offers
import Parties
import Placements

extension OfferForm {
    /// What an offer says, as somebody would have typed it.
    init(_ offer: Offer) {
        self.init()
        fill(offer.posting.employer)
        fill(offer.contact)
        let posting = offer.posting
        self[OfferFormName.title] = posting.title
        self[OfferFormName.tasks] = posting.tasks
        self[OfferFormName.conditions] = posting.conditions ?? ""
        self[OfferFormName.accessibilityNote] = posting.accessibility.note ?? ""
        self[OfferFormName.remote] = posting.isRemote ? Self.yes : ""
        for grade in posting.grades { self[OfferFormName.grade + grade.rawValue] = Self.yes }
        for feature in posting.accessibility.features { self[OfferFormName.feature + feature.rawValue] = Self.yes }
        for offered in posting.periods { self[OfferFormName.places(offered.period)] = String(offered.places) }
        fill(posting.sites.map(\.address))
        fill(posting.hours)
        fill(offer.audience)
    }

    mutating func fill(_ employer: Employer) {
        self[OfferFormName.siret] = employer.siret.digits
        self[OfferFormName.legalName] = employer.legalName
        self[OfferFormName.kind] = EmployerKindChoice(employer.kind).rawValue
        switch employer.kind {
        case .ministry(let name), .localAuthority(let name): self[OfferFormName.body] = name
        case .business, .association: break
        }
        self[OfferFormName.sector] = employer.sector.rawValue
        self[OfferFormName.size] = employer.size.rawValue
        self[OfferFormName.naf] = employer.naf?.code ?? ""
        self[OfferFormName.nafEdition] = employer.naf?.edition.rawValue ?? ""
    }

    /// What a school knows of a host that it invites; whom to ask for there stays as it is.
    mutating func fill(_ invitation: HostInvitation) {
        self[OfferFormName.siret] = invitation.siret.digits
        self[OfferFormName.legalName] = invitation.name
        if let sector = invitation.sector { self[OfferFormName.sector] = sector.rawValue }
        if let grade = invitation.grade, ConventionData.Grade.observing.contains(grade) {
            self[OfferFormName.grade + grade.rawValue] = Self.yes
        }
        if let address = invitation.address, !address.city.isEmpty { fill([address]) }
        if invitation.isReserved { fill(.schools([invitation.school])) }
    }

    mutating func fill(_ contact: OfferContact) {
        self[OfferFormName.givenName] = contact.name.given
        self[OfferFormName.familyName] = contact.name.family
        self[OfferFormName.capacity] = contact.capacity
        self[OfferFormName.email] = contact.email.text
        self[OfferFormName.phone] = contact.phone?.e164 ?? ""
    }

    mutating func fill(_ addresses: [PostalAddress]) {
        siteCount = addresses.count
        for (index, address) in addresses.prefix(OfferFault.maximumSites).enumerated() {
            self[OfferFormName.site(index + 1, .street)] = address.street
            self[OfferFormName.site(index + 1, .complement)] = address.complement ?? ""
            self[OfferFormName.site(index + 1, .postalCode)] = address.postalCode
            self[OfferFormName.site(index + 1, .city)] = address.city
        }
    }

    private mutating func fill(_ hours: WeeklyHours) {
        for (day, slots) in hours.slots {
            for (index, slot) in slots.prefix(Self.slotsPerDay).enumerated() {
                self[OfferFormName.time(day, index + 1, .from)] = slot.from.iso8601
                self[OfferFormName.time(day, index + 1, .to)] = slot.to.iso8601
            }
        }
    }

    private mutating func fill(_ audience: OfferAudience) {
        self[OfferFormName.audience] = AudienceChoice(audience).rawValue
        switch audience {
        case .everyone: break
        case .priority(let kinds):
            for kind in kinds { self[OfferFormName.priority + kind.rawValue] = Self.yes }
        case .schools(let schools):
            self[OfferFormName.schools] = schools.map(\.text).sorted().joined(separator: " ")
        }
    }
}

/// The kind of an employer without its name, as a form asks for it.
enum EmployerKindChoice: String, CaseIterable {
    case business = "entreprise"
    case association = "association"
    case ministry = "etat"
    case localAuthority = "collectivite"

    init(_ kind: Employer.Kind) {
        switch kind {
        case .business: self = .business
        case .association: self = .association
        case .ministry: self = .ministry
        case .localAuthority: self = .localAuthority
        }
    }

    func kind(named name: String) -> Employer.Kind {
        switch self {
        case .business: .business
        case .association: .association
        case .ministry: .ministry(name: name)
        case .localAuthority: .localAuthority(name: name)
        }
    }

    var label: String {
        switch self {
        case .business: "Entreprise, artisan, profession libérale"
        case .association: "Association"
        case .ministry: "Service de l’État"
        case .localAuthority: "Collectivité ou organisme public"
        }
    }
}

/// For whom an offer is, without the list, as a form asks for it.
enum AudienceChoice: String, CaseIterable {
    case everyone = "tous"
    case priority = "prioritaire"
    case schools = "etablissements"

    init(_ audience: OfferAudience) {
        switch audience {
        case .everyone: self = .everyone
        case .priority: self = .priority
        case .schools: self = .schools
        }
    }

    var label: String {
        switch self {
        case .everyone: "À tous les élèves des classes choisies"
        case .priority: "Aux élèves de l’éducation prioritaire"
        case .schools: "À certains établissements scolaires"
        }
    }
}
