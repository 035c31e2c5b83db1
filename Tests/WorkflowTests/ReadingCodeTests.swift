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

    @Test func `serve again for the same attempt alone, while they are good, and a wrong one then does not`()
        async throws
    {
        let token = try await bench.hands.readingLink("student")
        let requested = try await bench.workflow.requestReadingCode(token)
        let code = try await bench.hands.code("student")
        _ = try await bench.workflow.enterForReading(token, code: code, attempt: requested.attempt)
        for typed in [wrong(code), ""] {
            await #expect(throws: WorkflowError.codeExpired) {
                try await bench.workflow.enterForReading(token, code: typed, attempt: requested.attempt)
            }
        }
        bench.hands.advance(by: 599)
        let again = try await bench.workflow.enterForReading(token, code: code, attempt: requested.attempt)
        #expect(try await bench.workflow.admits(token, pass: again.text))
        let next = try await bench.workflow.requestReadingCode(token)
        for attempt in [requested.attempt, next.attempt] {
            await #expect(throws: WorkflowError.self) {
                try await bench.workflow.enterForReading(token, code: code, attempt: attempt)
            }
        }
        let newest = try await bench.hands.code("student")
        _ = try await bench.workflow.enterForReading(token, code: newest, attempt: next.attempt)
        bench.hands.advance(by: 600)
        await #expect(throws: WorkflowError.codeExpired) {
            try await bench.workflow.enterForReading(token, code: newest, attempt: next.attempt)
        }
    }

    @Test func `serve for reading, and neither sign nor refuse`() async throws {
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

    @Test func `are sent ten times a day`() async throws {
        let token = try await bench.hands.readingLink("student")
        let begin = bench.hands.now
        for _ in 0..<3 {
            for _ in 0..<3 { _ = try await bench.workflow.requestReadingCode(token) }
            bench.hands.advance(by: 3_600)
        }
        _ = try await bench.workflow.requestReadingCode(token)
        bench.hands.advance(by: 3_600)
        let full = WorkflowError.tooManyCodes(until: begin.addingTimeInterval(86_400))
        await #expect(throws: full) { try await bench.workflow.requestReadingCode(token) }
        bench.hands.advance(by: 20 * 3_600)
        _ = try await bench.workflow.requestReadingCode(token)
    }

    /// Enters wrong codes, five of each that is sent.
    private func guess(_ number: Int, _ token: LinkToken) async throws {
        for start in stride(from: 0, to: number, by: 5) {
            let requested = try await bench.workflow.requestReadingCode(token)
            let code = try await bench.hands.code("student")
            for _ in start..<min(start + 5, number) {
                await #expect(throws: WorkflowError.self) {
                    try await bench.workflow.enterForReading(token, code: wrong(code), attempt: requested.attempt)
                }
            }
            bench.hands.advance(by: 3_600)
        }
    }

    @Test func `end the link after thirty wrong ones without a right one, and the school is told`()
        async throws
    {
        let token = try await bench.hands.readingLink("student")
        try await guess(29, token)
        _ = try await enter(token)
        bench.hands.advance(by: 86_400)
        try await guess(29, token)
        #expect(try await bench.hands.mails(to: "school").isEmpty)
        let requested = try await bench.workflow.requestReadingCode(token)
        let code = try await bench.hands.code("student")
        await #expect(throws: WorkflowError.revokedLink) {
            try await bench.workflow.enterForReading(token, code: wrong(code), attempt: requested.attempt)
        }
        await #expect(throws: WorkflowError.revokedLink) {
            try await bench.workflow.enterForReading(token, code: code, attempt: requested.attempt)
        }
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.requestReadingCode(token) }
        let told = try await bench.hands.mails(to: "school")
        let mail = try #require(told.first)
        #expect(told.count == 1 && mail.subject.contains("lien de lecture"))
        #expect(mail.textBody.contains("Awa Diallo") && !mail.textBody.contains("/r/"))
        try await bench.workflow.renewLink(token)
        let renewed = try await bench.hands.readingLink("student")
        #expect(renewed != token)
        let pass = try await enter(renewed)
        #expect(try await bench.workflow.admits(renewed, pass: pass.text))
        try await bench.hands.sign("representative-1")
    }

    /// Both ways: a text is counted for its number as well.
    @Test(arguments: [false, true])
    func `asked for twenty times at the same moment are three`(bySMS: Bool) async throws {
        let memory = InMemoryStore()
        var settings = WorkflowSettings()
        settings.sendsTexts = bySMS
        // Of the signatory alone: the number would take more.
        settings.readingTextsPerHour = 20
        var sample = SampleConvention()
        sample.mobiles["employer"] = "+33639981234"
        let hands = WorkflowBench(
            store: memory.conventionStore.writingSlowly, mails: { memory.mails }, texts: try Bench.texts(),
            sample: sample, settings: settings)
        _ = try await hands.issued(.preset(.free))
        let token = try await hands.readingLink("employer")
        let before = memory.mails.count
        let sent = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { (try? await hands.workflow.requestReadingCode(token)) != nil }
            }
            return await group.reduce(0) { $1 ? $0 + 1 : $0 }
        }
        #expect(sent == 3 && memory.mails.count == before + 3)
        #expect(memory.mails.suffix(3).allSatisfy { ($0.medium == .sms) == bySMS })
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

extension ConventionStore {
    /// The same, so slow to write that all who ask at one moment have read before the first of them has written.
    var writingSlowly: ConventionStore {
        let store = self
        var slow = ConventionStore(
            commitAll: { changes throws(StoreError) in
                for _ in 0..<200 { await Task.yield() }
                try await store.commitAll(changes)
            },
            history: history, list: list, pending: pending, awaitingArchive: awaitingArchive,
            deadlinesDue: deadlinesDue, watchDeadlines: watchDeadlines, file: file, link: link,
            accessGrant: accessGrant, codes: codes, countTry: countTry, idempotency: idempotency, sheets: sheets,
            authenticate: authenticate)
        (slow.partLink, slow.delegations, slow.headAccount) = (partLink, delegations, headAccount)
        return slow
    }
}
