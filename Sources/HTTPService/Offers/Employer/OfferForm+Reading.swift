import Offers
import Parties

/// Something that is wrong with a form, beside the field where it is to be mended.
struct OfferFormProblem: Hashable, Sendable {
    /// Name of the field, or of the part of the page.
    let field: String
    let text: String
}

/// What a form says as an offer, and what of it cannot be understood.
struct OfferFormReading: Hashable, Sendable {
    /// The offer; with something that is never kept in the place of what could not be read.
    let provisional: Offer
    let problems: [OfferFormProblem]
    /// The form's number of each place of the offer.
    let siteNumbers: [Int]

    /// `nil` unless all of it could be read. It may still lack what a submission needs.
    var offer: Offer? { problems.isEmpty ? provisional : nil }

    /// Everything that keeps the offer from being submitted, each thing once.
    ///
    /// - Parameter calendar: The dates of seconde.
    func submissionProblems(_ calendar: PlacementCalendar) -> [OfferFormProblem] {
        problems + faults(provisional.faults(calendar: calendar))
    }

    /// What the domain finds wrong, but for what is there only because something could not be read.
    func faults(_ faults: [OfferFault]) -> [OfferFormProblem] {
        let parts = Set(problems.map { Self.part(of: $0.field) })
        var told: Set<OfferFormProblem> = []
        return faults.map { $0.problem(in: self) }.filter { problem in
            !parts.contains(Self.part(of: problem.field)) && told.insert(problem).inserted
        }
    }

    /// Periods and hours are each one thing: when one line cannot be read, what is said of the whole would be wrong.
    private static func part(of field: String) -> String {
        if field.hasPrefix(OfferFormName.places) { return OfferFormName.periods }
        return field.hasPrefix("jour-") ? OfferFormName.hours : field
    }
}

extension OfferForm {
    func reading() -> OfferFormReading {
        var reader = OfferFormReader(form: self)
        let (sites, numbers) = reader.sites()
        var posting = PublicOffer(
            title: self[OfferFormName.title], employer: reader.employer(),
            grades: Set(ConventionData.Grade.observing.filter { has(OfferFormName.grade + $0.rawValue) }),
            periods: reader.periods(), sites: sites, tasks: self[OfferFormName.tasks], hours: reader.hours())
        posting.conditions = self[OfferFormName.conditions].nonEmpty
        posting.accessibility = OfferAccessibility(
            features: Set(OfferAccessibility.Feature.allCases.filter { has(OfferFormName.feature + $0.rawValue) }),
            note: self[OfferFormName.accessibilityNote].nonEmpty)
        posting.isRemote = has(OfferFormName.remote)
        let offer = Offer(posting: posting, audience: reader.audience(), contact: reader.contact())
        return OfferFormReading(provisional: offer, problems: reader.inOrder, siteNumbers: numbers)
    }
}

/// Reads one form and notes what it cannot read.
private struct OfferFormReader {
    let form: OfferForm
    var problems: [OfferFormProblem] = []

    /// As they stand on the page.
    var inOrder: [OfferFormProblem] {
        let order = [
            OfferFormName.siret, OfferFormName.kind, OfferFormName.sector, OfferFormName.size, OfferFormName.naf,
            OfferFormName.email, OfferFormName.phone,
        ]
        let rank = { (problem: OfferFormProblem) in order.firstIndex(of: problem.field) ?? order.count }
        return problems.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
            .map(\.element)
    }

    mutating func note(_ field: String, _ text: String) { problems.append(OfferFormProblem(field: field, text: text)) }

    // MARK: Employer and contact

    mutating func employer() -> Employer {
        let digits = form[OfferFormName.siret].filter { !$0.isWhitespace }
        let siret = SIRET(digits)
        if siret == nil {
            note(
                OfferFormName.siret,
                digits.isEmpty
                    ? "Indiquez le numéro SIRET, même pour un brouillon."
                    : "Un numéro SIRET a 14 chiffres\u{A0}: vérifiez-le.")
        }
        let kind = EmployerKindChoice(rawValue: form[OfferFormName.kind])
        if kind == nil { note(OfferFormName.kind, "Choisissez une sorte d’organisme, même pour un brouillon.") }
        let sector = Sector(rawValue: form[OfferFormName.sector])
        if sector == nil { note(OfferFormName.sector, "Choisissez un secteur, même pour un brouillon.") }
        let size = Employer.Size(rawValue: form[OfferFormName.size])
        if size == nil { note(OfferFormName.size, "Choisissez une taille, même pour un brouillon.") }
        return Employer(
            legalName: form[OfferFormName.legalName], siret: siret ?? Self.noSIRET,
            kind: (kind ?? .business).kind(named: form[OfferFormName.body]), sector: sector ?? .agriculture,
            size: size ?? .larger, naf: naf())
    }

    private static let noSIRET: SIRET = {
        guard let siret = SIRET("00000000000000") else { preconditionFailure("fourteen digits") }
        return siret
    }()

    private mutating func naf() -> NAFCode? {
        let text = form[OfferFormName.naf].filter { !$0.isWhitespace }.uppercased()
        guard !text.isEmpty else { return nil }
        let edition = NAFCode.Edition(rawValue: form[OfferFormName.nafEdition]) ?? .revision2
        let code = NAFCode(text, edition: edition)
        if code == nil {
            note(OfferFormName.naf, "Un code NAF a quatre chiffres et une lettre, par exemple 56.30Z.")
        }
        return code
    }

