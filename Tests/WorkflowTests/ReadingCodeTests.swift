import ConventionDomain
import Foundation
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Codes for reading")
struct ReadingCodeTests {
    private let bench: Bench
    private let id: ConventionID

    /// The student has signed, and has a reading link.
    init() async throws {
        bench = try Bench()
        id = try await bench.hands.issued()
        try await bench.hands.sign("student")
    }

    private func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    private func enter(_ token: LinkToken) async throws -> ReadingPass {
        let requested = try await bench.workflow.requestReadingCode(token)
        return try await bench.workflow.enterForReading(
            token, code: try await bench.hands.code("student"), attempt: requested.attempt)
    }

    @Test func `open the pages of a reading link for half an hour, and nothing does before`() async throws {
        let token = try await bench.hands.readingLink("student")
        #expect(try await !bench.workflow.admits(token, pass: nil))
        let pass = try await enter(token)
        #expect(try await bench.workflow.admits(token, pass: pass.text))
        bench.hands.advance(by: 1_799)
        #expect(try await bench.workflow.admits(token, pass: pass.text))
        bench.hands.advance(by: 1)
        #expect(try await !bench.workflow.admits(token, pass: pass.text))
    }

    @Test func `give a pass for this link alone, that nobody lengthens or makes up`() async throws {
        let token = try await bench.hands.readingLink("student")
        let pass = try await enter(token).text
        try await bench.hands.sign("representative-1")
        let other = try await bench.hands.readingLink("representative-1")
        #expect(try await !bench.workflow.admits(other, pass: pass))
        let parts = pass.split(separator: ".").map(String.init)
        let end = try #require(Int(parts[0]))
        let forged = [
            "\(end + 1).\(parts[1])", "0\(end).\(parts[1])", "\(end).", "\(end)", "", ".", pass + ".",
            "\(end).\(parts[1])A",
            "\(end).\(String(parts[1].reversed()))", "+\(end).\(parts[1])",
        ]
        for text in forged { #expect(try await !bench.workflow.admits(token, pass: text), "\(text)") }
        #expect(try await bench.workflow.admits(token, pass: pass))
    }

    @Test func `are asked for by reading links alone`() async throws {
        let signing = try await bench.hands.signingLink("representative-1")
        #expect(try await bench.workflow.admits(signing, pass: nil))
        await #expect(throws: WorkflowError.unknownLink) { try await bench.workflow.requestReadingCode(signing) }
    }

    @Test func `serve once, for reading, and neither sign nor refuse`() async throws {
        let token = try await bench.hands.readingLink("student")
        let requested = try await bench.workflow.requestReadingCode(token)
        let code = try await bench.hands.code("student")
        _ = try await bench.workflow.enterForReading(token, code: code, attempt: requested.attempt)
        await #expect(throws: WorkflowError.codeExpired) {
            try await bench.workflow.enterForReading(token, code: code, attempt: requested.attempt)
        }
        for field in ["representative-1", "school"] { try await bench.hands.sign(field) }
        let host = try await bench.hands.readingLink("employer")
        let reading = try await bench.workflow.requestReadingCode(host)
        let hostCode = try await bench.hands.code("employer")
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.refuse(host, reason: "Non", code: hostCode, attempt: reading.attempt)
        }
        let refusing = try await bench.workflow.requestRefusalCode(host)
        let refusalCode = try await bench.hands.code("employer")
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.enterForReading(host, code: refusalCode, attempt: refusing.attempt)
        }
    }

    @Test func `lock after five wrong ones, and are sent three times an hour`() async throws {
        let token = try await bench.hands.readingLink("student")
        let requested = try await bench.workflow.requestReadingCode(token)
        let code = try await bench.hands.code("student")
        for remaining in [4, 3, 2, 1] {
            await #expect(throws: WorkflowError.wrongCode(remainingTries: remaining)) {
                try await bench.workflow.enterForReading(token, code: wrong(code), attempt: requested.attempt)
            }
        }
        let locked = WorkflowError.codeLocked(until: bench.hands.now.addingTimeInterval(900))
        for typed in [wrong(code), code] {
            await #expect(throws: locked) {
                try await bench.workflow.enterForReading(token, code: typed, attempt: requested.attempt)
            }
        }
        await #expect(throws: locked) { try await bench.workflow.requestReadingCode(token) }
        bench.hands.advance(by: 900)
        for _ in 0..<2 { _ = try await bench.workflow.requestReadingCode(token) }
        await #expect(throws: WorkflowError.self) { try await bench.workflow.requestReadingCode(token) }
        bench.hands.advance(by: 3_600)
        _ = try await enter(token)
    }

    @Test func `that somebody else asks for keep nobody from refusing or signing`() async throws {
        for field in ["representative-1", "school"] { try await bench.hands.sign(field) }
        let host = try await bench.hands.readingLink("employer")
        let refusing = try await bench.workflow.requestRefusalCode(host)
        let code = try await bench.hands.code("employer")
        for _ in 0..<3 { _ = try await bench.workflow.requestReadingCode(host) }
        try await bench.workflow.refuse(host, reason: "Trop tard", code: code, attempt: refusing.attempt)
        #expect(try await bench.workflow.show(id).summary.status == .refused)
    }

    @Test func `are old after ten minutes, and worth nothing with a dead link`() async throws {
        let token = try await bench.hands.readingLink("student")
        let requested = try await bench.workflow.requestReadingCode(token)
        let code = try await bench.hands.code("student")
        bench.hands.advance(by: 600)
        await #expect(throws: WorkflowError.codeExpired) {
            try await bench.workflow.enterForReading(token, code: code, attempt: requested.attempt)
        }
        let pass = try await enter(token)
        try await bench.workflow.correctContact(
            of: id, signatory: "student", email: "autre@exemple.fr")
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.requestReadingCode(token) }
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.admits(token, pass: nil) }
        #expect(try await bench.workflow.admits(token, pass: pass.text))
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.view(token) }
    }

    @Test func `leave nothing in the journal`() async throws {
        let before = try await bench.workflow.show(id).history.count
        _ = try await enter(try await bench.hands.readingLink("student"))
        #expect(try await bench.workflow.show(id).history.count == before)
    }
}
