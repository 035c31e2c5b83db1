import ConventionDomain
import HTTPTypes
import Hummingbird
import Parties
import Workflow

/// An error of the API.
///
/// Source: RFC 9457.
struct HTTPProblem: Encodable {
    static let mediaType = "application/problem+json"
    /// Problem types are names, not addresses; clients compare them whole.
    static let typePrefix = "urn:seing:problem:"

    struct Member: Encodable { let pointer: String, detail: String }

    let type: String
    let title: String
    let status: Int
    let detail: String
    /// What a person can quote to who runs the service.
    let requestID: String
    var errors: [Member]?
    /// The newest revision, when another one was read.
    var currentRevisionSha256: String?
    var currentConsentVersion: String?
    var waitingFor: [String]?

    init(_ failure: RequestFailure, requestID: String) {
        type = Self.typePrefix + failure.code
        title = failure.frenchTitle
        status = failure.status.code
        detail = failure.frenchDetail
        self.requestID = requestID
        switch failure {
        case .invalidMembers(let members): errors = members.map { Member(pointer: $0.pointer, detail: $0.detail) }
        case .workflow(.invalidData(let messages)): errors = messages.map { Member(pointer: "", detail: $0.french) }
        case .workflow(.documentChanged(let current)): currentRevisionSha256 = current.hexadecimal
        case .workflow(.consentVersionChanged(let current)): currentConsentVersion = current
        case .workflow(.notYourTurn(let roles)): waitingFor = roles.map(\.rawValue)
        default: break
        }
    }

    var response: Response {
        let response = try? Response.json(self, status: .init(code: status), contentType: Self.mediaType)
        return response ?? Response(status: .internalServerError)
    }
}
