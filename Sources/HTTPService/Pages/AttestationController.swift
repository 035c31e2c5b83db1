import ConventionDomain
import HTTPTypes
import Hummingbird
import Parties
import Workflow

/// Behind the host's reading link: what it attests of a placement that is over; behind everybody's: what it signed.
struct AttestationController: Sendable {
    let useCases: SignatoryUseCases
    let access: LinkAccess
    let writer: PageWriter

    func addRoutes(to table: inout RouteTable) {
        let path = LinkPaths.readingPrefix + ":token"
        table.add("\(path)/\(AttestationPage.pathEnd)", get: show, post: attest)
        table.add(
            "\(path)/\(AttestationPage.documentEnd)",
            get: { request, context in
                try await useCases.attestation(try await access.admitted(request, context)).response(to: request)
            })
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let link = access.form(token, prefix: LinkPaths.readingPrefix)
        do throws(WorkflowError) {
            let form = try await useCases.attestationForm(token)
            return writer.templates.response(.attestation, writer.attestationPage(form, link: link))
        } catch {
            // Signed meanwhile, or not over: the reading page says how it stands.
            if case .attestation = error { return .seeOther(link.path) }
            throw error
        }
    }

    /// Sends the browser to the page on which the host reads and signs what it wrote.
    @Sendable private func attest(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let token = try await access.admitted(request, context)
        let fields = try await access.fields(request, for: token)
        let link = access.form(token, prefix: LinkPaths.readingPrefix)
        let days = fields[AttestationPage.Field.days]
        let words = fields[AttestationPage.Field.appreciation].replacing("\r\n", with: "\n")
        let isEmpty = words.allSatisfy(\.isWhitespace)
        do throws(WorkflowError) {
            let entry = AttestationEntry(daysPresent: Self.number(days), appreciation: isEmpty ? nil : words)
            return .seeOther(access.form(try await useCases.attest(token, entry)).path)
        } catch {
            if case .attestation = error { return .seeOther(link.path) }
            guard case .invalidData(let messages) = error else { throw error }
            let form = try await useCases.attestationForm(token)
            // The days are looked at first; with good ones, it is the words that are not accepted.
            let areDaysGood = (1...max(form.plannedDays, 1)).contains(Self.number(days))
            let page = writer.attestationPage(
                form, link: link, days: days, appreciation: words,
                problem: FormProblem(
                    field: areDaysGood ? AttestationPage.Field.appreciation : AttestationPage.Field.days,
                    text: messages.map(\.french).joined(separator: " ")))
            return writer.templates.response(.attestation, page, status: .unprocessableContent)
        }
    }

    /// 0, which nobody attests, for anything but digits.
    private static func number(_ text: String) -> Int {
        let digits = text.filter { !$0.isWhitespace }
        return digits.allSatisfy { ("0"..."9").contains($0) } ? Int(digits) ?? 0 : 0
    }
}
