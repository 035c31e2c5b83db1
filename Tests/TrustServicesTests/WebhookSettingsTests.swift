import Foundation
import TestSupport
import Testing
import TrustServices

@testable import Bootstrap

@Suite("webhooks.json")
struct WebhookSettingsTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func read(_ text: String) throws -> WebhookPolicy {
        try folder.write(WebhookSettings.fileName, Array(text.utf8))
        return try WebhookSettings.read(dataDirectory: folder.path).policy
    }

    @Test func `without it webhooks go to public addresses alone`() throws {
        #expect(try WebhookSettings.read(dataDirectory: folder.path).policy == WebhookPolicy())
        #expect(try read("{}") == WebhookPolicy())
    }

    @Test func `it lists hosts with their ports`() throws {
        let host = try #require(HostAndPort("erp.lycee.example:8443"))
        #expect(try read(#"{"internalHosts": ["ERP.lycee.example:8443"]}"#) == WebhookPolicy(internalHosts: [host]))
    }

    @Test(arguments: [
        "", "[]", #"{"internalHosts": "a:1"}"#, #"{"internalHosts": ["a"]}"#, #"{"internalHosts": [5]}"#,
        #"{"hosts": []}"#,
    ])
    func `what nobody would act upon is refused`(text: String) throws {
        #expect(throws: WebhookSettings.Fault.self) { try read(text) }
    }
}
