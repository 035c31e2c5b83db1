import Parties

package import struct Foundation.TimeInterval

/// Hands out, checks, replaces and takes back the keys of employers' software.
package struct EmployerKeyring: Sendable {
    private static let maximumNameLength = 60
    /// For so long a key goes on working after it was replaced, in seconds: seven days to put the new one in its place.
    package static let overlap: TimeInterval = 7 * 86_400

    private let store: EmployerKeyStore
    private let clock: WallClock
    private let randomness: Randomness

    package init(store: EmployerKeyStore, clock: WallClock, randomness: Randomness) {
        self.store = store
        self.clock = clock
        self.randomness = randomness
    }

    /// Makes a key. It is shown this once; only its hash is kept.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` when the name is empty, long or taken, or the SIRET none.
    package func add(name: String, siret: String) async throws(WorkflowError) -> EmployerKey {
        guard TextRule(maximumLength: Self.maximumNameLength).problem(in: name) == nil else { throw Self.unusableName }
        guard let siret = SIRET(siret.filter { $0 != " " }), siret.hasValidChecksum else { throw Self.unusableSIRET }
        let key = try newKey()
        do {
            try await store.add(EmployerKeyRecord(hash: key.hash, name: name, siret: siret, createdAt: clock.now()))
        } catch StoreError.headMoved {
            throw Self.unusableName
        } catch { throw WorkflowError(error) }
        return key
    }

    /// Makes another key in the place of one, which goes on working for seven days.
    ///
    /// - Returns: `nil` when no key has that name.
    package func rotate(name: String) async throws(WorkflowError) -> EmployerKey? {
        let key = try newKey()
        let now = clock.now()
        do {
            return try await store.replace(name, key.hash, now, now.addingTimeInterval(Self.overlap)) ? key : nil
        } catch { throw WorkflowError(error) }
    }

    /// - Throws: ``WorkflowError/unauthorized`` when the key is none of ours, was taken back, or was replaced long ago.
    package func require(_ key: EmployerKey) async throws(WorkflowError) -> EmployerKeyRecord {
        let record: EmployerKeyRecord?
        do { record = try await store.find(key.hash) } catch { throw WorkflowError(error) }
        guard let record else { throw .unauthorized }
        if let end = record.endsAt, end <= clock.now() { throw .unauthorized }
        return record
    }

    /// Lets the holder of a key sign for one representative of the establishment, or for nobody any more.
    ///
    /// - Parameter signatory: The representative's full name as conventions have it; `nil` takes the right back.
    /// - Returns: `false` when no key has that name.
    /// - Throws: ``WorkflowError/invalidData(_:)`` when the name is none.
    package func letSign(for signatory: String?, name: String) async throws(WorkflowError) -> Bool {
        let person = signatory?.onOneLine
        guard person.map({ TextRule.personName.problem(in: $0) == nil }) ?? true else { throw Self.unusablePerson }
        do { return try await store.letSign(name, person) } catch { throw WorkflowError(error) }
    }

    /// Lets the holder of a key offer places for an account of an employer, or for none any more.
    ///
    /// - Parameter account: Its reference; `nil` takes the right back.
    /// - Returns: `false` when no key has that name.
    package func letOffer(as account: String?, name: String) async throws(WorkflowError) -> Bool {
        do { return try await store.letOffer(name, account) } catch { throw WorkflowError(error) }
    }

    package func list() async throws(WorkflowError) -> [EmployerKeyRecord] {
        do { return try await store.list() } catch { throw WorkflowError(error) }
    }

    /// Those that were replaced stop working at once, too.
    ///
    /// - Returns: `false` when no key has that name.
    package func remove(name: String) async throws(WorkflowError) -> Bool {
        do { return try await store.remove(name) } catch { throw WorkflowError(error) }
    }

    private func newKey() throws(WorkflowError) -> EmployerKey {
        let bytes: [UInt8]
        do { bytes = try randomness.bytes(EmployerKey.byteCount) } catch { throw .unavailable(.randomness) }
        guard let key = EmployerKey(randomBytes: bytes) else { throw .unavailable(.randomness) }
        return key
    }

    private static let unusableName = WorkflowError.invalidData([
        BilingualText(
            "Donnez à la clé un nom qui n’existe pas encore, de 1 à \(maximumNameLength) caractères.",
            "Give the key a name that is not taken, of 1 to \(maximumNameLength) characters.")
    ])
    private static let unusablePerson = WorkflowError.invalidData([
        BilingualText(
            "Donnez le nom du représentant tel que les conventions l’écrivent, en 100 caractères au plus.",
            "Give the representative's name as the conventions have it, in 100 characters at most.")
    ])
    private static let unusableSIRET = WorkflowError.invalidData([
        BilingualText(
            "SIRET de 14 chiffres attendu, tel que le répertoire Sirene le donne ; vérifiez la saisie.",
            "Expected a SIRET of 14 digits as the register has it; check what was typed.")
    ])
}
