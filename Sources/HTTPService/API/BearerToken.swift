import HTTPTypes
import Hummingbird
import Workflow

extension Request {
    /// The token of the Authorization header.
    ///
    /// - Throws: ``RequestFailure/accessTokenMissing``, or `unauthorized` when what is sent is no token of ours.
    ///
    /// Source: RFC 6750 §2.1.
    func bearerToken<Purpose>() throws(RequestFailure) -> SecretToken<Purpose> {
        guard let authorization = headers[.authorization] else { throw .accessTokenMissing }
        let parts = authorization.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let token = SecretToken<Purpose>(String(parts[1]))
        else { throw .workflow(.unauthorized) }
        return token
    }

    /// - Throws: ``RequestFailure/idempotencyKeyMissing``.
    func idempotencyKey() throws(RequestFailure) -> String {
        guard let key = headers[.idempotencyKey], !key.isEmpty else { throw .idempotencyKeyMissing }
        return key
    }
}
