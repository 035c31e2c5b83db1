/// Hands one message over to the mail system.
package struct Mailer: Sendable {
    /// Returns once the mail system has taken responsibility for the message; throws otherwise.
    package let deliver: @Sendable (OutgoingMail) async throws(MailDeliveryError) -> Void

    package init(deliver: @escaping @Sendable (OutgoingMail) async throws(MailDeliveryError) -> Void) {
        self.deliver = deliver
    }
}

/// Why a message was not taken over.
package struct MailDeliveryError: Error, Hashable, Sendable {
    /// Trying again will not help: the address or the message itself is refused.
    package let isPermanent: Bool
    /// What the mail system answered, without any address: « 550 5.1.1 », « connection refused ».
    package let reason: String

    package init(isPermanent: Bool, reason: String) {
        self.isPermanent = isPermanent
        self.reason = reason
    }
}
