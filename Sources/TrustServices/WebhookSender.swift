import CurlBridge
package import OpenSSLBridge

/// Hands a message to software that somebody registered: one POST over https to a public address, signed.
///
/// The address was chosen by others, so that it may lead anywhere: what a socket is connected to is looked at, not the name
/// (``AddressPolicy``); nothing is redirected, and of the answer only the status counts.
package struct WebhookSender: Sendable {
    private static let connectTimeout = Duration.seconds(3)
    private static let timeout = Duration.seconds(8)
    /// Of the answer, which is thrown away. In bytes.
    private static let maximumAnswer = 65_536

    private let policy: WebhookPolicy
    private let authoritiesFile: String?
    /// libcurl blocks, and the threads of Swift's tasks must not.
    private let threads = BlockingThreads("webhooks", count: width)
    /// Endpoints that are asked at the same time.
    package static let width = 16

    /// - Parameter authoritiesFile: PEM file of the authorities for https; the system's when `nil`.
    package init(policy: WebhookPolicy, authoritiesFile: String? = nil) {
        self.policy = policy
        self.authoritiesFile = authoritiesFile
    }

    /// What is sent, and with which secrets it is authenticated.
    package struct Message: Sendable {
        package let id: String
        package let body: [UInt8]
        /// Seconds since 1970, of this try.
        package let timestamp: Int64
        package let keys: [[UInt8]]

        package init(id: String, body: [UInt8], timestamp: Int64, keys: [[UInt8]]) {
            self.id = id
            self.body = body
            self.timestamp = timestamp
            self.keys = keys
        }
    }

    /// Returns when the endpoint has answered with a status of 200 to 299.
    ///
    /// - Parameter isEmployers: Whether an employer chose the address: then it is public, whatever the operator allows its own.
    /// - Throws: ``WebhookSenderError``, with nothing that the endpoint sent.
    package func send(_ message: Message, to url: ServiceURL, isEmployers: Bool) async throws(WebhookSenderError) {
        let call = try call(message, to: url, isEmployers: isEmployers)
        if let error = await threads.run({ Self.post(call, to: url.server) }) { throw error }
    }

    private func call(
        _ message: Message, to url: ServiceURL, isEmployers: Bool
    ) throws(WebhookSenderError) -> HTTPCall {
        let signature: String
        do {
            signature = try WebhookSignature.header(
                id: message.id, timestamp: message.timestamp, body: message.body, keys: message.keys)
        } catch { throw WebhookSenderError(status: nil, description: "the message could not be authenticated") }
        let permits = policy.rule(for: url, isEmployers: isEmployers)
        var call = HTTPCall(
            method: .post(body: message.body, contentType: "application/json"), url: url.description, accept: "*/*",
            connectTimeout: Self.connectTimeout, timeout: Self.timeout, maximumByteCount: Self.maximumAnswer,
            authoritiesFile: authoritiesFile, permits: permits)
        call.fields = [
            ("webhook-id", message.id), ("webhook-timestamp", String(message.timestamp)),
            ("webhook-signature", signature),
        ].compactMap { HTTPSecretHeader(name: $0, value: $1) }
        return call
    }

    private static func post(_ call: HTTPCall, to server: HostAndPort) -> WebhookSenderError? {
        let answer: HTTPAnswer
        do { answer = try call.perform() } catch {
            let advice =
                error.kind == .addressRefused
                ? "; only public addresses are, and by https, but for hosts that webhooks.json lists" : ""
            return WebhookSenderError(status: nil, description: "\(server): \(error)\(advice)")
        }
        guard (200...299).contains(answer.status) else {
            return WebhookSenderError(
                status: answer.status,
                description:
                    "\(server) answered with status \(answer.status), expected 200 to 299; redirections are not followed"
            )
        }
        return nil
    }
}

/// Why a message was not taken over; says nothing that the endpoint sent.
package struct WebhookSenderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// `nil` without an answer.
    package let status: Int?
    package let description: String

    package init(status: Int?, description: String) {
        self.status = status
        self.description = description
    }
}

/// How a receiver knows who speaks, and that nobody changed or repeats it.
///
/// Source: Standard Webhooks 1.0.0, “Signature scheme”.
package enum WebhookSignature {
    /// `v1,` and HMAC-SHA-256 in base64 over id, time and body, once for each key, with a space between two.
    ///
    /// - Throws: ``OpenSSLError`` when a key is empty.
    package static func header(
        id: String, timestamp: Int64, body: [UInt8], keys: [[UInt8]]
    ) throws(OpenSSLError) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        var signatures: [String] = []
        for key in keys { signatures.append("v1,\(Base64.text(try HMAC.sha256(key: key, data: signed)))") }
        return signatures.joined(separator: " ")
    }
}
