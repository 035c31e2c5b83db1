import ConventionDomain
import Foundation
import Testing
import WorkflowTestSupport

@testable import Workflow

@Suite("Codes")
struct CodeTests {
    private func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    @Test func `five wrong codes lock, a right one then does not help, and a new one does after the pause`()
        async throws
    {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        let wrong = ReadyToSign(
            token: ready.token, code: wrong(ready.code), shown: ready.shown, attempt: ready.attempt)
        for remaining in [4, 3, 2, 1] {
            await #expect(throws: WorkflowError.wrongCode(remainingTries: remaining)) {
                try await bench.hands.finish(wrong)
            }
        }
        let until = bench.hands.now.addingTimeInterval(900)
        await #expect(throws: WorkflowError.codeLocked(until: until)) { try await bench.hands.finish(wrong) }
        bench.hands.advance(by: 60)
        await #expect(throws: WorkflowError.codeLocked(until: until)) { try await bench.hands.finish(ready) }
        await #expect(throws: WorkflowError.codeLocked(until: until)) { try await bench.hands.prepare("student") }
        bench.hands.advance(by: 840)
        await #expect(throws: WorkflowError.codeExpired) { try await bench.hands.finish(ready) }
        try await bench.hands.sign("student")
    }

    @Test func `guessing in parallel gives five tries, not more`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        let guess = wrong(ready.code)
        let compared = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    do throws(WorkflowError) {
                        _ = try await bench.workflow.sign(
                            ready.token, code: guess, shownDigest: ready.shown, attempt: ready.attempt)
                        return true
                    } catch {
                        guard case .wrongCode = error else { return false }
                        return true
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(compared == 4)
        await #expect(throws: WorkflowError.self) { try await bench.hands.finish(ready) }
    }

    @Test func `a code is good for ten minutes`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        bench.hands.advance(by: 600)
        await #expect(throws: WorkflowError.codeExpired) { try await bench.hands.finish(ready) }
    }

    @Test func `three codes an hour, not four`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let first = bench.hands.now
        for _ in 0..<3 {
            _ = try await bench.hands.prepare("student")
            bench.hands.advance(by: 60)
        }
        await #expect(throws: WorkflowError.tooManyCodes(until: first.addingTimeInterval(3_600))) {
            try await bench.hands.prepare("student")
        }
        bench.hands.advance(by: 3_600 - 180)
        try await bench.hands.sign("student")
    }

    @Test func `a newer code puts the older one out of use`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let older = try await bench.hands.prepare("student")
        let newer = try await bench.hands.prepare("student")
        await #expect(throws: WorkflowError.codeExpired) { try await bench.hands.finish(older) }
        _ = try await bench.hands.finish(newer)
    }

    @Test func `a code is worth nothing for another document, another attempt or another signatory`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        try await bench.hands.sign("representative-1")
        let newest = try await bench.workflow.document(of: id).digest
        await #expect(throws: WorkflowError.codeExpired) {
            try await bench.workflow.sign(
                ready.token, code: ready.code, shownDigest: newest, attempt: ready.attempt)
        }
        let other = try #require(AttemptID(String(repeating: "A", count: 43)))
        await #expect(throws: WorkflowError.codeExpired) {
            try await bench.workflow.sign(ready.token, code: ready.code, shownDigest: ready.shown, attempt: other)
        }
    }

    @Test func `a pupil's code does not sign for the parent`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let pupil = try await bench.hands.prepare("student")
        let parent = try await bench.hands.signingLink("representative-1")
        await #expect(throws: WorkflowError.codeExpired) {
            try await bench.workflow.sign(
                parent, code: pupil.code, shownDigest: pupil.shown, attempt: pupil.attempt)
        }
        #expect(try await bench.workflow.show(id).summary.signatureCount == 0)
    }

    @Test func `a code of another convention of the same pupil is refused`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let first = try await bench.hands.prepare("student")
        _ = try await bench.hands.issued()
        let second = try await bench.hands.prepare("student")
        await #expect(throws: WorkflowError.codeExpired) {
            try await bench.workflow.sign(
                second.token, code: first.code, shownDigest: second.shown, attempt: first.attempt)
        }
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.sign(
                second.token, code: second.code, shownDigest: first.shown, attempt: second.attempt)
        }
    }

    @Test func `spaces in a pasted code do not matter`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        let pasted = " \(ready.code.prefix(3))\u{A0}\(ready.code.suffix(3))\n"
        _ = try await bench.workflow.sign(ready.token, code: pasted, shownDigest: ready.shown, attempt: ready.attempt)
    }

    @Test(arguments: ["", "12345", "1234567", "12345a", "१२३४५६"])
    func `what is not six digits is a wrong code`(typed: String) async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        await #expect(throws: WorkflowError.wrongCode(remainingTries: 4)) {
            try await bench.workflow.sign(ready.token, code: typed, shownDigest: ready.shown, attempt: ready.attempt)
        }
    }

    @Test func `codes are six digits and equally likely`() throws {
        let topOfFair: UInt32 = 4_294_000_000
        for value in [0, 7, 999_999, 1_000_000, topOfFair - 1] {
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
            let code = try #require(OneTimeCode(randomBytes: bytes))
            #expect(code.digits.count == 6 && UInt32(code.digits) == value % 1_000_000)
        }
        #expect(OneTimeCode(randomBytes: [0xFF, 0xFF, 0xFF, 0xFF]) == nil)
        #expect(OneTimeCode(randomBytes: [0xFF, 0xF1, 0x3D, 0x80]) == nil, "4 294 000 000 would favour 000000")
    }

    @Test func `the mail with a code is not sent once the code is too old`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        _ = try await bench.hands.prepare("student")
        bench.hands.advance(by: 601)
        let sent = SentMails()
        let report = try await OutboxDelivery(store: bench.store.outboxStore, mailer: sent.mailer)
            .deliverDue(now: bench.hands.now)
        #expect(report.dropped == 1)
        #expect(!sent.all.contains { $0.subject == "Votre code de signature" })
    }
}
