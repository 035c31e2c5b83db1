private import Foundation
import Offers
import Parties
import Placements

/// What everybody may see of an offer, as it is kept: JSON in a column of its own.
struct OfferPostingRecord: Codable {
    struct Period: Codable {
        let year: Int
        let slot: Int
        let places: Int
    }

    struct Slot: Codable {
        let day: Int
        let from: String
        let to: String
    }

    struct Site: Codable {
        let street: String
        let complement: String?
        let postalCode: String
        let city: String
        let country: String?
        let latitude: Double?
        let longitude: Double?
    }

    let title: String
    let legalName: String
    let siret: String
    let kind: String
    let body: String?
    let sector: String
    let size: String
    let naf: String?
    let nafEdition: String?
    let grades: [String]
    let periods: [Period]
    let sites: [Site]
    let tasks: String
    let conditions: String?
    let accessibility: [String]
    let accessibilityNote: String?
    let hours: [Slot]
    let isRemote: Bool
}

extension OfferPostingRecord {
    init(_ posting: PublicOffer) {
        let employer = posting.employer
        title = posting.title
        legalName = employer.legalName
        siret = employer.siret.digits
        (kind, body) = Self.kind(employer.kind)
        sector = employer.sector.rawValue
        size = employer.size.rawValue
        naf = employer.naf?.code
        nafEdition = employer.naf?.edition.rawValue
        grades = posting.grades.map(\.rawValue).sorted()
        periods = posting.periods.map {
            Period(year: $0.period.schoolYear.start, slot: $0.period.slot, places: $0.places)
        }
        sites = posting.sites.map(Site.init)
        tasks = posting.tasks
        conditions = posting.conditions
        accessibility = posting.accessibility.features.map(\.rawValue).sorted()
        accessibilityNote = posting.accessibility.note
        hours = posting.hours.slots.sorted { $0.key < $1.key }.flatMap { day, slots in
            slots.map { Slot(day: day, from: $0.from.iso8601, to: $0.to.iso8601) }
        }
        isRemote = posting.isRemote
    }

    private static func kind(_ kind: Employer.Kind) -> (String, String?) {
        switch kind {
        case .business: ("business", nil)
        case .association: ("association", nil)
        case .ministry(let name): ("ministry", name)
        case .localAuthority(let name): ("localAuthority", name)
        }
    }

    /// - Throws: ``OfferStoreError/damaged(_:)`` when a value is none that was ever written.
    func posting() throws -> PublicOffer {
        var posting = PublicOffer(
            title: title, employer: try employer(),
            grades: Set(try grades.map { try known($0, ConventionData.Grade.init) }),
            periods: try periods.map(Self.period), sites: sites.map(\.site), tasks: tasks, hours: try weeklyHours())
        posting.conditions = conditions
        posting.accessibility = OfferAccessibility(
            features: Set(try accessibility.map { try known($0, OfferAccessibility.Feature.init) }),
            note: accessibilityNote)
        posting.isRemote = isRemote
        return posting
    }

    private func employer() throws -> Employer {
        let kind: Employer.Kind =
            switch self.kind {
            case "business": .business
            case "association": .association
            case "ministry": .ministry(name: body ?? "")
            case "localAuthority": .localAuthority(name: body ?? "")
            default: throw OfferStoreError.damaged("offer of an unknown kind of employer")
            }
        let edition = nafEdition.flatMap(NAFCode.Edition.init)
        return Employer(
            legalName: legalName, siret: try known(siret, SIRET.init), kind: kind,
            sector: try known(sector, Sector.init),
            size: try known(size, Employer.Size.init),
            naf: naf.flatMap { text in edition.flatMap { NAFCode(text, edition: $0) } })
    }

    private static func period(_ record: Period) throws -> OfferedPeriod {
        guard let period = OfferPeriod(slot: record.slot, of: SchoolYear(start: record.year)) else {
            throw OfferStoreError.damaged("offer with an unknown period")
        }
        return OfferedPeriod(period, places: record.places)
    }

    private func weeklyHours() throws -> WeeklyHours {
        var slots: [Int: [ConventionData.TimeSlot]] = [:]
        for slot in hours {
            slots[slot.day, default: []].append(
                ConventionData.TimeSlot(
                    from: try known(slot.from, TimeOfDay.init(iso8601:)),
                    to: try known(slot.to, TimeOfDay.init(iso8601:))))
        }
        return WeeklyHours(slots)
    }
}

