import ConventionDomain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import ToolSupport
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// What the host's page says while somebody types.
@Suite("Rules while the host's part is typed")
struct HostPartCheckTests {
    private let prepared: PreparedConvention
    private let service: ServiceUnderTest

    init() async throws {
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        prepared = try await PreparedConvention(texts: WorkflowTexts.load(directory: templates))
        var service = ServiceUnderTest()
        service.preparing = prepared.workflow
        self.service = service
    }

    private static let monday = "placement/timetable/2026-06-22"
    /// One hour more than the rule allows.
    private static let tooLong = [
        "\(monday)/from1": "08:00", "\(monday)/to1": "12:00", "\(monday)/from2": "13:00", "\(monday)/to2": "17:00",
    ]

    private func check(
        _ fields: [String: String] = tooLong, _ token: PartToken, _ other: ServiceUnderTest? = nil
    ) async throws -> TestResponse {
        try await (other ?? service).post(
            "/p/\(token.text)/verification", fields, formToken: ServiceUnderTest.formToken(token.text))
    }

    @Test func `what is typed is judged as it is on saving, and nothing of it is kept`() async throws {
        let token = try await prepared.token("employer")
        let before = try await prepared.workflow.show(prepared.id).history
        let answer = try await check(Self.tooLong, token)
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.headers[.cacheControl] == "no-store")
        let problem = try #require((try answer.json["problems"] as? [[String: String]])?.first)
        #expect(problem["field"] == "v-placement-timetable-2026-06-22")
        #expect(try #require(answer.json["missing"] as? [String]).contains("v-host-siret"))
        #expect(try await prepared.workflow.show(prepared.id).history == before)
        _ = try await service.post("/p/" + token.text, Self.tooLong, formToken: ServiceUnderTest.formToken(token.text))
        let text = try #require(problem["text"])
        #expect(
            try await service.get("/p/" + token.text).text.contains(
                #"<p class="problem" id="v-placement-timetable-2026-06-22-erreur">\#(text)</p>"#))
    }

    @Test func `the hours of the first day are judged for the days into which they will be put`() async throws {
        let token = try await prepared.token("employer")
        let answer = try await check(Self.tooLong.merging(["memes-horaires": "oui"]) { old, _ in old }, token)
        let problems = try #require(try answer.json["problems"] as? [[String: String]])
        #expect(problems.map { $0["field"]?.suffix(2) } == ["22", "23", "24", "25", "26"])
    }

    @Test func `a question without the form's token, behind another link or after the part was given is refused`()
        async throws
    {
        let token = try await prepared.token("employer")
        let path = "/p/\(token.text)/verification"
        #expect(try await service.post(path, Self.tooLong, formToken: "x").status == .forbidden)
        #expect(try await check(Self.tooLong, prepared.token("representative-1")).status == .notFound)
        try await prepared.give()
        #expect(try await check(Self.tooLong, token).status == .conflict)
        #expect(try await service.get(path).headers[.location] == "/p/" + token.text)
    }

    @Test func `asking too often is stopped, and keeps nobody from saving`() async throws {
        var service = service
        service.limits.checksPerMinuteAndSecret = 2
        service.limits.postsPerMinuteAndSecret = 1
        let token = try await prepared.token("employer")
        let path = "/p/" + token.text
        let answers = try await service.requests { client in
            var answers: [TestResponse] = []
            for suffix in ["/verification", "/verification", "/verification", ""] {
                answers.append(try await client.execute(uri: path + suffix, method: .post))
            }
            return answers
        }
        #expect(answers.map(\.status.code) == [415, 415, 429, 415])
        #expect(answers[2].headers[.retryAfter] != nil)
    }

    @Test func `the script runs on the host's page alone, and there only from our own origin`() async throws {
        let host = try await service.get("/p/" + prepared.token("employer").text)
        #expect(host.text.ranges(of: "<script").count == 1)
        #expect(host.text.contains(#"<script src="/assets/host-part.js" defer></script>"#))
        let policy = try #require(host.headers[.contentSecurityPolicy])
        #expect(
            policy
                == "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
                + " frame-ancestors 'none'; base-uri 'none'; script-src 'self'; connect-src 'self'")
        let family = try await service.get("/p/" + prepared.token("representative-1").text)
        #expect(!family.text.contains("<script"))
        #expect(family.headers[.contentSecurityPolicy] == SecurityHeadersMiddleware.contentSecurityPolicy)
        let script = try await service.get("/assets/host-part.js")
        #expect(script.headers[.contentType] == "text/javascript; charset=utf-8")
        #expect(script.headers[.contentSecurityPolicy] == SecurityHeadersMiddleware.contentSecurityPolicy)
        // Texts of others are never made into markup.
        #expect(script.text.firstMatch(of: /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/) == nil)
    }

    // MARK: In a browser

    private struct Seen: Decodable {
        /// Beside a day with one hour too many, without anything having been sent.
        let message: String
        let live: String
        let describedBy: [String]
        let isInvalid: Bool
        /// The same after the hour was put right.
        let settled: String
        let isStillInvalid: Bool
        /// What the page says without a connection, and the value that was typed then.
        let lost: String
        let kept: String
        let recovered: String
        /// Questions that were asked in the hour for which the service wanted none.
        let askedWhileToWait: Int
        /// What the page says once its link is over.
        let over: String
        let findings: [String]
    }

    @Test(.timeLimit(.minutes(2)))
    func `a forbidden hour is told beside it before anything is sent, and a lost connection loses nothing`()
        async throws
    {
        let token = try await prepared.token("employer")
        let answer = try await check(Self.tooLong, token)
        let expected = try #require((try answer.json["problems"] as? [[String: String]])?.first)
        let script = PythonTool.script("type_host_part.py")
        let (status, output) = try await service.listening { port in
            try await run(
                PythonTool.interpreter(), [script, "http://127.0.0.1:\(port)/p/\(token.text)", Self.monday])
        }
        try #require(status == 0)
        let seen = try JSONDecoder().decode(Seen.self, from: output)
        #expect(seen.message == expected["text"] && seen.live == "polite")
        #expect(Set(seen.describedBy) == ["v-placement-timetable-2026-06-22-erreur"] && seen.isInvalid)
        #expect(seen.settled.isEmpty && !seen.isStillInvalid)
        #expect(seen.lost.contains("n’a pas pu se faire") && seen.kept == "Menuiserie du port")
        #expect(seen.recovered.isEmpty)
        #expect(seen.askedWhileToWait == 0, "the service said when to ask again")
        #expect(seen.over.contains("Copiez ce que vous avez écrit"), "\(seen.over)")
        #expect(seen.findings.isEmpty, "\(seen.findings)")
        #expect(try await prepared.workflow.show(prepared.id).history.allSatisfy { $0.kind != .partSaved })
    }
}
