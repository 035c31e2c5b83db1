import ConventionDomain
import Parties

/// The addresses of the API.
enum ConventionPaths {
    static let base = "/api/v1/conventions"
    static let preparations = "/api/v1/preparations"
    /// Of what a school's software signs with a key.
    static let school = "/api/v1/school"
    /// Of what an employer's software lists and signs with a key.
    static let employer = "/api/v1/employer"

    static func convention(_ id: ConventionID) -> String { "\(base)/\(id.text)" }
    static func document(_ id: ConventionID) -> String { "\(convention(id))/document" }
    static func sheet(_ sheet: HandoverSheet, _ id: ConventionID) -> String { "\(convention(id))/\(sheet.rawValue)" }
    static func countersignature(_ id: ConventionID) -> String { "\(convention(id))/countersignature" }
    static func signatureSession(_ id: ConventionID, _ session: String) -> String {
        "\(convention(id))/signature-sessions/\(session)"
    }
    static func hostPart(_ id: ConventionID) -> String { "\(convention(id))/host-part" }
    static func attestation(_ id: ConventionID) -> String { "\(convention(id))/attestation" }
    static func refusal(_ id: ConventionID) -> String { "\(convention(id))/refusal" }
}
