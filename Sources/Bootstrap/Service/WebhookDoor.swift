import ConventionTemplates
import HTTPService
import Parties
import Persistence
import TrustServices
package import Workflow

import struct Foundation.Date

/// How webhooks leave the service.
package struct WebhookDoor: Sendable {
    /// Messages in one round, one for each endpoint: whoever hangs holds the others up for one timeout.
    static let width = WebhookSender.width

    private let store: WebhookStore
    private let sender: WebhookSender
    private let address: PublicAddress?
    private let clock: WallClock

    /// - Parameter address: Filled into the messages as they leave.
    init(_ installation: Installation, address: PublicAddress?, clock: WallClock) throws {
        store = installation.store.webhookStore
        sender = WebhookSender(
            policy: try WebhookSettings.read(dataDirectory: installation.dataDirectory).policy)
        self.address = address
        self.clock = clock
    }

    /// The endpoint is asked for anew with each message: its address or its secrets may have changed since it was queued.
    var mailer: Mailer {
        Mailer { message throws(MailDeliveryError) in
            let endpoints: [WebhookEndpoint]
            do throws(StoreError) { endpoints = try await store.list() } catch {
                throw MailDeliveryError(isPermanent: false, reason: "the endpoints could not be read")
            }
            guard let endpoint = endpoints.first(where: { $0.id == message.to }) else {
                throw MailDeliveryError(isPermanent: true, reason: "the endpoint was removed")
            }
            do throws(WebhookSenderError) {
                try await send(address.map { message.sent(from: $0) } ?? message, to: endpoint)
            } catch { throw MailDeliveryError(isPermanent: false, reason: error.description) }
        }
    }

    private func send(_ message: OutgoingMail, to endpoint: WebhookEndpoint) async throws(WebhookSenderError) {
        guard let url = ServiceURL(endpoint.url) else {
            throw WebhookSenderError(status: nil, description: "the endpoint's address is none; register it anew")
        }
        let now = clock.now()
        try await sender.send(
            WebhookSender.Message(
                id: message.messageKey, body: Array(message.textBody.utf8),
                timestamp: Int64(now.timeIntervalSince1970.rounded(.down)),
                keys: endpoint.secrets(at: now).map(\.key)), to: url, isEmployers: endpoint.isOwnedByEmployer)
    }

    /// Sends an endpoint a message that is about nothing, now and once.
    ///
    /// - Returns: Why it did not arrive, without anything that the endpoint sent; `nil` when it did.
    package func tryOut(_ endpoint: WebhookEndpoint, id: String) async throws(WorkflowError) -> String? {
        let message = WebhookMessage(id: id, event: WebhookMessage.trial, at: clock.now())
        let mail = OutgoingMail(
            messageKey: message.id, to: endpoint.id, subject: "", textBody: try message.text())
        do { try await send(mail, to: endpoint) } catch { return error.description }
        return nil
    }
}

extension Installation {
    package func webhookDoor(clock: WallClock = .system) throws -> WebhookDoor {
        try WebhookDoor(self, address: nil, clock: clock)
    }

    /// - Throws: What is wrong with `webhooks.json`.
    package func webhookOffice(clock: WallClock = .system) throws -> WebhookOffice {
        let policy = try WebhookSettings.read(dataDirectory: dataDirectory).policy
        return WebhookOffice(store: store.webhookStore, clock: clock, randomness: .system) { url, isEmployers in
            policy.problem(in: url, isEmployers: isEmployers).map(\.text)
        }
    }

    func webhookFollower() -> WebhookFollower {
        WebhookFollower(
            workflow, store: store.webhookStore, host: { try? ConventionXML.parseKept($0).host.siret },
            address: { PublicAddress.undeliveredState(of: $0) })
    }
}

extension WebhookPolicy.Problem {
    fileprivate var text: BilingualText {
        switch self {
        case .unreadable:
            BilingualText(
                "Adresse https attendue, sans nom d’utilisateur ni caractère spécial, de 2000 signes au plus.",
                "Expected an https address without a user name or special signs, of 2000 signs at most.")
        case .insecure:
            BilingualText(
                "L’adresse doit commencer par https:// ; http n’est admis que vers cette machine, où webhooks.json l’indique.",
                "The address has to begin with https://; http is for this machine only, where webhooks.json lists it.")
        case .notPublic:
            BilingualText(
                "Cette adresse n’est pas publique ; qui fait fonctionner le service peut l’admettre dans webhooks.json.",
                "This address is not public; whoever runs the service may allow it in webhooks.json.")
        case .operatorsOwn:
            BilingualText(
                "Cette adresse est réservée à qui fait fonctionner le service.",
                "This address is for whoever runs the service.")
        }
    }
}
