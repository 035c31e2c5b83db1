package import CurlBridge

/// Hands text messages to somebody's gateway: one request in JSON over HTTP for each.
///
/// The body is an object of texts: number, text and key of the message, under the names that the gateway wants, and what it wants
/// besides. The same message sent twice carries the same key.
package struct SMSGateway: Sendable {
    /// Under which names a gateway wants number, text and key.
    package struct Names: Hashable, Sendable {
        package var number = "to"
        package var text = "text"
        package var key = "id"

        package init() {}
    }

    private let url: ServiceURL
    private let names: Names
    private let constants: [String: String]
    private let header: HTTPSecretHeader?
    private let policy: AddressPolicy
    /// libcurl blocks, and the threads of Swift's tasks must not.
    private let threads = BlockingThreads("sms", count: width)
    /// Messages on their way at the same time.
    package static let width = 4

    /// - Parameters:
    ///   - constants: What the gateway wants in each request besides, such as the sender's name.
    ///   - header: What lets us in; told to this server alone.
    package init(
        url: ServiceURL, names: Names, constants: [String: String], header: HTTPSecretHeader?, policy: AddressPolicy
    ) {
        self.url = url
        self.names = names
        self.constants = constants
        self.header = header
        self.policy = policy
    }

    /// Returns when the gateway has taken the message over.
    ///
    /// - Throws: ``SMSGatewayError``, with nothing that the gateway sent.
    package func send(_ text: String, to number: String, key: String) async throws(SMSGatewayError) {
        var members = constants
        members[names.number] = number
        members[names.text] = text
        members[names.key] = key
        let body = Self.json(members)
        if let error = await threads.run({ post(body) }) { throw error }
    }

    private func post(_ body: [UInt8]) -> SMSGatewayError? {
        let (policy, server) = (policy, url.server)
        var call = HTTPCall(
            method: .post(body: body, contentType: "application/json"), url: url.description, accept: "*/*",
            connectTimeout: .seconds(3), timeout: .seconds(8), maximumByteCount: 65_536,
            permits: { policy.permits($0, for: server) })
        call.secretHeader = header
        let answer: HTTPAnswer
        do { answer = try call.perform() } catch {
            return SMSGatewayError(isPermanent: false, description: TrustServiceError(error, at: server).description)
        }
        guard (200...299).contains(answer.status) else {
            return SMSGatewayError(
                isPermanent: Self.finalStatuses.contains(answer.status),
                description: "\(server) answered with status \(answer.status), expected 200 to 299")
        }
        return nil
    }

    /// Of the message itself; whoever is not let in, or asked to wait, is tried again.
    private static let finalStatuses: Set<Int> = [400, 404, 410, 413, 415, 422]

    /// Source: RFC 8259 §7.
    static func json(_ members: [String: String]) -> [UInt8] {
        let pairs = members.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
        return Array("{\(pairs.joined(separator: ","))}".utf8)
    }

    private static func quoted(_ text: String) -> String {
        let signs = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"", "\\": return "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: return String(scalar)
            }
        }
        return "\"" + signs.joined() + "\""
    }
}

/// Why a text message was not taken over; names neither number nor text.
package struct SMSGatewayError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Trying again will not help.
    package let isPermanent: Bool
    package let description: String
}
