import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import Workflow

@testable import HTTPService

@Suite("Access log")
struct LogTests {
    /// Everything that must never be written, at any level.
    static let secrets = [
        Sample.secret, "123456", "famille.example", "Mariam", "Diallo", "Claire", "Martin", Sample.attemptText,
        "motif-secret", "cle-1", ServiceUnderTest.formToken(),
    ]

    private func everything(_ signatories: SignatoryUseCases, _ employers: EmployerUseCases) async throws -> String {
        let service = ServiceUnderTest(signatories: signatories, employers: employers)
        for path in [SampleForm.path, SampleForm.codeAddress, SampleForm.path + "/receipt", "/r/\(Sample.secret)"] {
            _ = try await service.get(path)
        }
        _ = try await service.get("\(SampleForm.path)/unknown?x=\(Sample.secret)")
        _ = try await service.post(SampleForm.path + "/code", SampleForm.agreed)
        _ = try await service.post(SampleForm.path + "/sign", SampleForm.code)
        _ = try await service.post(SampleForm.path + "/refusal/code")
        _ = try await service.post(
            SampleForm.path + "/refusal",
            ["motif": "motif-secret", "code": "123456", "demande": Sample.attemptText])
        _ = try await service.post(SampleForm.path + "/renew", formToken: "wrong")
        _ = try await service.send(
            .post, CountersignatureTests.path, CountersignatureTests.headers, CountersignatureTests.body)
        _ = try await service.get(CountersignatureTests.base, CountersignatureTests.bearer)
        return service.log.text
    }

    @Test func `holds neither link, token, code, name nor address when all goes well`() async throws {
        let log = try await everything(.working(), .working())
        for secret in Self.secrets { #expect(!log.contains(secret), "\(secret)") }
        #expect(log.contains("/s/{token}/code"))
        #expect(log.contains("\"http.status\": 303"))
    }

    @Test(arguments: FailureTests.all.map(\.0))
    func `holds neither link, token, code, name nor address when something fails`(error: WorkflowError) async throws {
        let log = try await everything(.failing(error), .failing(error))
        for secret in Self.secrets { #expect(!log.contains(secret), "\(secret)") }
        #expect(log.contains(error.code))
    }

    @Test func `is written once a request, with identifier, route, status and duration`() async throws {
        let service = ServiceUnderTest()
        let id = try #require(try await service.get(SampleForm.path).headers[.requestID])
        let lines = service.log.text.split(separator: "\n").filter { $0.contains("http.route") }
        #expect(lines.count == 1)
        for text in [id, "/s/{token}", "\"http.status\": 200", "duration.ms", "GET"] {
            #expect(lines.first?.contains(text) == true, "\(text)")
        }
    }
}
