package import Workflow

/// Scheme, host and perhaps port under which people reach the service, without a slash at the end.
///
/// Mails are stored without it, and get it when they leave: the address belongs to the running service, and may change
/// between the making of a link and its delivery.
package struct PublicAddress: Hashable, Sendable {
    /// Stands for the address in stored mails; `.invalid` is reserved for names that lead nowhere.
    static let placeholder = "https://adresse-du-service.invalid"

    package let text: String

    /// - Parameter text: Such as `https://conventions.lycee.example`.
    /// - Throws: ``ServiceError`` with code `invalidPublicAddress` when there is a path, or anything else that cannot
    ///   stand at the beginning of every link; or when it would send secrets through a network in clear.
    package init(_ text: String) throws(ServiceError) {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let match = trimmed.wholeMatch(of: /(https?):\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?/)
        else {
            throw ServiceError(
                .invalidPublicAddress,
                "could not use --base-url \(text): expected scheme, host and perhaps port, as in"
                    + " https://conventions.lycee.example; a path is not supported")
        }
        let host = match.2.filter { $0 != "[" && $0 != "]" }
        guard match.1 == "https" || (try? ListenAddress(host: host, port: 0))?.isLoopback == true else {
            throw ServiceError(
                .invalidPublicAddress,
                "could not use --base-url \(text): links and codes would travel in clear; expected https://, with a"
                    + " reverse proxy for TLS")
        }
        self.text = trimmed
    }

    /// The address of a service without a reverse proxy.
    package init(of address: ListenAddress) { text = "http://\(address)" }
}

extension PublicAddress {
    /// An address for a mail that waits: the service that delivers it fills in its own.
    package static func undelivered(_ path: String) -> String { placeholder + path }
}

extension LinkAddresses {
    /// Addresses for mails that wait: the service that delivers them fills in its own.
    package static let undelivered = served(below: PublicAddress.placeholder)
}

extension OutgoingMail {
    /// The mail as it leaves a service.
    package func sent(from address: PublicAddress) -> OutgoingMail {
        var mail = OutgoingMail(
            messageKey: messageKey, to: to, subject: subject,
            textBody: textBody.replacing(PublicAddress.placeholder, with: address.text))
        mail.replyTo = replyTo
        return mail
    }
}
