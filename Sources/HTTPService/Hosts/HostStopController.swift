import HTTPTypes
import Hummingbird
import Placements
import Workflow

/// Where the link of a school's message leads by which a host asks to be left alone. A look changes nothing: programs that scan mails look too.
struct HostStopController: Sendable {
    let access: LinkAccess
    let writer: PageWriter
    let parts: HostParts

    func addRoutes(to table: inout RouteTable) {
        table.add("\(HostPaths.stopPrefix)/:\(HostPaths.stopParameter)", get: show, post: stop)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let reference = context.parameters.get(HostPaths.stopParameter) ?? ""
        do throws(HostError) {
            let school = try parts.desk.school(toStop: reference)
            let path = HostPaths.stop(reference)
            return writer.templates.response(
                .hostStop,
                HostStopPage(
                    page: writer.frame("Ne plus recevoir de messages"), action: path,
                    formToken: access.formToken.text(for: path), school: parts.desk.schoolName(school)))
        } catch {
            guard error == .unknownHost else { throw error }
            return unknown
        }
    }

    @Sendable private func stop(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let reference = context.parameters.get(HostPaths.stopParameter) ?? ""
        let body = try await access.bodies.collect(request, mediaType: "application/x-www-form-urlencoded")
        try access.formToken.check(try FormFields(body), for: HostPaths.stop(reference))
        do throws(HostError) {
            let school = try parts.desk.school(toStop: reference)
            try await parts.desk.leaveAlone(reference)
            return writer.message(
                Message(
                    title: "C’est noté",
                    paragraphs: [
                        "\(parts.desk.schoolName(school)) ne vous enverra plus ni message ni invitation par ce service.",
                        "Ce qui concerne un stage en cours, convention ou candidature, vous parvient toujours.",
                    ]))
        } catch {
            switch error {
            case .unknownHost: return unknown
            case .changedMeanwhile: return .seeOther(HostPaths.stop(reference))
            default: throw WorkflowError.unavailable(.storage)
            }
        }
    }

    private var unknown: Response {
        writer.message(
            Message(
                title: "Ce lien n’est pas complet",
                paragraphs: ["Ouvrez-le de nouveau depuis le courriel, ou répondez à l’établissement qui vous écrit."]),
            status: .notFound)
    }
}
