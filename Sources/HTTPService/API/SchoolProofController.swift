import ConventionDomain
import Hummingbird
import Workflow

/// Where a school's own software fetches proof files.
struct SchoolProofController: Sendable {
    let schools: SchoolUseCases
    let proofs: ProofUseCases

    func addRoutes(to table: inout RouteTable) {
        table.add("\(ConventionPaths.base)/:id/proof", produces: "application/xml", get: give)
    }

    /// `?signatory=FIELD` names whose; without it, that of the convention.
    @Sendable private func give(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        _ = try await schools.holder(of: request)
        guard let id = ConventionID(context.parameters.get("id") ?? "") else { throw WorkflowError.unknownConvention }
        let field = request.uri.queryParameters["signatory"].map(String.init)
        return try await proofs.ofConvention(id, field).response
    }
}

extension SchoolUseCases {
    /// Whose key a request bears.
    ///
    /// - Throws: ``RequestFailure/schoolKeyMissing``, ``RequestFailure/schoolKeyRefused``, and what else keeps it from being looked up.
    func holder(of request: Request) async throws(RequestFailure) -> SchoolKeyRecord {
        do {
            let key: SchoolKey = try request.bearerToken()
            return try await authenticate(key)
        } catch RequestFailure.accessTokenMissing {
            throw .schoolKeyMissing
        } catch RequestFailure.workflow(.unauthorized), WorkflowError.unauthorized {
            throw .schoolKeyRefused
        } catch let error as WorkflowError {
            throw .workflow(error)
        } catch { throw .unexpected(String(describing: type(of: error))) }
    }
}
