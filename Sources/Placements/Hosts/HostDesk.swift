package import Parties

package import struct Foundation.Date

/// The use cases of a school's directory of hosts: who they are, what the school keeps of them, and which of them its pupils are not to see.
///
/// Documents and applications say who the hosts are; nobody types them again.
package struct HostDesk: Sendable {
    let store: HostStore
    let encounters: HostEncounters
    /// `nil` where nobody is written to.
    let letters: HostLetters?
    let terms: HostInvitationTerms
    /// `nil` where hosts are not written to.
    package var messaging: HostMessaging?
    package var messageTerms = HostMessageTerms()
    let now: @Sendable () -> Date

    /// - Parameter now: The clock.
    package init(
        store: HostStore, encounters: HostEncounters, letters: HostLetters? = nil,
        terms: HostInvitationTerms = HostInvitationTerms(), now: @escaping @Sendable () -> Date
    ) {
        self.store = store
        self.encounters = encounters
        self.letters = letters
        self.terms = terms
        self.now = now
    }

    // MARK: Reading

    /// Every host of a school, by name.
    package func hosts(of school: UAI) async throws(HostError) -> [HostEntry] {
        let found: [HostEncounter]
        do throws(PlacementError) { found = try await encounters.ofSchool(school) } catch { throw .store(error) }
        let records: [HostRecord]
        do throws(OfferStoreError) { records = try await store.records(school) } catch { throw HostError(error) }
        return HostEntry.merged(found, records)
    }

    /// - Throws: ``HostError/unknownHost``
    package func host(_ siret: SIRET, of school: UAI) async throws(HostError) -> HostEntry {
        guard let host = try await hosts(of: school).first(where: { $0.siret == siret }) else { throw .unknownHost }
        return host
    }

    /// Those that pupils of a school do not see.
    package func blocked(by school: UAI) async throws(HostError) -> Set<SIRET> {
        do throws(OfferStoreError) { return try await store.blocked(school) } catch { throw HostError(error) }
    }

    // MARK: Writing

    /// Puts a host into the directory that no document names yet.
    ///
    /// - Throws: ``HostError/text(_:_:)``; ``HostError/known`` when it is there.
    package func add(
        _ siret: SIRET, name: String, city: String, to school: UAI, by account: String
    ) async throws(HostError) {
        try Self.require(.legalName, name, .name)
        try Self.require(.city, city, .city)
        guard try await !hosts(of: school).contains(where: { $0.siret == siret }) else { throw .known }
        var record = HostRecord(siret: siret, name: name, city: city)
        record.note(HostRecord.Act(.added, by: account, at: now()))
        try await save(record, school)
    }

    /// Types name and city of a host anew that no document names.
    ///
    /// - Throws: ``HostError/text(_:_:)``; ``HostError/namedByDocuments``.
    package func rename(
        _ siret: SIRET, name: String, city: String, of school: UAI, by account: String
    ) async throws(HostError) {
        try Self.require(.legalName, name, .name)
        let host = try await host(siret, of: school)
        // Where an address is known, it says the city.
        let city = host.address == nil ? city : host.record?.city ?? ""
        if host.address == nil { try Self.require(.city, city, .city) }
        guard host.isNamedBySchool else { throw .namedByDocuments }
        var record = host.record ?? HostRecord(siret: siret)
        guard (record.name, record.city) != (name, city) else { return }
        (record.name, record.city) = (name, city)
        record.note(HostRecord.Act(.renamed, by: account, at: now()))
        try await save(record, school)
    }

    /// Whether ``remove(_:of:)`` takes it away. Not what documents name; and not what would be forgotten with it: a block, also a former one, a wish to be
    /// left alone, an invitation that stands, and what was sent so lately that it counts.
    package func mayBeRemoved(_ host: HostEntry) -> Bool {
        let acts = host.record?.acts ?? []
        return host.encounters.isEmpty && !host.isBlocked && !acts.contains { $0.kind == .blocked }
            && host.record?.leftAloneAt == nil && invitationStanding(at: host) == nil
            && !wasInvitedLately(host) && !wasWrittenLately(host)
    }

    /// Takes a host out of the directory that was added by hand, with its note and all that was done.
    ///
    /// - Throws: ``HostError/unknownHost``; ``HostError/held`` unless it ``mayBeRemoved(_:)``.
    package func remove(_ siret: SIRET, of school: UAI) async throws(HostError) {
        let host = try await host(siret, of: school)
        guard mayBeRemoved(host), let record = host.record else { throw .held }
        do throws(OfferStoreError) { try await store.remove(record, school) } catch { throw HostError(error) }
    }

    /// Writes the school's note of a host; an empty one takes it away.
    ///
    /// - Parameter edition: ``HostRecord/noteEdition`` of the note that was changed; `nil` to write over whatever is there.
    /// - Throws: ``HostError/changedMeanwhile`` when there is another note by now.
    package func write(
        note: String, over edition: String? = nil, on siret: SIRET, of school: UAI, by account: String
    ) async throws(HostError) {
        if !note.allSatisfy(\.isWhitespace) { try Self.require(HostText.note, note, .note) }
        try await change(siret, school) { record throws(HostError) in
            let text = note.allSatisfy(\.isWhitespace) ? "" : note
            guard record.note != text else { return false }
            guard edition == nil || record.noteEdition == edition else { throw .changedMeanwhile }
            record.note = text
            record.note(HostRecord.Act(.noted, by: account, at: now()))
            return true
        }
    }

    /// Keeps a host from the school's pupils: they see none of its offers any more, and nothing of a block. What was begun goes on until somebody of the
    /// school ends it.
    ///
    /// - Throws: ``HostError/text(_:_:)`` when no reason is given.
    package func block(
        _ siret: SIRET, of school: UAI, because reason: String, by account: String
    ) async throws(HostError) {
        try Self.require(HostText.reason, reason, .reason)
        try await change(siret, school) { record in
            guard !record.isBlocked else { return false }
            record.note(HostRecord.Act(.blocked, by: account, at: now(), reason: reason))
            return true
        }
    }

    package func unblock(_ siret: SIRET, of school: UAI, by account: String) async throws(HostError) {
        try await change(siret, school) { record in
            guard record.isBlocked else { return false }
            record.note(HostRecord.Act(.unblocked, by: account, at: now()))
            return true
        }
    }

    // MARK: Steps

    /// - Parameter body: `false` when there is nothing to change: a form that was sent twice has done its work.
    private func change(
        _ siret: SIRET, _ school: UAI, _ body: (inout HostRecord) throws(HostError) -> Bool
    ) async throws(HostError) {
        var record = try await host(siret, of: school).record ?? HostRecord(siret: siret)
        if try body(&record) { try await save(record, school) }
    }

    private func save(_ record: HostRecord, _ school: UAI) async throws(HostError) {
        do throws(OfferStoreError) { try await store.save(record, school, now()) } catch { throw HostError(error) }
    }

    private static func require(_ rule: TextRule, _ text: String, _ field: HostError.Field) throws(HostError) {
        if let cause = rule.problem(in: text) { throw .text(field, cause) }
    }
}

extension HostDesk {
    /// Those of a list whom words name: each word in name, town or number.
    package static func matching(_ query: String, _ hosts: [HostEntry]) -> [HostEntry] {
        let words = SearchText.words(of: String(query.prefix(SearchText.maximumLength)))
        // Numbers are typed with spaces.
        let digits = query.filter { !$0.isWhitespace }
        let isNumber = digits.utf8.count >= 3 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return hosts.filter { host in
            if isNumber, host.siret.digits.hasPrefix(digits) { return true }
            let text = SearchText.words(of: "\(host.name) \(host.city) \(host.address?.postalCode ?? "")")
            return words.allSatisfy { word in text.contains { $0.hasPrefix(word) } }
        }
    }
}
