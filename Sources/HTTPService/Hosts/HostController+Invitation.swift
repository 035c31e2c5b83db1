import HTTPTypes
import Hummingbird
import Parties
import Placements
import Workflow

extension HostController {
    @Sendable func askToInvite(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, _, host in
            guard !host.isBlocked, host.record?.leftAloneAt == nil, parts.desk.pause(of: host) == nil else {
                return .seeOther(HostPaths.host(host.siret))
            }
            return invitationPage(host, session)
        }
    }

    @Sendable func invite(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, school, host in
            let fields = try await heads.fields(request, of: session)
            let (typed, isReserved) = (fields[HostFieldName.email], !fields[HostFieldName.reserved].isEmpty)
            do throws(HostError) {
                try await parts.desk.invite(
                    host.siret, of: school, to: typed, isReserved: isReserved, by: session.account.id)
                return done("invite", host.siret)
            } catch {
                switch error {
                // Sent twice, or by two: the page says when.
                case .invitedBefore, .changedMeanwhile, .blocked, .leftAlone:
                    return .seeOther(HostPaths.host(host.siret))
                case .noMailbox:
                    let text =
                        typed.allSatisfy(\.isWhitespace)
                        ? "Aucune adresse n’est connue\u{A0}: saisissez-en une."
                        : "Ce n’est pas une adresse électronique, par exemple prenom.nom@exemple.fr."
                    return invitationPage(host, session, typed, isReserved, problem: text)
                case .tooManyInvitations:
                    return invitationPage(
                        host, session, typed, isReserved,
                        problem:
                            "Votre établissement a déjà envoyé beaucoup d’invitations aujourd’hui\u{A0}: continuez demain."
                    )
                default: throw error
                }
            }
        }
    }

    /// A second click, or a page that another has overtaken, takes nothing more back.
    @Sendable func takeBack(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try await within(request, context) { session, school, host in
            let edition = try await heads.fields(request, of: session)[HostFieldName.edition]
            do throws(HostError) {
                try await parts.desk.takeBack(edition, from: host.siret, of: school, by: session.account.id)
                return done("reprise", host.siret)
            } catch {
                guard error == .changedMeanwhile else { throw error }
                return .seeOther(HostPaths.host(host.siret))
            }
        }
    }

    private func invitationPage(
        _ host: HostEntry, _ session: HeadSession, _ typed: String = "", _ isReserved: Bool = false,
        problem: String? = nil
    ) -> Response {
        let path = HostPaths.host(host.siret)
        let hint =
            host.email.map { "laissez vide pour écrire à \(Self.masked($0)), l’adresse de la dernière convention" }
            ?? "publique de préférence"
        let heading = "Inviter \(HostWords.name(host)) à publier une offre"
        let model = HostInvitationPage(
            page: writer.frame((problem == nil ? "" : "Erreur – ") + heading), bar: heads.bar(session),
            summary: ProblemSummary(problem.map { [FormProblem(field: HostFieldName.email, text: $0)] } ?? []),
            heading: heading, action: path + HostPaths.invite, formToken: heads.bar(session).formToken,
            email: HostPartPage.Field(
                name: HostFieldName.email, id: HostFieldName.email, label: "Adresse électronique", hint: hint,
                type: "email", isLong: false, value: String(typed.prefix(254)), problem: problem,
                maximumLength: 254), isReserved: isReserved, back: path)
        return writer.templates.response(
            .hostInvitation, model, status: problem == nil ? .ok : .unprocessableContent)
    }

    /// « c…@exemple.fr »
    private static func masked(_ mailbox: MailboxAddress) -> String {
        let parts = mailbox.text.split(separator: "@", maxSplits: 1)
        return "\(parts[0].prefix(1))…@\(parts.count > 1 ? parts[1] : "")"
    }
}

/// The page on which a host is asked for an offer.
struct HostInvitationPage: Sendable {
    let page: PageFrame
    let bar: HeadBar
    let summary: ProblemSummary?
    let heading: String
    let action: String
    let formToken: String
    let email: HostPartPage.Field
    let isReserved: Bool
    let back: String
}
