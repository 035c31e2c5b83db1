private import Workflow

/// What a mail system says of a message that it had taken over: that it could not be delivered, or not yet.
///
/// Anybody may send one. Nothing of it is believed but that the message with this key did not arrive, and the key is known to
/// nobody but who got, or carried, that message.
///
/// Source: RFC 3462, RFC 3464.
package struct DeliveryReport: Hashable, Sendable {
    /// Of the message that is reported on, as ``OutgoingMail/messageKey`` has it.
    package let messageKey: String
    /// The worst of what is said of its recipients.
    package let outcome: Outcome

    package enum Outcome: Hashable, Sendable {
        /// Given up for good. The status is of the form `5.1.1`.
        case failed(status: String)
        /// Late, delivered, relayed, or given up for a reason that may pass: nothing that a person has to mend.
        case passing
    }

    /// Why a file is no report that counts.
    package enum Problem: Error, Hashable, Sendable {
        case tooLarge
        /// No `multipart/report` about a delivery.
        case notAReport
        /// One whose parts, fields or statuses are not what they should be.
        case malformed
        /// It does not say which message of ours it is about.
        case unknownMessage
    }

    /// The largest report that is read, in bytes; mail systems cut what they return.
    package static let maximumByteCount = 1_048_576

    /// - Parameter bytes: The whole message.
    package init(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.count <= Self.maximumByteCount else { throw .tooLarge }
        let message = try MessageEntity(bytes[...])
        guard let type = message.contentType, type.name == "multipart/report",
            type.parameters["report-type"]?.lowercased() == "delivery-status",
            let boundary = type.parameters["boundary"]
        else { throw .notAReport }
        let parts = try message.parts(boundary: boundary)
        guard parts.count >= 2, parts[1].contentType?.name == "message/delivery-status" else { throw .malformed }
        outcome = try Self.outcome(of: parts[1])
        guard parts.count >= 3, let key = try Self.messageKey(in: parts[2]) else { throw .unknownMessage }
        messageKey = key
    }

    /// A first group of fields about the message, then one for each recipient.
    ///
    /// Source: RFC 3464 §2.1, §2.3.3, §2.3.4.
    private static func outcome(of part: MessageEntity) throws(Problem) -> Outcome {
        guard part.isPlain else { throw .malformed }
        let groups = try MessageEntity.fieldGroups(part.body)
        guard groups.count >= 2 else { throw .malformed }
        var failure: String?
        for group in groups.dropFirst() {
            guard let action = group["action"]?.lowercased(), let field = group["status"],
                let status = BounceFields.status(in: field),
                ["failed", "delayed", "delivered", "relayed", "expanded"].contains(action)
            else { throw .malformed }
            if action == "failed", BounceFields.isPermanent(status) { failure = failure ?? status }
        }
        return failure.map { .failed(status: $0) } ?? .passing
    }

    /// Of the message that came back, whole or its header alone.
    private static func messageKey(in part: MessageEntity) throws(Problem) -> String? {
        let returned = ["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"]
        guard let name = part.contentType?.name, returned.contains(name), part.isPlain else { return nil }
        return try MessageEntity(part.body).fields["message-id"].flatMap(BounceFields.messageKey)
    }
}
