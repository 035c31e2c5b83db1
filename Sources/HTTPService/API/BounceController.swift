import Hummingbird
import Workflow

/// To whom a mail provider tells what came back.
package struct BounceDoor: Sendable {
    /// What the provider has to send as a bearer token.
    let secret: [UInt8]
    let note: @Sendable (_ messageKey: String, _ status: String) async throws -> Void

    package init(
        secret: [UInt8], note: @escaping @Sendable (String, String) async throws -> Void
    ) {
        (self.secret, self.note) = (secret, note)
    }
}

/// `POST /api/v1/bounces`, for the mail provider or what the operator puts before it.
struct BounceController: Sendable {
    static let path = "/api/v1/bounces"

    let door: BounceDoor
    let bodies: RequestBodies
    /// HMAC under a key that never leaves the store: what is compared says nothing about the secret.
    let authenticate: @Sendable ([UInt8]) -> [UInt8]

    func addRoutes(to table: inout RouteTable) { table.add(Self.path, produces: "application/json", post: take) }

    private struct Body: Decodable {
        let messageId: String
        let status: String
    }

    /// The same answer whether there is such a message: nobody finds out by trying.
    private struct TakenDTO: Encodable { let taken = true }

    @Sendable private func take(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        guard request.headers[.authorization] != nil else { throw RequestFailure.accessTokenMissing }
        guard let given = request.bearerCredentials, authenticate(given) == authenticate(door.secret) else {
            throw RequestFailure.workflow(.unauthorized)
        }
        let body = try Body.decoded(try await bodies.collect(request, mediaType: "application/json"))
        guard let key = BounceFields.messageKey(in: body.messageId) else {
            throw Self.refused("/messageId", "Message-ID du message attendu, tel qu’il est parti.")
        }
        guard let status = BounceFields.status(in: body.status) else {
            throw Self.refused("/status", "Code d’état attendu, comme 5.1.1.")
        }
        if BounceFields.isPermanent(status) { try await door.note(key, status) }
        return try Response.json(TakenDTO())
    }

    private static func refused(_ pointer: String, _ detail: String) -> RequestFailure {
        .invalidMembers([.init(pointer: pointer, detail: detail)])
    }
}
