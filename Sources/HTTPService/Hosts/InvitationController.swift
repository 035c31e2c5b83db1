import HTTPTypes
import Hummingbird
package import Placements

/// Where the link of a school's invitation leads: what is asked, and how to get to the form that is filled already.
struct InvitationController: Sendable {
    let door: VisitorDoor
    let desk: HostDesk

    private var writer: PageWriter { door.writer }

    func addRoutes(to table: inout RouteTable) {
        table.add(InvitationPaths.prefix + ":\(InvitationPaths.parameter)", get: show)
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        let text = context.parameters.get(InvitationPaths.parameter) ?? ""
        guard let invitation = try await desk.invitation(text) else { return over }
        let visitor = try await door.visitor(request)?.visitor
        var hasEntered = false
        if case .employer? = visitor { hasEntered = true }
        let page = InvitationPage(
            page: writer.frame("Proposer un stage"), school: invitation.schoolName,
            host: invitation.name.isEmpty ? "votre organisme" : invitation.name, isReserved: invitation.isReserved,
            form: hasEntered ? InvitationPaths.form(invitation.id) : nil,
            entrance: hasEntered ? nil : VisitorPaths.entrance(to: invitation.id),
            until: writer.dates.day(invitation.expiresAt))
        return writer.templates.response(.invitation, page)
    }

    private var over: Response {
        writer.message(
            Message(
                title: "Cette invitation ne vaut plus",
                paragraphs: [
                    "Son délai est passé, ou l’adresse est incomplète. Vous pouvez proposer une place sans elle."
                ], link: Message.Link(path: GuidePaths.employers, label: "Accueillir un élève")), status: .notFound)
    }
}

/// The page behind the link of an invitation.
struct InvitationPage: Sendable {
    let page: PageFrame
    let school: String
    let host: String
    let isReserved: Bool
    /// For who has entered as an employer.
    let form: String?
    let entrance: String?
    let until: String
}

/// The addresses of invitations.
package enum InvitationPaths {
    static let prefix = "/employeurs/invitation/"
    static let parameter = "invitation"

    package static func landing(_ id: HostInvitation.ID) -> String { prefix + id.text }

    /// The form of a new offer, filled.
    static func form(_ id: HostInvitation.ID) -> String {
        "\(EmployerOfferPaths.new)?\(OfferFormName.invitation)=\(id.text)"
    }
}
