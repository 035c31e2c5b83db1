import ConventionDomain
import OpenSSLBridge

/// The part of an event that is in clear and chained.
///
/// Anybody can recompute the chain from the headers alone, before and after personal data were erased.
struct JournalHeader: Hashable, Sendable {
    /// Place among all events of the store, from 1 without a gap.
    let sequence: Int64
    let convention: String
    /// Place among the convention's events, from 1 without a gap.
    let position: Int
    let type: String
    /// Seconds since 1970-01-01T00:00:00Z.
    let at: Int64
    /// Hash of the event before this one in the store; 32 zero bytes for the first.
    let previousHash: [UInt8]
    /// Hash of the convention's event before this one; 32 zero bytes for its first.
    let previousOwnHash: [UInt8]
    /// SHA-256 of salt and payload.
    let commitment: [UInt8]

    /// Before the first event.
    static let noHash = [UInt8](repeating: 0, count: 32)

    /// Nine lines of ASCII, each ended by a line feed; hashes in lower-case hexadecimal, numbers in decimal.
    var canonical: [UInt8] {
        JournalForm.header(
            sequence: sequence, convention: convention, position: position, type: type, at: at,
            hashes: [previousHash, previousOwnHash, commitment].map(Self.hexadecimal))
    }

    /// SHA-256 of the canonical form.
    var hash: [UInt8] { DigestAlgorithm.sha256.digest(canonical) }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        DocumentDigest(bytes: bytes)?.hexadecimal ?? "(\(bytes.count) bytes)"
    }
}
