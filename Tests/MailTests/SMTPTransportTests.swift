import CurlBridge
import Foundation
import Testing
import ToolSupport
import Workflow

@testable import Mail

@Suite("SMTPTransport against aiosmtpd", .serialized, .timeLimit(.minutes(5)))
struct SMTPTransportTests {
    private func server(_ port: Int, _ security: SMTPServer.TransportSecurity) -> SMTPServer {
        SMTPServer(host: "127.0.0.1", port: port, security: security, timeout: .seconds(5))
    }

    /// A certificate for 127.0.0.1 and its key, made for this test.
    private func certificate(in directory: TemporaryDirectory) async throws -> (certificate: String, key: String) {
        let paths = ("cert.pem", "key.pem")
        let (certificate, key) = (
            directory.url.appending(path: paths.0).path, directory.url.appending(path: paths.1).path
        )
        let arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-keyout",
            key,
            "-out", certificate, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
        ]
        let status = try await run(URL(filePath: "/usr/bin/openssl"), arguments).status
        try #require(status == 0)
        return (certificate, key)
    }

    /// A server with TLS that asks for a login, and how it is reached as somebody.
    private func secured(
        taking login: String, as user: String, _ password: String, in directory: TemporaryDirectory
    ) async throws -> (smtp: SMTPTestServer, server: SMTPServer) {
        let (certificate, key) = try await certificate(in: directory)
        let smtp = try SMTPTestServer("--certificate", certificate, "--key", key, "--credentials", login)
        var server = server(smtp.port, .startTLSRequired)
        server.authoritiesFile = certificate
        server.credentials = .init(user: user, password: password)
        return (smtp, server)
    }

    @Test func `delivers the message byte for byte to the one recipient`() async throws {
        let smtp = try SMTPTestServer()
        try await transport(to: server(smtp.port, .startTLSIfOffered)).send(sampleMail())
        let received = try smtp.received()
        #expect(received.sender == "conventions@college.example")
        #expect(received.recipients == ["zoe.diallo@famille.example"])
        let expected = try InternetMessage(sampleMail(), from: sampleSender(), at: fixedNow).bytes
        #expect(received.message.unicodeScalars.map { UInt8($0.value) } == expected)
    }

    @Test func `sends with the same Message-ID when a message is sent again`() async throws {
        let smtp = try SMTPTestServer()
        let transport = try transport(to: server(smtp.port, .startTLSIfOffered))
        for _ in 0..<2 { try await transport.send(sampleMail()) }
        let (first, second) = (try smtp.received().message, try smtp.received().message)
        #expect(first.contains("\r\nMessage-ID: <invitation=3A8f2c=2Frepresentative-1@college.example>\r\n"))
        #expect(first == second)
    }

    @Test func `sends one message after the other over one connection, logged in once`() async throws {
        let directory = try TemporaryDirectory()
        let (smtp, server) = try await secured(taking: "seing:secret", as: "seing", "secret", in: directory)
        let transport = try transport(to: server)
        for _ in 0..<3 {
            try await transport.send(sampleMail())
            let received = try smtp.received()
            #expect(received.connection == 1 && received.tls && received.authenticated)
            #expect(received.recipients == ["zoe.diallo@famille.example"])
        }
    }

    @Test(
        "takes another connection when the server closed one, is tired of it or says no word, and loses no message",
        arguments: ["--leave", "--tire", "--mute"])
    func takesAnotherConnection(_ habit: String) async throws {
        let smtp = try SMTPTestServer(habit)
        let transport = try transport(to: server(smtp.port, .startTLSIfOffered))
        for connection in 1...3 {
            try await transport.send(sampleMail())
            #expect(try smtp.received().connection == connection)
            try await Task.sleep(for: .milliseconds(150))
        }
    }

    @Test func `keeps no connection that nobody needs for a while`() async throws {
        let smtp = try SMTPTestServer()
        let connections = SMTPConnections(
            to: server(smtp.port, .startTLSIfOffered), longestIdle: .milliseconds(400))
        let mail = try InternetMessage(sampleMail(), from: sampleSender(), at: fixedNow)
        let submission = SMTPSubmission(
            sender: "conventions@college.example", recipients: [mail.recipient.text], message: mail.bytes)
        for expected in [1, 1, 2] {
            if expected == 2 { try await Task.sleep(for: .milliseconds(1_500)) }
            try connections.submit(submission)
            #expect(try smtp.received().connection == expected)
        }
    }

    @Test func `tells a refusal over a connection that served before, without a second try`() async throws {
        let smtp = try SMTPTestServer("--refuse", "nobody@famille.example")
        let transport = try transport(to: server(smtp.port, .startTLSIfOffered))
        try await transport.send(sampleMail())
        let error = await #expect(throws: MailError.self) {
            try await transport.send(sampleMail(to: "nobody@famille.example"))
        }
        #expect(error?.isPermanent == true)
        try await transport.send(sampleMail())
        #expect(
            try smtp.stopped().map(\.recipients) == [["zoe.diallo@famille.example"], ["zoe.diallo@famille.example"]])
    }

    @Test func `sends nothing in clear when TLS is required and not offered`() async throws {
        let smtp = try SMTPTestServer()
        let error = await #expect(throws: MailError.self) {
            try await transport(to: server(smtp.port, .startTLSRequired)).send(sampleMail())
        }
        #expect(error?.cause?.kind == .transportSecurity)
        #expect(error?.isPermanent == false)
        #expect(try smtp.stopped().isEmpty)
    }

    @Test func `delivers over STARTTLS after logging in`() async throws {
        let directory = try TemporaryDirectory()
        let (smtp, server) = try await secured(taking: "seing:p@ss:word é", as: "seing", "p@ss:word é", in: directory)
        try await transport(to: server).send(sampleMail())
        let received = try smtp.received()
        #expect(received.tls)
        #expect(received.authenticated)
    }

    @Test func `refuses a server whose certificate no known authority issued`() async throws {
        let directory = try TemporaryDirectory()
        let (certificate, key) = try await certificate(in: directory)
        let smtp = try SMTPTestServer("--certificate", certificate, "--key", key)
        let error = await #expect(throws: MailError.self) {
            try await transport(to: server(smtp.port, .startTLSRequired)).send(sampleMail())
        }
        #expect(error?.cause?.kind == .transportSecurity)
        #expect(try smtp.stopped().isEmpty)
    }

    @Test func `says that the login was refused without naming the password`() async throws {
        let directory = try TemporaryDirectory()
        let (smtp, server) = try await secured(taking: "seing:right", as: "seing", "wrong-secret", in: directory)
        let error = await #expect(throws: MailError.self) { try await transport(to: server).send(sampleMail()) }
        #expect(error?.cause?.kind == .loginDenied)
        #expect(error?.description.contains("wrong-secret") == false)
        #expect("\(server)".contains("wrong-secret") == false)
        #expect(try smtp.stopped().isEmpty)
    }

    @Test func `calls a refused recipient permanent and does not name it`() async throws {
        let smtp = try SMTPTestServer("--refuse", "zoe.diallo@famille.example")
        let error = await #expect(throws: MailError.self) {
            try await transport(to: server(smtp.port, .startTLSIfOffered)).send(sampleMail())
        }
        #expect(error?.code == .refused)
        #expect(error?.isPermanent == true)
        #expect(error?.cause?.status == 550)
        #expect(error?.description.contains("zoe") == false)
    }

    @Test func `gives up on a server that says nothing`() async throws {
        let smtp = try SMTPTestServer("--hang")
        var server = server(smtp.port, .startTLSIfOffered)
        server.timeout = .milliseconds(300)
        let error = await #expect(throws: MailError.self) { try await transport(to: server).send(sampleMail()) }
        #expect(error?.cause?.kind == .timedOut)
        #expect(error?.isPermanent == false)
    }

    /// Whether it took the message nobody knows: it is sent again, under the same Message-ID.
    @Test(arguments: ["--nonsense", "--vanish"])
    func `a server that answers nonsense, or goes away with the message, is tried again`(mode: String) async throws {
        let smtp = try SMTPTestServer(mode)
        let error = await #expect(throws: MailError.self) {
            try await transport(to: server(smtp.port, .startTLSIfOffered)).send(sampleMail())
        }
        #expect(error?.isPermanent == false)
        #expect(error?.cause?.kind != .couldNotConnect)
    }

    @Test func `says that nobody listens`() async throws {
        let error = await #expect(throws: MailError.self) {
            try await transport(to: server(1, .startTLSIfOffered)).send(sampleMail())
        }
        #expect(error?.cause?.kind == .couldNotConnect)
    }

    @Test func `never reaches the server with a header injection`() async throws {
        let smtp = try SMTPTestServer()
        let transport = try transport(to: server(smtp.port, .startTLSIfOffered))
        for mail in [
            sampleMail(to: "a@b.example>\r\nRCPT TO:<x@y.example"), sampleMail(subject: "a\r\nBcc: x@y.example"),
            sampleMail(to: "a@b.example\r\nDATA"),
        ] {
            await #expect(throws: MailError.self) { try await transport.send(mail) }
        }
        #expect(try smtp.stopped().isEmpty)
    }

    @Test(arguments: ["", "mail server", "host/path", "host\r\nX", "user@host", "host?x"])
    func `refuses a host that is no host name`(host: String) {
        #expect(throws: MailError.self) { try transport(to: SMTPServer(host: host)) }
    }

    @Test(arguments: [0, -1, 65_536])
    func `refuses a port out of range`(port: Int) {
        #expect(throws: MailError.self) { try transport(to: SMTPServer(host: "localhost", port: port)) }
    }

    @Test func `refuses a password that could travel in clear`() {
        let server = SMTPServer(
            host: "localhost", security: .startTLSIfOffered, credentials: .init(user: "a", password: "b"))
        #expect(throws: MailError.self) { try transport(to: server) }
    }
}
