import ConventionDomain
import Testing
import WorkflowTestSupport

@testable import Workflow

@Suite("Double click")
struct DoubleClickTests {
    @Test(arguments: 0..<20)
    func `two clicks with the right code on the last try both get the receipt`(round: Int) async throws {
        let bench = try Bench(signer: PaperDocument.signer { try? await Task.sleep(for: .milliseconds(round % 4)) })
        _ = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        let wrong = ReadyToSign(
            token: ready.token, code: ready.code == "000000" ? "000001" : "000000", shown: ready.shown,
            attempt: ready.attempt)
        for _ in 0..<4 { await #expect(throws: WorkflowError.self) { try await bench.hands.finish(wrong) } }
        async let first = bench.hands.finish(ready)
        async let second = bench.hands.finish(ready)
        let receipts = try await [first, second]
        #expect(receipts[0] == receipts[1])
    }

    @Test(arguments: 0..<20)
    func `two clicks on a refusal both succeed, and the school is told once`(round: Int) async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        let requested = try await bench.workflow.requestRefusalCode(token)
        let code = try await bench.hands.code("student")
        async let first: Void = bench.workflow.refuse(
            token, reason: "Non", code: code, attempt: requested.attempt)
        async let second: Void = bench.workflow.refuse(
            token, reason: "Non", code: code, attempt: requested.attempt)
        _ = try await (first, second)
        #expect(try await bench.hands.mails(to: "school").count == 1)
    }

    @Test func `two clicks with the right code for reading both get a pass`() async throws {
        let memory = InMemoryStore()
        let hands = WorkflowBench(
            store: memory.conventionStore.writingSlowly, mails: { memory.mails }, texts: try Bench.texts())
        _ = try await hands.issued(.preset(.free))
        let token = try await hands.readingLink("employer")
        let requested = try await hands.workflow.requestReadingCode(token)
        let code = try await hands.code("employer")
        async let first = hands.workflow.enterForReading(token, code: code, attempt: requested.attempt)
        async let second = hands.workflow.enterForReading(token, code: code, attempt: requested.attempt)
        for pass in try await [first, second] {
            #expect(try await hands.workflow.admits(token, pass: pass.text))
        }
    }

    @Test func `a wrong code beside the right one learns nothing that the link does not show`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        let receipt = try await bench.hands.finish(ready)
        let guess = try await bench.workflow.sign(
            ready.token, code: "000000", shownDigest: ready.shown, attempt: ready.attempt)
        #expect(guess == .signed(receipt))
        #expect(try await bench.workflow.view(ready.token).situation == .signed(receipt))
    }
}
