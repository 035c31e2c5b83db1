import ConventionDomain
import OpenSSLBridge
import Parties

/// A request that an employer's software may send again without doing anything twice.
protocol IdempotentRequest {
    /// From the `Idempotency-Key` header; 1 to 255 printable ASCII characters.
    var idempotencyKey: String { get }
    /// Everything that makes another request of it, what it asks for included.
    var parts: [String] { get }
}

extension IdempotentRequest {
    /// The key counts for one access grant only, so that nobody meets another's keys.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` for the key.
    ///
    /// Source: draft-ietf-httpapi-idempotency-key-header, which leaves the key's form to the server.
    func record(for grant: AccessGrant) throws(WorkflowError) -> IdempotencyRecord {
        try requireUsable(idempotencyKey: idempotencyKey)
        let key = DigestAlgorithm.sha256.digest(grant.hash.bytes + Array(idempotencyKey.utf8))
        let body = parts.map { "\($0.utf8.count):\($0)" }.joined()
        return IdempotencyRecord(key: TokenHash(bytes: key), requestDigest: digest(of: Array(body.utf8)))
    }
}

/// - Throws: ``WorkflowError/invalidData(_:)`` unless it is 1 to 255 visible ASCII characters.
func requireUsable(idempotencyKey: String) throws(WorkflowError) {
    let isPrintable = idempotencyKey.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    guard (1...255).contains(idempotencyKey.utf8.count), isPrintable else {
        throw .invalidData([
            BilingualText(
                "Idempotency-Key : 1 à 255 caractères ASCII visibles attendus.",
                "Idempotency-Key: expected 1 to 255 visible ASCII characters.")
        ])
    }
}

extension ConventionWorkflow {
    /// Whether the same request was carried out before.
    ///
    /// - Throws: ``WorkflowError/idempotencyConflict`` when the key served another request.
    func isRepeated(_ asked: IdempotencyRecord) async throws(WorkflowError) -> Bool {
        let earlier: IdempotencyRecord?
        do { earlier = try await ports.store.idempotency(asked.key) } catch { throw WorkflowError(error) }
        guard let earlier else { return false }
        guard earlier.requestDigest == asked.requestDigest else { throw .idempotencyConflict }
        return true
    }
}
