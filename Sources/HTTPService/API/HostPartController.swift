import ConventionDomain
import Hummingbird
import Parties
import Workflow

/// Where the host's own software fills its part of a convention that is being prepared.
struct HostPartController: Sendable {
    let workflow: ConventionWorkflow
    let bodies: RequestBodies

    func addRoutes(to table: inout RouteTable) {
        table.add(ConventionPaths.base + "/:id/host-part", produces: "application/json", get: show, put: put)
    }

    private struct RemarkDTO: Encodable {
        let pointer: String
        let code: String?
        let detail: String
    }

    private struct HostPartDTO: Encodable {
        let convention: String
        /// `open`, `given`, `approved`, `cancelled`
        let state: String
        let handedBack: String?
        let missing, faults, advice: [RemarkDTO]
        /// What is kept, as the body of a PUT has it; empty once there is a draft.
        let part: JSONTree
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (token, id) = try caller(request, context)
        return try .json(Self.dto(try await workflow.hostPartView(id, token)))
    }

    /// Takes the place of everything that the host had written.
    @Sendable private func put(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let (token, id) = try caller(request, context)
        _ = try await workflow.hostPartView(id, token)
        let body = try HostPartRequestBody(try await bodies.collect(request, mediaType: "application/json"))
        let view = try await workflow.savePart(token, body.part, gives: body.gives)
        guard !body.gives || view.situation != .open else {
            throw RequestFailure.invalidMembers(
                (view.assessment.faults + view.assessment.missing).map {
                    let remark = Self.remark($0, view)
                    return .init(pointer: remark.pointer, detail: remark.detail, code: remark.code)
                })
        }
        return try .json(Self.dto(view))
    }

    private func caller(
        _ request: Request, _ context: ServiceRequestContext
    ) throws(RequestFailure) -> (PartToken, ConventionID) {
        let token: PartToken = try request.bearerToken()
        guard let id = ConventionID(context.parameters.get("id") ?? "") else { throw .workflow(.unknownConvention) }
        return (token, id)
    }

    private static func dto(_ view: PartView) -> HostPartDTO {
        HostPartDTO(
            convention: view.convention.text, state: view.situation.word, handedBack: view.handedBack,
            missing: view.assessment.missing.map { remark($0, view) },
            faults: view.assessment.faults.map { remark($0, view) },
            advice: view.assessment.advice.map { remark($0, view) }, part: view.hostPart.tree)
    }

    private static func remark(_ remark: PartAssessment.Remark, _ view: PartView) -> RemarkDTO {
        var pointer = HostPart.pointer(remark.key)
        if let index = view.hostPart.days.firstIndex(where: { HostPart.key($0) == remark.key }) {
            pointer = "\(HostPart.pointer(HostPart.timetable))/\(index)"
        }
        return RemarkDTO(pointer: pointer, code: remark.code, detail: remark.text.french)
    }
}

extension PartView.Situation {
    fileprivate var word: String {
        switch self {
        case .open: "open"
        case .given: "given"
        case .approved: "approved"
        case .cancelled: "cancelled"
        }
    }
}
