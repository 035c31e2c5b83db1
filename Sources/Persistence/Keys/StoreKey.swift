import OpenSSLBridge

/// The secret of one data directory, from which the keys of its parts are derived.
///
/// Without it, every payload, document, contact and message of the store is unreadable.
struct StoreKey {
    /// Number of bytes.
    static let byteCount = 32

    private let secret: [UInt8]

    init(_ secret: [UInt8]) {
        precondition(secret.count == Self.byteCount, "a store's key has 32 bytes")
        self.secret = secret
    }

    /// Wraps the conventions' keys.
    var wrappingKey: [UInt8] { derived("convention keys") }

    /// What the database keeps to tell whether it is opened with its own key.
    var fingerprint: [UInt8] { derived("fingerprint") }

    /// HMAC-SHA-256 of one-time codes.
    func authenticate(_ message: [UInt8]) -> [UInt8] { Self.hmac(derived("one-time codes"), message) }

    /// HMAC-SHA-256 of a pupil and a day: who has the database alone cannot try names.
    func markDay(_ message: [UInt8]) -> [UInt8] { Self.hmac(derived("days of pupils"), message) }

    /// HMAC-SHA-256 of a pupil among all schools.
    func markPupil(_ message: [UInt8]) -> [UInt8] { Self.hmac(derived("pupils"), message) }

    /// HMAC-SHA-256 of what a roster is searched by: a mailbox, names, a class, a code.
    func markRoster(_ kind: RosterMark, _ text: String) -> [UInt8] {
        Self.hmac(derived("rosters"), Array("\(kind.rawValue)\n\(text)".utf8))
    }

    private func derived(_ purpose: String) -> [UInt8] { Self.hmac(secret, Array("seing 1 \(purpose)".utf8)) }

    private static func hmac(_ key: [UInt8], _ data: [UInt8]) -> [UInt8] {
        do { return try HMAC.sha256(key: key, data: data) } catch {
            preconditionFailure("HMAC needs a key that is not empty, and has one of 32 bytes")
        }
    }
}

/// What a roster is searched by; keeps a mark of one kind from being one of another.
enum RosterMark: String {
    case mailbox, name, className, code
}
