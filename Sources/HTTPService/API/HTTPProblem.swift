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

    struct Member: Encodable {
        let pointer: String
        /// Stable name of a fault of a convention's data.
        var code: String?
        let detail: String
    }

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
    /// The school's other conventions that have days of the same pupil.
    var overlapping: [Overlapping]?

    struct Overlapping: Encodable {
        let convention: String
        let firstDay, lastDay: String?
    }

    init(_ failure: RequestFailure, requestID: String) {
        type = Self.typePrefix + failure.code
        title = failure.frenchTitle
        status = failure.status.code
        detail = failure.frenchDetail
        self.requestID = requestID
        switch failure {
        case .invalidMembers(let members):
            errors = members.map { Member(pointer: $0.pointer, code: $0.code, detail: $0.detail) }
        case .workflow(.invalidData(let messages)): errors = messages.map(Member.init)
        case .workflow(.documentChanged(let current)): currentRevisionSha256 = current.hexadecimal
        case .workflow(.consentVersionChanged(let current)): currentConsentVersion = current
        case .workflow(.notYourTurn(let roles)): waitingFor = roles.map(\.rawValue)
        case .workflow(.overlapping(let overlaps)):
            overlapping = overlaps.map {
                Overlapping(
                    convention: $0.other.text, firstDay: $0.otherDays?.first, lastDay: $0.otherDays?.last)
            }
        default: break
        }
    }

    var response: Response {
        let response = try? Response.json(self, status: .init(code: status), contentType: Self.mediaType)
        return response ?? Response(status: .internalServerError)
    }
}

extension HTTPProblem.Member {
    fileprivate init(_ message: BilingualText) {
        self.init(
            pointer: message.fault.map { Self.pointer($0.path) } ?? "", code: message.fault?.code.rawValue,
            detail: message.french)
    }

    /// « placement/timetable/day[2]/date » is `/convention/placement/timetable/1/date` in the body of a draft.
    ///
    /// Source: RFC 6901.
    static func pointer(_ path: String) -> String {
        guard path != "document" else { return "" }
        let steps = path.split(separator: "/").map { step in
            guard let bracket = step.firstIndex(of: "["), let number = Int(step[bracket...].dropFirst().dropLast())
            else {
                return String(step)
            }
            return String(number - 1)
        }
        return "/" + ([steps.first == "contacts" ? "contacts" : "convention"] + steps).joined(separator: "/")
    }
}