extension OfferPostingRecord.Site {
    fileprivate init(_ site: OfferSite) {
        let address = site.address
        (street, complement, postalCode) = (address.street, address.complement, address.postalCode)
        (city, country) = (address.city, address.country)
        (latitude, longitude) = (site.location?.latitude, site.location?.longitude)
    }

    fileprivate var site: OfferSite {
        let location = latitude.flatMap { latitude in
            longitude.flatMap { GeoPoint(latitude: latitude, longitude: $0) }
        }
        return OfferSite(
            address: PostalAddress(
                street: street, complement: complement, postalCode: postalCode, city: city, country: country),
            location: location)
    }
}

/// For whom an offer is, as it is kept.
struct OfferAudienceRecord: Codable {
    var priority: [String]?
    var schools: [String]?

    init(_ audience: OfferAudience) {
        switch audience {
        case .everyone: break
        case .priority(let kinds): priority = kinds.map(\.rawValue).sorted()
        case .schools(let list): schools = list.map(\.text).sorted()
        }
    }

    func audience() throws -> OfferAudience {
        if let priority { return .priority(Set(try priority.map { try known($0, OfferAudience.PriorityKind.init) })) }
        if let schools { return .schools(Set(try schools.map { try known($0, UAI.init) })) }
        return .everyone
    }
}

/// How the host is reached, as it is sealed.
struct OfferContactRecord: Codable {
    let given: String
    let family: String
    let capacity: String
    let email: String
    let phone: String?

    init(_ contact: OfferContact) {
        (given, family, capacity) = (contact.name.given, contact.name.family, contact.capacity)
        (email, phone) = (contact.email.text, contact.phone?.e164)
    }

    func contact() throws -> OfferContact {
        OfferContact(
            name: PersonName(given: given, family: family), capacity: capacity,
            email: try known(email, MailboxAddress.init), phone: phone.flatMap { PhoneNumber($0) })
    }
}

/// What an event says beyond its kind, as it is kept.
struct OfferEventDetail: Codable {
    var needsModeration: Bool?
    var placesLeft: Int?
    var isSIRETChecked: Bool?
    var isAddressChecked: Bool?
    var reason: String?
    var abuse: String?

    init(_ event: OfferEvent) {
        switch event {
        case .edited(let edit): (needsModeration, placesLeft) = (edit.needsModeration, edit.placesLeft)
        case .published(let clearance):
            (isSIRETChecked, isAddressChecked) = (clearance.isSIRETChecked, clearance.isAddressChecked)
        case .refused(let reason): self.reason = reason
        case .filled(let left), .freed(let left), .resumed(let left): placesLeft = left
        case .reported(let kind): abuse = kind.rawValue
        case .drafted, .submitted, .paused, .expired, .withdrawn: break
        }
    }

    func event(_ kind: OfferEvent.Kind) throws -> OfferEvent {
        let left = placesLeft ?? 0
        switch kind {
        case .drafted: return .drafted
        case .edited: return .edited(OfferEdit(needsModeration: needsModeration ?? true, placesLeft: left))
        case .submitted: return .submitted
        case .published:
            return .published(
                OfferClearance(isSIRETChecked: isSIRETChecked ?? false, isAddressChecked: isAddressChecked ?? false))
        case .refused: return .refused(reason: reason ?? "")
        case .filled: return .filled(placesLeft: left)
        case .freed: return .freed(placesLeft: left)
        case .paused: return .paused
        case .resumed: return .resumed(placesLeft: left)
        case .expired: return .expired
        case .withdrawn: return .withdrawn
        case .reported: return .reported(try known(abuse ?? "", AbuseKind.init))
        }
    }
}

/// Reads a value of which only certain ones were ever written.
func known<Value>(_ text: String, _ read: (String) -> Value?) throws -> Value {
    guard let value = read(text) else { throw OfferStoreError.damaged("an offer's \(Value.self) is unknown") }
    return value
}

func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

func fromJSON<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
    do { return try JSONDecoder().decode(type, from: Data(text.utf8)) } catch let error as DecodingError {
        throw OfferStoreError.damaged("an offer's \(type) cannot be read: \(error.kind)")
    }
}

extension DecodingError {
    /// Which kind, without the value.
    fileprivate var kind: String {
        switch self {
        case .typeMismatch: "type"
        case .valueNotFound: "value"
        case .keyNotFound: "key"
        default: "form"
        }
    }
}
