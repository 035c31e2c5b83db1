/// Which way a message leaves. Each has senders of its own, so that a server that hangs on one holds no other up.
package enum OutboxLane: String, Hashable, Sendable, CaseIterable {
    case mail
    /// Text messages to telephones.
    case sms
    /// What software is told of what happened.
    case webhook

    /// Of a message to a person.
    package init(_ mail: OutgoingMail) {
        switch mail.medium {
        case nil: self = .mail
        case .sms: self = .sms
        }
    }

    /// Those of messages to people.
    package static let people: [OutboxLane] = [.mail, .sms]
}
