import OpenSSLBridge
import Workflow

/// Encrypts what belongs to one convention: nonce, ciphertext and tag in one piece.
struct ConventionKey {
    private let key: [UInt8]

    /// Number of bytes.
    static let byteCount = AES256GCM.keyByteCount

    init(_ key: [UInt8]) {
        self.key = key
    }

    /// A new key from the system's generator.
    static func generate() throws(StoreError) -> ConventionKey { ConventionKey(try random(byteCount)) }

    /// - Parameter place: Where the piece belongs; it opens nowhere else.
    func seal(_ plaintext: [UInt8], at place: SealedPlace) throws(StoreError) -> [UInt8] {
        let nonce = try random(AES256GCM.nonceByteCount)
        do {
            return nonce
                + (try AES256GCM.seal(plaintext, key: key, nonce: nonce, associatedData: place.associatedData))
        } catch { throw .unavailable("encryption failed") }
    }

    /// - Throws: ``StoreError/damaged(_:)`` when a byte was changed or the piece belongs elsewhere.
    func open(_ sealed: [UInt8], at place: SealedPlace) throws(StoreError) -> [UInt8] {
        guard sealed.count >= AES256GCM.nonceByteCount else { throw .damaged("\(place.table): too short") }
        let nonce = Array(sealed.prefix(AES256GCM.nonceByteCount))
        do {
            return try AES256GCM.open(
                Array(sealed.dropFirst(nonce.count)), key: key, nonce: nonce, associatedData: place.associatedData)
        } catch { throw .damaged("\(place.table): does not open with its convention's key") }
    }

    /// Encrypted under the store's key, as it is kept.
    func wrapped(under storeKey: StoreKey, at place: SealedPlace) throws(StoreError) -> [UInt8] {
        try ConventionKey(storeKey.wrappingKey).seal(key, at: place)
    }

    init(wrapped: [UInt8], under storeKey: StoreKey, at place: SealedPlace) throws(StoreError) {
        key = try ConventionKey(storeKey.wrappingKey).open(wrapped, at: place)
    }
}

/// Where a sealed piece belongs; part of what its tag authenticates, so that no piece can be moved.
struct SealedPlace {
    let table: String
    let convention: String
    let key: String

    var associatedData: [UInt8] { Array("seing 1\n\(table)\n\(convention)\n\(key)".utf8) }

    static func key(_ convention: String) -> SealedPlace { place("conventionKey", convention, "") }
    static func outline(_ convention: String) -> SealedPlace { place("summary", convention, "") }
    static func event(_ convention: String, position: Int, type: String) -> SealedPlace {
        place("event", convention, "\(position) \(type)")
    }
    static func document(_ convention: String, digest: String) -> SealedPlace {
        place("document", convention, digest)
    }
    static func contact(_ convention: String, fieldName: String) -> SealedPlace {
        place("contact", convention, fieldName)
    }
    static func otherContacts(_ convention: String) -> SealedPlace { place("otherContact", convention, "") }
    static func healthSheetKey(_ convention: String) -> SealedPlace { place("healthSheetKey", convention, "") }
    static func healthSheet(_ convention: String, lastDay: Int) -> SealedPlace {
        place("healthSheet", convention, "\(lastDay)")
    }
    static func mail(_ convention: String, messageKey: String) -> SealedPlace {
        place("outbox", convention, messageKey)
    }

    /// Of an account, which has a key as a convention has.
    static func head(_ account: String) -> SealedPlace { place("head", account, "") }

    /// Of an employer's account or a pupil's record, which has a key as a convention has.
    static func visitor(_ id: String) -> SealedPlace { place("visitor", id, "") }

    /// Of an act, which has a key as a convention has.
    static func delegation(_ id: String) -> SealedPlace { place("delegation", id, "") }

    /// Of an endpoint's secrets, under the store's key.
    static func webhook(_ id: String) -> SealedPlace { place("webhook", id, "") }

    /// Of an offer, under the store's key: how the host is reached.
    static func offerContact(_ id: String) -> SealedPlace { place("offer", id, "") }

    /// Of a report about an offer, under the store's key.
    static func offerReport(_ id: String) -> SealedPlace { place("offerReport", id, "") }

    /// Of an application, under the store's key: who applies, and what was written.
    static func application(_ id: String) -> SealedPlace { place("application", id, "") }

    /// Of a pupil, under the store's key: all that a roster says. The place is the hexadecimal mark of school and reference.
    static func pupil(_ mark: String) -> SealedPlace { place("pupil", mark, "") }

    /// Of a pupil, under the store's key: that he or she does no placement.
    static func familyAct(_ mark: String) -> SealedPlace { place("pupil", mark, "familyAct") }
    static func dispensation(_ mark: String) -> SealedPlace { place("pupil", mark, "dispensation") }

    /// Of a school, under the store's key: how its files' columns are called.
    static func roster(_ school: String) -> SealedPlace { place("roster", school, "") }

    /// Of a class, under the store's key: its name and the code that its pupils enter with.
    static func classCode(_ school: String, _ mark: String) -> SealedPlace { place("classCode", school, mark) }

    /// Of a host in a school's directory, under the store's key: what the school wrote.
    static func schoolHost(_ school: String, _ siret: String) -> SealedPlace { place("schoolHost", school, siret) }

    /// Of what a school asks a host, under the store's key.
    static func hostInvitation(_ id: String) -> SealedPlace { place("hostInvitation", id, "") }

    /// Of what a school wrote to hosts, under the store's key.
    static func hostMessage(_ id: String) -> SealedPlace { place("hostMessage", id, "") }

    private static func place(_ table: String, _ convention: String, _ key: String) -> SealedPlace {
        SealedPlace(table: table, convention: convention, key: key)
    }
}

func random(_ count: Int) throws(StoreError) -> [UInt8] {
    do { return try SecureRandom.bytes(count) } catch { throw .unavailable("the system gave no random bytes") }
}
