import Parties
import Workflow

import struct Foundation.Date

/// What is printed of an endpoint; never its secret.
struct WebhookText {
    private let endpoint: WebhookEndpoint
    private let language: Language

    init(_ endpoint: WebhookEndpoint, in language: Language) {
        self.endpoint = endpoint
        self.language = language
    }

    var line: String { "\(endpoint.name)  \(owner)  \(state)  \(endpoint.url)" }

    var text: String {
        let events = endpoint.events.map(\.rawValue).sorted().joined(separator: ", ")
        var lines = [
            line, language("Événements : ", "Events: ") + (events.isEmpty ? language("tous", "all") : events),
            language("Enregistré le ", "Registered ") + moment(endpoint.createdAt),
        ]
        if let last = endpoint.health.lastDeliveredAt {
            lines.append(language("Dernier message reçu le ", "Last message received ") + moment(last))
        }
        if let since = endpoint.health.failingSince {
            lines.append(
                language("Ne répond plus depuis le ", "Not answering since ") + moment(since)
                    + (endpoint.health.lastFailure.map { ": \($0)" } ?? ""))
        }
        if let end = endpoint.health.disabledAt {
            lines.append(
                language("Désactivé le ", "Disabled ") + moment(end)
                    + language(
                        " ; quand il répond de nouveau : seing webhook enable \(endpoint.name)",
                        "; when it answers again: seing webhook enable \(endpoint.name)"))
        }
        lines += endpoint.earlier.map { earlier in
            language("Ancien secret valable jusqu’au ", "Old secret good until ") + moment(earlier.endsAt)
        }
        return lines.joined(separator: "\n")
    }

    static func line(_ record: WebhookDeliveryRecord, in language: Language) -> String {
        let tries = language("essais : \(record.attempts)", "tries: \(record.attempts)")
        return "\(record.id)  \(record.messageKey)  \(record.convention)  \(word(record.state, language))  \(tries)"
            + (record.reason.map { "  \($0)" } ?? "")
    }

    private static func word(_ state: WebhookDeliveryRecord.State, _ language: Language) -> String {
        switch state {
        case .waiting: language("en attente", "waiting")
        case .delivered: language("remis", "delivered")
        case .dead: language("abandonné", "given up")
        case .dropped: language("retiré", "dropped")
        }
    }

    private var owner: String { endpoint.siret?.digits ?? language("établissement scolaire", "school") }

    private var state: String {
        switch endpoint.state {
        case .active: language("actif", "active")
        case .failing: language("ne répond pas", "failing")
        case .disabled: language("désactivé", "disabled")
        }
    }

    private func moment(_ date: Date) -> String { Moment.text(Int64(date.timeIntervalSince1970), in: language) }
}
