import Hummingbird
import Parties
import Workflow

/// What is wrong with the host's part as it stands on the page; the page's script asks for it, and nothing is kept.
extension PartController {
    func addCheckRoutes(to table: inout RouteTable) {
        guard let script else { return }
        table.add(HostPartScript.path, get: { request, _ in script.response(to: request) })
        table.add(LinkPaths.partPrefix + ":token" + LinkPaths.partCheckSuffix, get: leadBack, post: check)
    }

    @Sendable private func check(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try token(context)
        let fields = try await fields(request, for: token)
        let assessment = try await workflow.assessPart(token) { days in HostPartForm(fields, days: days).part }
        return try .json(HostPartCheck(assessment))
    }
}

/// The answer to the script: texts as the page shows them, by the identifiers of its elements.
private struct HostPartCheck: Encodable {
    struct Problem: Encodable {
        let field: String
        let text: String
    }

    let problems: [Problem]
    /// Identifiers of what nobody has written yet.
    let missing: [String]
    let advice: [String]

    init(_ assessment: PartAssessment) {
        var keys: [String] = []
        for fault in assessment.faults where !keys.contains(fault.key) { keys.append(fault.key) }
        problems = keys.compactMap { key in
            assessment.problem(of: key).map { Problem(field: key.elementID, text: $0) }
        }
        missing = assessment.missing.map(\.key.elementID)
        advice = assessment.advice.map { HostPartPage.adviceLead + $0.text.french }
    }
}
