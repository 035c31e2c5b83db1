package import ConventionDomain
package import Foundation

/// What an endpoint is told: nothing about any person, and nothing that opens anything.
package struct WebhookMessage: Sendable {
    /// Sent to try an endpoint out; says nothing of any convention.
    package static let trial = "webhook.test"

    package let id: String
    package let event: String
    package let at: Date
    package var convention: ConventionID?
    package var status: String?
    package var address: String?

    package init(
        id: String, event: String, at: Date, convention: ConventionID? = nil, status: String? = nil,
        address: String? = nil
    ) {
        self.id = id
        self.event = event
        self.at = at
        self.convention = convention
        self.status = status
        self.address = address
    }

    /// The body in JSON, members in the order of the alphabet.
    ///
    /// Source: Standard Webhooks 1.0.0, “Payload structure”.
    package func text() throws(WorkflowError) -> String {
        var data: [String: String] = [:]
        data["convention"] = convention?.text
        data["status"] = status
        data["address"] = address
        let time = at.formatted(.iso8601)
        let object: [String: Any] = ["id": id, "type": event, "timestamp": time, "data": data]
        guard
            let body = try? JSONSerialization.data(
                withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        else { throw .unavailable(.texts) }
        return String(decoding: body, as: UTF8.self)
    }
}
