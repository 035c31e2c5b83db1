import Foundation
import Hummingbird

/// `/dev/mailbox`: the messages that a mail server would have sent. Only with the local mailbox and a demonstration PKI.
struct MailboxController: Sendable {
    let mailbox: DevelopmentMailbox
    let writer: PageWriter

    struct ListPage: Sendable {
        struct Line: Sendable { let path: String, subject: String, to: String, date: String, excerpt: String }

        let page: PageFrame
        let messages: [Line]
    }

    struct MessagePage: Sendable {
        let page: PageFrame
        let subject: String
        let to: String
        let date: String
        /// The text as HTML, with its addresses as links.
        let body: String
    }

    func addRoutes(to table: inout RouteTable) {
        table.add("/dev/mailbox", get: list)
        table.add("/dev/mailbox/:message", get: show)
    }

    @Sendable private func list(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try requireLoopbackName(request)
        let lines = try await mailbox.messages().map { message in
            ListPage.Line(
                path: "/dev/mailbox/\(message.id)", subject: message.subject, to: message.to,
                date: writer.dates.moment(message.deliveredAt), excerpt: Self.excerpt(message.textBody))
        }
        return writer.templates.response(
            .mailbox, ListPage(page: writer.frame("Boîte aux lettres de démonstration"), messages: lines))
    }

    @Sendable private func show(_ request: Request, _ context: ServiceRequestContext) async throws -> Response {
        try requireLoopbackName(request)
        let id = context.parameters.get("message")?.removingPercentEncoding ?? ""
        guard let message = try await mailbox.messages().first(where: { $0.id == id }) else {
            throw RequestFailure.notFound
        }
        let page = MessagePage(
            page: writer.frame(message.subject), subject: message.subject, to: message.to,
            date: writer.dates.moment(message.deliveredAt),
            body: LinkedText.html(message.textBody))
        return writer.templates.response(.mailboxMessage, page)
    }

    /// How the text begins, in one line, as mail programs show it: the subjects are all alike.
    private static func excerpt(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).prefix(12).joined(separator: " ") + "\u{A0}…"
    }

    /// Another site could point its own name at this machine and read the messages through the visitor's browser.
    private func requireLoopbackName(_ request: Request) throws {
        let authority = request.head.authority ?? ""
        let host =
            authority.hasPrefix("[") ? authority.prefix { $0 != "]" }.dropFirst() : authority.prefix { $0 != ":" }
        guard let address = try? ListenAddress(host: String(host), port: 0), address.isLoopback else {
            throw RequestFailure.notFound
        }
    }
}
