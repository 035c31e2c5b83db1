import ConventionDomain
import HTTPTypes
import Hummingbird
import Workflow

/// Behind a link for signing or reading: the amendments of a convention, and the convention that an amendment changes.
struct AmendmentController: Sendable {
    let useCases: SignatoryUseCases
    let access: LinkAccess
    /// `/s/` or `/r/`.
    let prefix: String

    func addRoutes(to table: inout RouteTable) {
        table.add(
            "\(prefix):token/\(RelationLines.amendmentsEnd)/:convention",
            get: { request, context in
                guard let id = ConventionID(context.parameters.get("convention") ?? "") else {
                    throw WorkflowError.unknownConvention
                }
                return try await useCases.amendment(id, try await access.admitted(request, context)).response(
                    to: request)
            })
        table.add(
            "\(prefix):token/\(RelationLines.conventionEnd)",
            get: { request, context in
                try await useCases.amendedConvention(try await access.admitted(request, context)).response(to: request)
            })
    }
}
