import ConventionDomain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore

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
        _ method: HTTPRequest.Method, _ path: String, parts: ServiceParts, _ headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        let router = ServiceRouter.build(parts, settings)
        return try await Application(router: router, logger: log.logger).test(.router) { client in
            try await client.execute(uri: path, method: method, headers: headers) { $0 }
        }
    }

    /// Sends a form of the link's page, with its token unless told otherwise.
    func post(
        _ path: String, _ fields: [String: String] = [:], formToken: String? = ServiceUnderTest.formToken()
    ) async throws -> TestResponse {
        var all = fields
        all[FormToken.fieldName] = formToken
        return try await send(.post, path, [.contentType: "application/x-www-form-urlencoded"], Self.form(all))
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
