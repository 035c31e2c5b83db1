import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import HTTPService

@Suite("Site")
struct SiteTests {
    static let mailbox = DevelopmentMailbox {
        [
            DevelopmentMailbox.Message(
                id: "invitation=3Ax", to: "zoe@famille.example", subject: "À signer <b>", deliveredAt: Sample.now,
                textBody: "Ouvrez\nhttp://localhost/s/abc\n")
        ]
    }

    @Test(arguments: ["/", "/accessibilite", "/lien-demande", SampleForm.path, "/nowhere"])
    func `is French, has one main heading, a way past the header, and no script`(path: String) async throws {
        let page = try await ServiceUnderTest().get(path).text
        #expect(page.contains("<html lang=\"fr\">"))
        #expect(page.ranges(of: "<h1>").count == 1)
        #expect(page.contains("<a class=\"skip\" href=\"#contenu\">"))
        #expect(page.contains("id=\"contenu\""))
        #expect(!page.contains("<script"))
        #expect(!page.contains(" style="))
        #expect(page.firstMatch(of: /\son[a-z]+=/) == nil)
    }

    @Test(arguments: ["/", SampleForm.path, "/nowhere", "/health", "/api/v1/conventions/x", "/assets/seing.css"])
    func `carries the headers that keep a browser in bounds`(path: String) async throws {
        let headers = try await ServiceUnderTest().get(path).headers
        #expect(headers[.contentSecurityPolicy] == SecurityHeadersMiddleware.contentSecurityPolicy)
        // Where there is a script, and what it may do: HostPartCheckTests.
        #expect(headers[.contentSecurityPolicy]?.contains("script-src") == false)
        #expect(headers[.referrerPolicy] == "no-referrer")
        #expect(headers[.xContentTypeOptions] == "nosniff")
        #expect(headers[.strictTransportSecurity] == nil)
        #expect(headers[.requestID]?.isEmpty == false)
        #expect(headers[.cacheControl] == (path.hasPrefix("/assets") ? "public, max-age=300" : "no-store"))
    }

    @Test(arguments: [
        "/", "/health", "/accessibilite", "/assets/seing.css", SampleForm.path, SampleForm.path + "/document.pdf",
    ])
    func `answers HEAD as GET without the body`(path: String) async throws {
        let (get, head) = (try await ServiceUnderTest().get(path), try await ServiceUnderTest().send(.head, path))
        #expect(head.status == get.status)
        #expect(head.body.readableBytes == 0)
        #expect(head.headers[.contentType] == get.headers[.contentType])
        #expect(head.headers[.contentLength] == get.headers[.contentLength])
    }

    @Test func `says on every page of a demonstration that it is one`() async throws {
        #expect(try await ServiceUnderTest(isDemo: true).get("/").text.contains("sans valeur juridique"))
        #expect(try await !ServiceUnderTest().get("/").text.contains("sans valeur juridique"))
    }

    @Test func `declares that no audit of accessibility was made`() async throws {
        let page = try await ServiceUnderTest().get("/accessibilite").text
        #expect(page.contains("<strong>non conforme</strong>"))
        #expect(page.contains("accessibilite@seing.example"))
        #expect(try await ServiceUnderTest().get("/").text.contains("Accessibilité&nbsp;: non conforme"))
    }

    @Test func `gives the style sheet, and nothing when the browser has it`() async throws {
        let response = try await ServiceUnderTest().get("/assets/seing.css")
        #expect(response.headers[.contentType] == "text/css; charset=utf-8")
        let tag = try #require(response.headers[.eTag])
        #expect(try await ServiceUnderTest().get("/assets/seing.css", [.ifNoneMatch: tag]).status == .notModified)
    }

    @Test func `says in JSON that it works`() async throws {
        let response = try await ServiceUnderTest(
            health: .init(isDatabaseWritable: true, oldestMailSeconds: 12, deadLetterCount: 1)
        ).get("/health")
        #expect(response.status == .ok)
        #expect(
            response.text == """
                {"database":{"writable":true},"outbox":{"deadLetters":1,"oldestSeconds":12},"status":"ok","version":"0.1.0"}
                """)
    }

    @Test func `says with a status that it does not work`() async throws {
        let response = try await ServiceUnderTest(
            health: .init(isDatabaseWritable: false, oldestMailSeconds: nil, deadLetterCount: 0)
        ).get("/health")
        #expect(response.status == .serviceUnavailable)
        #expect(response.text.contains("\"status\":\"failing\""))
    }

    @Test func `shows the mailbox of a demonstration`() async throws {
        let service = ServiceUnderTest(mailbox: Self.mailbox, isDemo: true)
        let list = try await service.get("/dev/mailbox").text
        #expect(list.contains("À signer &lt;b&gt;"))
        #expect(list.contains("href=\"/dev/mailbox/invitation=3Ax\""))
        let message = try await service.get("/dev/mailbox/invitation=3Ax").text
        #expect(message.contains("<a href=\"http://localhost/s/abc\">"))
        #expect(try await service.get("/dev/mailbox/invitation%3D3Ax").status == .ok)
        #expect(try await service.get("/dev/mailbox/other").status == .notFound)
    }

    @Test func `hides the mailbox unless it is a demonstration with a local mailbox`() async throws {
        #expect(
            try await ServiceUnderTest(mailbox: Self.mailbox, isDemo: false).get("/dev/mailbox").status == .notFound)
        #expect(try await ServiceUnderTest(mailbox: nil, isDemo: true).get("/dev/mailbox").status == .notFound)
    }
}

@Suite("PageTemplates")
struct PageTemplatesTests {
    private let directory = FileManager.default.temporaryDirectory.appending(
        component: "seing-pages-\(UUID().uuidString)")

    @Test func `says which template is missing`() throws {
        let error = try #require(throws: ServiceError.self) { try PageTemplates(directory: "/nowhere") }
        #expect(error.code == .pages)
        #expect(error.description.contains(".mustache is missing from /nowhere"))
    }

    @Test func `says which template cannot be read`() throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data("{{#open}}".utf8).write(to: directory.appending(component: "home.mustache"))
        let error = try #require(throws: ServiceError.self) { try PageTemplates(directory: directory.path) }
        #expect(error.description.contains("home.mustache"))
    }

    @Test func `says that there is no style sheet`() {
        #expect(throws: ServiceError.self) { try Stylesheet(path: "/nowhere/seing.css", version: "1") }
    }
}
