import Parties

/// Hands out, checks and takes back the keys of schools' software.
package struct SchoolKeyring: Sendable {
    private static let maximumNameLength = 60

    private let store: SchoolKeyStore
    private let clock: WallClock
    private let randomness: Randomness

    package init(store: SchoolKeyStore, clock: WallClock, randomness: Randomness) {
        self.store = store
        self.clock = clock
        self.randomness = randomness
    }

    /// Makes a key. It is shown this once; only its hash is kept.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` when the name is empty, long or taken.
    package func add(name: String) async throws(WorkflowError) -> SchoolKey {
        guard TextRule(maximumLength: Self.maximumNameLength).problem(in: name) == nil else { throw Self.unusableName }
        let bytes: [UInt8]
        do { bytes = try randomness.bytes(SchoolKey.byteCount) } catch { throw .unavailable(.randomness) }
        guard let key = SchoolKey(randomBytes: bytes) else { throw .unavailable(.randomness) }
        do {
            try await store.add(SchoolKeyRecord(hash: key.hash, name: name, createdAt: clock.now()))
        } catch StoreError.headMoved {
            throw Self.unusableName
        } catch { throw WorkflowError(error) }
        return key
    }

    private static let unusableName = WorkflowError.invalidData([
        BilingualText(
            "Donnez à la clé un nom qui n’existe pas encore, de 1 à \(maximumNameLength) caractères.",
            "Give the key a name that is not taken, of 1 to \(maximumNameLength) characters.")
    ])

    /// - Throws: ``WorkflowError/unauthorized`` when the key is none of ours, or was taken back.
    package func require(_ key: SchoolKey) async throws(WorkflowError) -> SchoolKeyRecord {
        do {
            guard let record = try await store.find(key.hash) else { throw WorkflowError.unauthorized }
            return record
        } catch let error as StoreError {
            throw WorkflowError(error)
        } catch { throw .unauthorized }
    }

    package func list() async throws(WorkflowError) -> [SchoolKeyRecord] {
        do { return try await store.list() } catch { throw WorkflowError(error) }
    }

    /// Lets the holder of a key sign for the school with the signatory's own certificate, or no longer.
    ///
    /// - Returns: `false` when no key has that name.
    package func letSign(_ maySign: Bool, name: String) async throws(WorkflowError) -> Bool {
        do { return try await store.letSign(name, maySign ? clock.now() : nil) } catch { throw WorkflowError(error) }
    }

    /// - Returns: `false` when no key has that name.
    package func remove(name: String) async throws(WorkflowError) -> Bool {
        do { return try await store.remove(name) } catch { throw WorkflowError(error) }
    }
}
