import Bootstrap
import ConventionDomain
import Foundation
import OpenSSLBridge
import Persistence
import Testing
import ToolSupport
import TrustServices
import Workflow

@testable import SeingCLI

/// The whole service with a time-stamping authority of somebody else, here made of openssl.
@Suite("Signing with an outside time-stamping authority", .serialized, .timeLimit(.minutes(5)))
struct OutsideTimeStampTests {
    private let directory: TemporaryDirectory
    private let server: TrustServer
    private var data: String { directory.url.appending(path: "data").path }

    init() throws {
        directory = try TemporaryDirectory()
        server = try TrustServer(directory: directory.url)
        let anchors = directory.url.appending(path: "anchors")
        try FileManager.default.createDirectory(at: anchors, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: directory.url.appending(path: "root.pem"), to: anchors.appending(path: "root.pem"))
    }

    private func demonstration(_ modes: String..., internalHosts: Bool = true) throws -> Demonstration {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let authorities = modes.map { mode in
            """
            {"name":"\(mode)","url":"http://127.0.0.1:\(server.port)/tsa/\(mode)","anchors":"\(directory.url.path)/anchors",
            "policies":["1.3.6.1.4.1.32473.3161.1"]}
            """
        }
        let hosts = internalHosts ? "\"127.0.0.1:\(server.port)\"" : ""
        let settings =
            "{\"timeStampAuthorities\":[\(authorities.joined(separator: ","))],\"internalHosts\":[\(hosts)]}"
        try Data(settings.utf8).write(to: URL(filePath: data + "/trust-services.json"))
        return try Demonstration(
            directory: data, resources: Resources(directory: PythonTool.root.path), language: .french, narrate: { _ in }
        )
    }

    @Test func `a convention is signed by all, and verified with the trust folder alone`() async throws {
        let demonstration = try demonstration("error", "good")
        let document = try await demonstration.play()
        try demonstration.installation.store.close()
        let file = directory.url.appending(path: "convention.pdf")
        try Data(document).write(to: file)
        #expect(try server.hits("/tsa/good") == 5, "four signatures and the document time-stamp")
        #expect(try server.hits("/crl/root") == 1)
        let verdict = try await Seing.run("verify", file.path, "--trust", data + "/pki/trust")
        #expect(verdict.status == 0, "\(verdict.text)")
        try FileManager.default.removeItem(atPath: data + "/pki/trust/tsa-good.pem")
        try FileManager.default.removeItem(atPath: data + "/pki/trust/tsa-error.pem")
        let without = try await Seing.run("verify", file.path, "--trust", data + "/pki/trust")
        #expect(without.status != 0, "\(without.text)")
    }

    @Test(arguments: ["revoked", "none"])
    func `a unit that is revoked, or may be, gives no time`(_ mode: String) async throws {
        try server.set("crl", to: mode)
        try server.set("ocsp", to: "error")
        let demonstration = try demonstration("good")
        await #expect(throws: (any Error).self) { _ = try await demonstration.play() }
        let list = try await demonstration.installation.workflow.list()
        #expect(list.map(\.signatureCount) == [0])
        #expect(try await demonstration.installation.workflow.settlePending().waiting == 1)
    }

    @Test func `without an answer only the consent is kept, also across a restart, and the signature is made later`()
        async throws
    {
        let first = try demonstration("switch")
        await #expect(throws: (any Error).self) { _ = try await first.play() }
        let id = try #require(try await first.installation.workflow.list().first?.id)
        #expect(try await first.installation.workflow.show(id).revisions.count == 1)
        try first.installation.store.close()
        let second = try demonstration("switch").installation
        #expect(try await second.workflow.settlePending().waiting == 1)
        try server.set("switch", to: "on")
        #expect(try await second.workflow.settlePending().signed == 1)
        let shown = try await second.workflow.show(id)
        #expect(shown.revisions.count == 2)
        let kinds: Set<ConventionEvent.Kind> = [.signaturePending, .signed]
        let told = shown.history.map(\.kind).filter(kinds.contains)
        #expect(told == [.signaturePending, .signed])
        try second.store.close()
    }

    @Test func `an authority in the service's own network is asked only when the operator lists it`() async throws {
        let demonstration = try demonstration("good", internalHosts: false)
        await #expect(throws: (any Error).self) { _ = try await demonstration.play() }
        #expect(try server.hits("/tsa/good") == 0)
    }

    @Test(arguments: [
        "[]", "{\"x\":1}", "{\"clock\":\"fast\"}", "{\"internalHosts\":[\"tsa.example\"]}",
        "{\"timeStampAuthorities\":[{}]}",
        "{\"timeStampAuthorities\":[{\"name\":\"a\",\"url\":\"ftp://a.example/\",\"anchors\":\"a\"}]}",
        "{\"timeStampAuthorities\":[{\"name\":\"../a\",\"url\":\"https://a.example/\",\"anchors\":\"a\"}]}",
        "{\"timeStampAuthorities\":[{\"name\":\"a\",\"url\":\"https://a.example/\",\"anchors\":\"/nowhere\"}]}",
    ])
    func `settings that nobody would act upon are refused`(_ text: String) throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: data + "/trust-services.json"))
        #expect(throws: TrustServiceSettings.Fault.self) { try TrustServiceSettings.read(dataDirectory: data) }
    }

    @Test func `without the file the built-in unit makes all time-stamps`() throws {
        let settings = try TrustServiceSettings.read(dataDirectory: directory.url.path)
        #expect(settings.authorities.isEmpty && settings.internalHosts.isEmpty && settings.clock == nil)
    }
}
