package import ConventionDomain
package import Parties

/// Answers a person who asks what the installation holds about him or her (GDPR, articles 15 and 20).
///
/// Source: ADR 0045.
package struct PersonOffice: Sendable {
    let workflow: ConventionWorkflow
    let rules: RetentionRules
    let store: any PersonStore
    let heads: any HeadStore
    /// The data of a convention, from canonical XML.
    let read: @Sendable ([UInt8]) throws(WorkflowError) -> ConventionData
    /// The platform's seal and a time-stamp over bytes.
    package var seal: @Sendable ([UInt8]) async throws(WorkflowError) -> [UInt8]
    /// A signatory's own proof file.
    package var proof: @Sendable (ProofForm, ConventionID, _ fieldName: String) async throws(WorkflowError) -> ProofCopy

    /// What is kept of a person besides conventions and accounts; for a name and a mark that are both the person's.
    package var besides: @Sendable (PersonQuery) async throws(WorkflowError) -> [[PersonDatum]] = {
        _ throws(WorkflowError) in []
    }
    /// Whether a school shows the pupil's family nothing.
    package var isClosedToFamily: @Sendable (PersonQuery) async throws(WorkflowError) -> Bool = {
        _ throws(WorkflowError) in false
    }

    package init(
        _ workflow: ConventionWorkflow, rules: RetentionRules, store: any PersonStore, heads: any HeadStore,
        read: @escaping @Sendable ([UInt8]) throws(WorkflowError) -> ConventionData,
        seal: @escaping @Sendable ([UInt8]) async throws(WorkflowError) -> [UInt8]
    ) {
        self.workflow = workflow
        self.rules = rules
        self.store = store
        self.heads = heads
        self.read = read
        self.seal = seal
        proof = { form, id, fieldName throws(WorkflowError) in
            try await workflow.proof(form, of: id, for: fieldName)
        }
    }

    /// Everything that is, or may be, about a person; changes nothing.
    ///
    /// All conventions are read, with every version of their data: a search that passes one over would be an answer that hides something.
    ///
    /// - Throws: ``WorkflowError/unavailable(_:)`` also when one convention cannot be read.
    package func search(_ query: PersonQuery) async throws(WorkflowError) -> PersonSearch {
        var search = PersonSearch(query)
        for summary in try await workflow.list().reversed() where summary.status != .erased {
            let dossier: Dossier
            do throws(WorkflowError) { dossier = try await workflow.dossier(summary.id) } catch {
                if error == .conventionErased { continue }  // since the list was read
                throw error
            }
            let matches = try await matches(query, in: dossier)
            search.exact += matches.filter { $0.certainty == .exact }
            search.candidates += matches.filter { $0.certainty != .exact }
        }
        try await addOffices(to: &search)
        search.offers = try await offers(of: query)
        (search.rosters, search.isClosedToFamily) = (try await besides(query), try await isClosedToFamily(query))
        return search
    }

    private func matches(_ query: PersonQuery, in dossier: Dossier) async throws(WorkflowError) -> [PersonMatch] {
        let people = try await people(of: dossier)
        let addresses = try await addresses(of: dossier, people)
        let holders = try await holders(of: dossier)
        let presentAddresses = try await self.addresses(of: dossier, Array(holders.values))
        var best: [ContactSheet.Person: PersonMatch.Certainty] = [:]
        for person in people {
            guard var found = query.certainty(of: person, addresses[person.position] ?? []) else { continue }
            // Name and mark are those of who stands there now: what was corrected may have been a namesake's, and a successor's acts are not those
            // of who stood there before.
            if found == .exact, let holder = holders[person.position],
                query.certainty(of: holder, presentAddresses[person.position] ?? []) != .exact
            {
                found = .otherMark
            }
            let order = PersonMatch.Certainty.allCases
            let known = best[person.position].flatMap(order.firstIndex(of:)) ?? order.count
            if let place = order.firstIndex(of: found), place < known { best[person.position] = found }
        }
        let isSure = best.values.contains(.exact)
        return ContactSheet.Person.allCases.compactMap { position in
            guard let certainty = best[position] else { return nil }
            // The convention tells them apart itself: a family shares an address, and twins a day of birth.
            guard !isSure || certainty != .otherName else { return nil }
            return PersonMatch(
                place: PersonPlace(convention: dossier.id, position: position), certainty: certainty)
        }
    }

    /// Who stands in each place by the newest version of the data that names somebody there.
    func holders(of dossier: Dossier) async throws(WorkflowError) -> [ContactSheet.Person: NamedPerson] {
        var holders: [ContactSheet.Person: NamedPerson] = [:]
        for version in dossier.dataVersions {
            for person in try await people(in: version, of: dossier) { holders[person.position] = person }
        }
        return holders
    }

    /// Everybody whom any version of a convention's data names.
    func people(of dossier: Dossier) async throws(WorkflowError) -> [NamedPerson] {
        var people: [NamedPerson] = []
        for version in dossier.dataVersions {
            people += try await self.people(in: version, of: dossier).filter { !people.contains($0) }
        }
        return people
    }

    private func people(
        in version: Dossier.DataVersion, of dossier: Dossier
    ) async throws(WorkflowError) -> [NamedPerson] {
        let bytes = try await workflow.file(version.digest, of: dossier.id)
        return switch version.form {
        case .whole: try read(bytes).people
        case .school: try SchoolPart(bytes).people
        case .host: try HostPart(kept: bytes).people
        }
    }

    /// Where people are reached; an address that was corrected may have been somebody else's. Who does not sign an amendment is not reached in it, but in the convention that it changes.
    private func addresses(
        of dossier: Dossier, _ people: [NamedPerson]
    ) async throws(WorkflowError) -> [ContactSheet.Person: Set<String>] {
        var addresses = try await ownAddresses(of: dossier)
        for person in people {
            if let email = person.email { addresses[person.position, default: []].insert(email.lowercased()) }
        }
        guard let follows = dossier.drafting.follows else { return addresses }
        let followed: Dossier
        do throws(WorkflowError) { followed = try await workflow.dossier(follows.convention) } catch {
            if error == .conventionErased { return addresses }
            throw error
        }
        return addresses.merging(try await ownAddresses(of: followed)) { $0.union($1) }
    }

    private func ownAddresses(
        of dossier: Dossier
    ) async throws(WorkflowError) -> [ContactSheet.Person: Set<String>] {
        var addresses: [ContactSheet.Person: Set<String>] = [:]
        func note(_ email: String?, of fieldName: String) {
            guard let email, let position = ContactSheet.Person(rawValue: fieldName) else { return }
            addresses[position, default: []].insert(email.lowercased())
        }
        for (fieldName, contact) in dossier.history.contacts { note(contact.email, of: fieldName) }
        for contact in try await workflow.otherContacts(of: dossier) { note(contact.email, of: contact.of.rawValue) }
        return addresses
    }

    /// Accounts and acts of delegation.
    private func addOffices(to search: inout PersonSearch) async throws(WorkflowError) {
        let (accounts, employers, delegations): ([HeadAccount], [EmployerTrace], [Delegation])
        do {
            employers = try await store.employerAccounts()
            accounts = try await heads.heads()
            delegations = try await workflow.ports.store.delegations.list()
        } catch { throw WorkflowError(error) }
        let name = search.query.name
        func mayBeNamed(_ other: String) -> Bool {
            isSameName(other, name.full) || isSameName(other, PersonName(given: name.family, family: name.given).full)
        }
        search.delegations = delegations.filter { mayBeNamed($0.holder) }
        guard case .email(let email) = search.query.mark else {
            search.otherAccounts = accounts.filter { mayBeNamed($0.name) }
            search.otherEmployers = employers.filter { mayBeNamed($0.name) }
            return
        }
        func isReached(_ address: String) -> Bool { address.lowercased() == email.lowercased() }
        for account in accounts {
            if isSameName(account.name, name.full) && isReached(account.email) {
                if account.role.isOfSchool { search.account = account } else { search.moderator = account }
            } else if mayBeNamed(account.name) || isReached(account.email) {
                search.otherAccounts.append(account)
            }
        }
        for employer in employers {
            if isSameName(employer.name, name.full) && isReached(employer.email) {
                search.employer = employer
            } else if mayBeNamed(employer.name) || isReached(employer.email) {
                search.otherEmployers.append(employer)
            }
        }
    }
}

