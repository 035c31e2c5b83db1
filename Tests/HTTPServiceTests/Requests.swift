import ConventionDomain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

extension ServiceUnderTest {
    /// Runs requests against the service without a network.
    func requests<Value: Sendable>(
        _ body: @Sendable @escaping (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        try await application().test(.router, body)
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await send(.get, path, headers)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields = [:], _ body: String? = nil
    ) async throws -> TestResponse {
        try await requests { client in
            try await client.execute(
                uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
            ) { $0 }
        }
    }

    /// Sends one request to a service of these parts.
    func send(
        _ method: HTTPRequest.Method, _ path: String, parts: ServiceParts, _ headers: HTTPFields = [:],
        _ body: String? = nil
    ) async throws -> TestResponse {
        let router = ServiceRouter.build(parts, settings)
        return try await Application(router: router, logger: log.logger).test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
            ) { $0 }
        }
    }

    /// Sends a form of the link's page, with its token unless told otherwise.
    func post(
        _ path: String, _ fields: [String: String] = [:], formToken: String? = ServiceUnderTest.formToken(),
        _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var (all, headers) = (fields, headers)
        all[FormToken.fieldName] = formToken
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, headers, Self.form(all))
    }

    /// Asks for a code behind a reading link, reads it in the mail and types it.
    func answerToCode(_ token: LinkToken, _ bench: WorkflowBench, _ fieldName: String) async throws -> TestResponse {
        let path = LinkPaths.readingPrefix + token.text
        let formToken = Self.formToken(token.text)
        let asked = try await post(path + "/code", formToken: formToken)
        let attempt = try #require(asked.headers[.location]?.split(separator: "=").last)
        let fields = ["code": try await bench.code(fieldName), "demande": String(attempt)]
        return try await post(path + "/lire", fields, formToken: formToken)
    }

    /// The same, to the cookie with which one reads on.
    func enter(_ token: LinkToken, _ bench: WorkflowBench, _ fieldName: String) async throws -> HTTPFields {
        let answer = try await answerToCode(token, bench, fieldName)
        #expect(answer.status == .seeOther && answer.headers[.location] == LinkPaths.readingPrefix + token.text)
        let cookie = try #require(answer.headers[.setCookie]?.split(separator: ";").first)
        return [.cookie: String(cookie)]
    }

    static func form(_ fields: [String: String]) -> String {
        let unreserved = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "a"..."z"))
        return fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "")"
        }
        .joined(separator: "&")
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// Members of a JSON object, as Foundation reads them.
    var json: [String: Any] {
        get throws { try JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any] ?? [:] }
    }
}

/// Paths and forms of the sample's link.
enum SampleForm {
    static let path = "/s/\(Sample.secret)"
    static let agreed = [
        "accord": "oui", "empreinte": Sample.digest(1).hexadecimal, "engagement": "consent-representative",
        "version": "2025-11",
    ]
    static let code = ["code": "123456", "demande": Sample.attemptText, "empreinte": Sample.digest(1).hexadecimal]
    static let refusal = ["motif": "Les dates sont fausses é+&=", "code": "123456", "demande": Sample.attemptText]
    static let refusalAddress = "\(path)/refusal?demande=\(Sample.attemptText)"
    static let codeAddress =
        "\(path)/code?demande=\(Sample.attemptText)&empreinte=\(Sample.digest(1).hexadecimal)"
}