    mutating func contact() -> OfferContact {
        let text = form[OfferFormName.email].filter { !$0.isWhitespace }
        let email = MailboxAddress(text)
        if email == nil {
            note(
                OfferFormName.email,
                text.isEmpty
                    ? "Indiquez une adresse électronique, même pour un brouillon."
                    : "Ce n’est pas une adresse électronique, par exemple prenom.nom@exemple.fr.")
        }
        let number = form[OfferFormName.phone]
        let phone = PhoneNumber(number)
        if phone == nil, !number.isEmpty {
            note(OfferFormName.phone, "Ce n’est pas un numéro de téléphone, par exemple 01 99 00 12 34.")
        }
        return OfferContact(
            name: PersonName(given: form[OfferFormName.givenName], family: form[OfferFormName.familyName]),
            capacity: form[OfferFormName.capacity], email: email ?? Self.noMailbox, phone: phone)
    }

    private static let noMailbox: MailboxAddress = {
        guard let address = MailboxAddress("personne@exemple.invalid") else { preconditionFailure("a mailbox") }
        return address
    }()

    // MARK: When and where

    mutating func periods() -> [OfferedPeriod] {
        var periods: [OfferedPeriod] = []
        for period in form.periods.sorted(by: { $0.formText < $1.formText }) {
            let name = OfferFormName.places(period)
            let text = form[name].filter { !$0.isWhitespace }
            guard text.utf8.count <= 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let places = Int(text)
            else {
                note(name, "Écrivez un nombre de places, de 1 à \(OfferFault.maximumPlaces), ou laissez vide.")
                continue
            }
            if places > 0 { periods.append(OfferedPeriod(period, places: places)) }
        }
        return periods
    }

    /// Those in which something is written.
    mutating func sites() -> (sites: [OfferSite], numbers: [Int]) {
        var (sites, numbers): ([OfferSite], [Int]) = ([], [])
        for number in 1...OfferFault.maximumSites {
            func part(_ part: OfferFormName.SitePart) -> String { form[OfferFormName.site(number, part)] }
            guard OfferFormName.SitePart.allCases.contains(where: { !part($0).isEmpty }) else { continue }
            numbers.append(number)
            sites.append(
                OfferSite(
                    address: PostalAddress(
                        street: part(.street), complement: part(.complement).nonEmpty,
                        postalCode: part(.postalCode).filter { !$0.isWhitespace }, city: part(.city))))
        }
        return (sites, numbers)
    }

    mutating func hours() -> WeeklyHours {
        var slots: [Int: [ConventionData.TimeSlot]] = [:]
        for day in OfferForm.daysOfWeek {
            for slot in 1...OfferForm.slotsPerDay {
                let from = form[OfferFormName.time(day, slot, .from)]
                let to = form[OfferFormName.time(day, slot, .to)]
                if from.isEmpty && to.isEmpty { continue }
                if let read = self.slot(from, to, OfferFormName.day(day)) { slots[day, default: []].append(read) }
            }
        }
        return WeeklyHours(slots)
    }

    private mutating func slot(_ from: String, _ to: String, _ field: String) -> ConventionData.TimeSlot? {
        guard !from.isEmpty, !to.isEmpty else {
            note(field, "Indiquez l’heure de début et l’heure de fin.")
            return nil
        }
        guard let start = TimeOfDay(typed: from), let end = TimeOfDay(typed: to) else {
            note(field, "Écrivez les heures ainsi\u{A0}: 09:00.")
            return nil
        }
        guard start < end else {
            note(field, "L’heure de fin vient après l’heure de début.")
            return nil
        }
        return ConventionData.TimeSlot(from: start, to: end)
    }

    // MARK: For whom

    mutating func audience() -> OfferAudience {
        switch AudienceChoice(rawValue: form[OfferFormName.audience]) ?? .everyone {
        case .everyone: return .everyone
        case .priority:
            let kinds = OfferAudience.PriorityKind.allCases.filter { form.has(OfferFormName.priority + $0.rawValue) }
            return .priority(Set(kinds))
        case .schools:
            let codes = form[OfferFormName.schools].uppercased()
                .split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
            let wrong = codes.filter { UAI($0) == nil }
            if let first = wrong.first {
                let others = wrong.count > 1 ? " (et \(wrong.count - 1) autres)" : ""
                note(
                    OfferFormName.schools,
                    "«\u{A0}\(first.prefix(20))\u{A0}»\(others) n’est pas un code UAI\u{A0}: sept chiffres et leur lettre, par exemple 0750654D."
                )
            }
            return .schools(Set(codes.compactMap { UAI($0) }))
        }
    }
}

extension TimeOfDay {
    /// « 09:00 », « 9:00 », « 9h », « 9 h 30 »
    init?(typed text: String) {
        let plain = text.filter { !$0.isWhitespace }.lowercased().replacing("h", with: ":")
        let parts = plain.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), [0, 2].contains(parts[1].utf8.count) else {
            return nil
        }
        let hour = parts[0].utf8.count == 1 ? "0\(parts[0])" : String(parts[0])
        self.init(iso8601: hour + ":" + (parts[1].isEmpty ? "00" : parts[1]))
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
