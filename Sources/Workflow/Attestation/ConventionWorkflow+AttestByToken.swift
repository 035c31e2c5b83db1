package import ConventionDomain
import Parties

package import struct Foundation.Date

/// What the host's software sends to attest a placement, as its body says it.
package struct AttestationByToken: Hashable, Sendable, IdempotentRequest {
    package let entry: AttestationEntry
    /// From the `Idempotency-Key` header; 1 to 255 printable ASCII characters.
    package let idempotencyKey: String

    package init(entry: AttestationEntry, idempotencyKey: String) {
        (self.entry, self.idempotencyKey) = (entry, idempotencyKey)
    }

    var parts: [String] { ["attestation", String(entry.daysPresent), entry.appreciation ?? ""] }
}

/// An attestation that waits for the host to read and countersign it.
package struct BegunAttestation: Hashable, Sendable {
    package let attestation: ConventionID
    /// Opens it, and nothing else, for who signs for the host.
    package let accessToken: AccessToken
    package let expiresAt: Date
    /// Whether an earlier request with the same key made it.
    package let isReplay: Bool

    package init(attestation: ConventionID, accessToken: AccessToken, expiresAt: Date, isReplay: Bool) {
        (self.attestation, self.accessToken) = (attestation, accessToken)
        (self.expiresAt, self.isReplay) = (expiresAt, isReplay)
    }
}

extension ConventionWorkflow {
    /// Makes the attestation for the host's software, ready to be read and countersigned like any document: nobody signs what was not read.
    ///
    /// Its reference and its token follow from the convention's token and the idempotency key, so that a request that is sent again meets what it
    /// made, even if the first answer was lost.
    ///
    /// - Throws: ``WorkflowError/unauthorized`` unless the token opens this convention for who signs for the host;
    ///   ``WorkflowError/attestation(_:)`` when there is nothing to attest, or it was attested; ``WorkflowError/invalidData(_:)`` for what was
    ///   entered and for the key; ``WorkflowError/idempotencyConflict``.
    package func attest(
        _ id: ConventionID, accessToken: AccessToken, request: AttestationByToken
    ) async throws(WorkflowError) -> BegunAttestation {
        for _ in 0..<settings.rounds {
            let grant = try await openForAttesting(accessToken, of: id)
            let idempotency = try request.record(for: grant.record)
            let (attestation, token) = try drawn(from: idempotency)
            if try await isRepeated(idempotency) { return try await replay(attestation, token) }
            let time = now()
            let expiry = time.addingTimeInterval(settings.signingLinkLifetime)
            let isBegun = try await beginAttestation(
                request.entry, as: attestation, of: grant.dossier, by: grant.record.fieldName, at: time
            ) { _, change in
                change.accessGrants = [
                    AccessGrant(
                        hash: token.hash, convention: attestation, fieldName: grant.record.fieldName, expiresAt: expiry)
                ]
                change.idempotency = idempotency
            }
            guard isBegun else { continue }
            return BegunAttestation(
                attestation: attestation, accessToken: token, expiresAt: expiry, isReplay: false)
        }
        throw .unavailable(.contention)
    }

    private func openForAttesting(
        _ token: AccessToken, of id: ConventionID
    ) async throws(WorkflowError) -> OpenedGrant {
        let grant = try await open(token, for: id)
        guard grant.dossier.drafting.follows == nil,
            try grant.dossier.requireSignatory(grant.record.fieldName).role == .employer
        else { throw .unauthorized }
        return grant
    }

    /// Nobody but the store can compute them.
    private func drawn(from record: IdempotencyRecord) throws(WorkflowError) -> (ConventionID, AccessToken) {
        func bytes(_ what: String) -> [UInt8] {
            ports.store.authenticate(Array("attestation \(what) ".utf8) + record.key.bytes)
        }
        guard let id = ConventionID(randomBytes: bytes("reference")),
            let token = AccessToken(randomBytes: bytes("token"))
        else { throw .unavailable(.randomness) }
        return (id, token)
    }

    private func replay(
        _ attestation: ConventionID, _ token: AccessToken
    ) async throws(WorkflowError) -> BegunAttestation {
        let grant: AccessGrant?
        do { grant = try await ports.store.accessGrant(token.hash) } catch { throw WorkflowError(error) }
        guard let grant, grant.convention == attestation else { throw .unavailable(.damagedStorage) }
        return BegunAttestation(
            attestation: attestation, accessToken: token, expiresAt: grant.expiresAt, isReplay: true)
    }
}
