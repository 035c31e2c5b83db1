import ConventionDomain
import OpenSSLBridge
import Workflow

/// An event made ready for the journal outside the transaction: encrypted, and committed to.
struct SealedEvent {
    let position: Int
    let kind: ConventionEvent.Kind
    /// SHA-256 of salt and payload. The salt keeps anybody from guessing a payload from its commitment.
    let commitment: [UInt8]
    /// Salt and payload, encrypted under the convention's key for this position; of an erasure, in clear.
    let payload: [UInt8]

    /// Number of bytes.
    static let saltByteCount = 32

    init(_ event: ConventionEvent, position: Int, of convention: String, key: ConventionKey) throws(StoreError) {
        let salted = try random(Self.saltByteCount) + EventCodec.encode(event)
        self.position = position
        kind = event.kind
        commitment = DigestAlgorithm.sha256.digest(salted)
        payload =
            event.kind == .erased
            ? salted : try key.seal(salted, at: .event(convention, position: position, type: event.kind.rawValue))
    }

    /// Reads an event back and compares it with its commitment.
    ///
    /// - Parameter key: The convention's; `nil` when it was destroyed, which leaves the erasure alone readable.
    static func open(_ row: EventRow, key: ConventionKey?) throws(StoreError) -> ConventionEvent {
        try EventCodec.decode(try opened(row, key: key).payload, type: row.header.type)
    }

    /// Salt and payload, compared with the commitment.
    static func opened(
        _ row: EventRow, key: ConventionKey?
    ) throws(StoreError) -> (salt: [UInt8], payload: [UInt8]) {
        let salted = try salted(row, key)
        guard DigestAlgorithm.sha256.digest(salted) == row.header.commitment, salted.count >= saltByteCount else {
            throw .damaged("event whose payload is not the one committed to")
        }
        return (Array(salted.prefix(saltByteCount)), Array(salted.dropFirst(saltByteCount)))
    }

    private static func salted(_ row: EventRow, _ key: ConventionKey?) throws(StoreError) -> [UInt8] {
        let header = row.header
        if row.isInClear { return row.payload }
        guard let key else { throw .erased }
        return try key.open(
            row.payload, at: .event(header.convention, position: header.position, type: header.type))
    }
}
