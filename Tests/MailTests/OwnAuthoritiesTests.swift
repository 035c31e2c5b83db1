import CCurl
import CCurlShims
import Foundation
import Testing
import ToolSupport

@testable import CurlBridge

/// What libcurl itself says it trusts, in the lines that it writes for whoever looks for a fault.
@Suite("Authorities that a mail server is checked against", .timeLimit(.minutes(2)))
struct OwnAuthoritiesTests {
    @Test func `are those of the file that is named, and none of the system's folder`() async throws {
        let own = try await spoken { $0.authoritiesFile = $1 }
        #expect(own.text.contains("CAfile: \(own.certificate)\n") && own.text.contains("CApath: none\n"), "\(own.text)")
        #expect(own.code == CURLE_OK)
        let others = try await spoken { server, _ in server.authoritiesFile = nil }
        #expect(others.text.contains("CAfile: ") && others.code == CURLE_PEER_FAILED_VERIFICATION, "\(others.text)")
    }

    private func spoken(
        _ change: (inout SMTPServer, String) -> Void
    ) async throws -> (text: String, certificate: String, code: CURLcode) {
        let directory = try TemporaryDirectory()
        let (certificate, key) = (directory.file("cert.pem"), directory.file("key.pem"))
        let made = try await Command.outcome(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-keyout", key, "-out", certificate, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
        try #require(made.succeeded, "\(made.text)")
        let smtp = try SMTPTestServer("--certificate", certificate, "--key", key)
        var server = SMTPServer(host: "127.0.0.1", port: smtp.port, timeout: .seconds(20))
        change(&server, certificate)
        let code = try connect(server, log: directory.file("log"))
        return (String(decoding: try directory.read("log"), as: UTF8.self), certificate, code)
    }

    private func connect(_ server: SMTPServer, log: String) throws -> CURLcode {
        let file = try #require(fopen(log, "w"))
        defer { fclose(file) }
        let handle = try CurlHandle()
        try server.configure(handle)
        try handle.set(CURLOPT_VERBOSE, to: 1)
        try handle.set(CURLOPT_CONNECT_ONLY, to: 1)
        try #require(seing_curl_setopt_pointer(handle.handle, CURLOPT_STDERR, file) == CURLE_OK)
        return seing_curl_easy_perform(handle.handle)
    }
}
