import ConventionDomain
import Hummingbird
import Workflow

import struct Foundation.Date

extension CountersignatureController {
    /// Makes the attestation; its document is then read and countersigned at its own addresses.
    @Sendable func attest(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (token, id) = try caller(request, context)
        let key = try request.idempotencyKey()
        let body = try AttestationRequestBody(try await bodies.collect(request, mediaType: "application/json"))
        let begun = try await useCases.attest(id, token, AttestationByToken(entry: body.entry, idempotencyKey: key))
        var response = try Response.json(BegunAttestationDTO(begun, base: base), status: .created)
        response.headers[.location] = base + ConventionPaths.convention(begun.attestation)
        if begun.isReplay { response.headers[.idempotencyReplayed] = "true" }
        return response
    }
}

/// The body of `POST …/attestation`.
struct AttestationRequestBody: Decodable {
    /// No school year has more.
    private static let days = 1...366

    let daysPresent: Int
    let appreciation: String?

    private enum CodingKeys: CodingKey { case daysPresent, appreciation }

    /// What is there has to be a text: `null` is none.
    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        daysPresent = try members.decode(Int.self, forKey: .daysPresent)
        appreciation =
            members.contains(.appreciation) ? try members.decode(String.self, forKey: .appreciation) : nil
    }

    /// - Throws: As ``CountersignatureRequestBody``; also for days that no placement has.
    init(_ bytes: [UInt8]) throws(RequestFailure) {
        self = try Self.decoded(bytes)
        guard Self.days.contains(daysPresent) else {
            throw .invalidMembers([.init(pointer: "/daysPresent", detail: "Nombre de 1 à 366 attendu.")])
        }
    }

    var entry: AttestationEntry {
        let words = appreciation?.replacing("\r\n", with: "\n") ?? ""
        return AttestationEntry(
            daysPresent: daysPresent, appreciation: words.allSatisfy(\.isWhitespace) ? nil : words)
    }
}

/// What the host's software gets for it.
private struct BegunAttestationDTO: Encodable {
    let attestation: String
    /// For this document alone, as the one in the mail is for the convention.
    let accessToken: String
    let expiresAt: Date
    let status, document, countersignature: String

    init(_ begun: BegunAttestation, base: String) {
        attestation = begun.attestation.text
        accessToken = begun.accessToken.text
        expiresAt = begun.expiresAt
        status = base + ConventionPaths.convention(begun.attestation)
        document = base + ConventionPaths.document(begun.attestation)
        countersignature = base + ConventionPaths.countersignature(begun.attestation)
    }
}