extension PersonQuery {
    /// How sure it is that somebody whom a convention names is the person; `nil` when nothing says so.
    func certainty(of person: NamedPerson, _ addresses: Set<String>) -> PersonMatch.Certainty? {
        let isNamed = person.hasName(name)
        guard isNamed || !person.hasNameCrosswise(name) else { return .crosswise }
        switch mark {
        case .birthDate(let day):
            if person.birthDate == day { return isNamed ? .exact : person.mayHaveName(name) ? .otherName : nil }
            guard isNamed else { return nil }
            return person.birthDate == nil ? .noMark : .otherMark
        case .email(let email):
            if addresses.contains(email.lowercased()) { return isNamed ? .exact : .otherName }
            guard isNamed else { return nil }
            return addresses.isEmpty ? .noMark : .otherMark
        }
    }
}

extension Dossier {
    /// One version of the data, as it is kept.
    struct DataVersion: Hashable {
        enum Form: Hashable { case whole, school, host }

        let form: Form
        let digest: DocumentDigest
    }

    /// Every version that was ever kept, each once, the newest last.
    var dataVersions: [DataVersion] {
        var versions: [DataVersion] = []
        func note(_ form: DataVersion.Form, _ digest: DocumentDigest?) {
            guard let digest else { return }
            let version = DataVersion(form: form, digest: digest)
            // What was taken back to is the newest again.
            versions.removeAll { $0 == version }
            versions.append(version)
        }
        for entry in history.entries {
            switch entry.event {
            case .prepared(let drafting): note(.school, drafting.dataDigest)
            case .partCorrected(let correction):
                note(.school, correction.drafting.dataDigest)
                // What the host gave goes before what the school had known of it.
                note(.host, correction.hostDigest ?? versions.last { $0.form == .host }?.digest)
            case .partSaved(let saving): note(.host, saving.dataDigest)
            case .partGiven(let giving): note(.host, giving.dataDigest)
            case .readied(let readiness): note(.host, readiness.hostDigest)
            case .hostProposed(let proposal): note(.host, proposal.dataDigest)
            case .hostConfirmed(let confirmed): note(.school, confirmed.drafting.dataDigest)
            default: note(.whole, entry.event.drafting?.dataDigest)
            }
        }
        return versions
    }
}
