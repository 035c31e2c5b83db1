import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("An employer's refusal over HTTP")
struct EmployerRefusalTests {
    private func request(_ reason: String = "Plus de place", key: String = "key-1") -> EmployerRefusalRequest {
        EmployerRefusalRequest(reason: reason, idempotencyKey: key)
    }

    @Test(arguments: [("", "k"), (" ", "k"), (String(repeating: "x", count: 501), "k"), ("Non", ""), ("Non", "é")])
    func `wants a reason and a key`(reason: String, key: String) async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        let token = try await bench.hands.accessToken()
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.refuse(id, accessToken: token, request: request(reason, key: key))
        }
        #expect(try await bench.workflow.show(id).summary.status == .signing)
    }

    @Test func `does nothing for a token of another convention or one that is too old`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        let old = try await bench.hands.accessToken()
        let other = try await bench.hands.issued(.preset(.free))
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.refuse(other, accessToken: old, request: request())
        }
        bench.hands.advance(by: 14 * 86_400)
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.refuse(id, accessToken: old, request: request())
        }
    }

    @Test func `is told to the school, and repeated it gives the same answer`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        let token = try await bench.hands.accessToken()
        let first = try await bench.workflow.refuse(id, accessToken: token, request: request())
        bench.hands.advance(by: 60)
        let second = try await bench.workflow.refuse(id, accessToken: token, request: request())
        #expect(!first.isReplay && second.isReplay && first.refusedAt == second.refusedAt)
        #expect(first.signatory.fieldName == "employer" && first.reason == "Plus de place")
        let expected = Refusal(fieldName: "employer", reason: "Plus de place", identification: .accessToken)
        #expect(try await bench.workflow.show(id).refusal == expected)
        #expect(try await bench.hands.mails(to: "school").last?.textBody.contains("Plus de place") == true)
        await #expect(throws: WorkflowError.idempotencyConflict) {
            try await bench.workflow.refuse(id, accessToken: token, request: request("Autre"))
        }
        await #expect(throws: WorkflowError.conventionRefused) {
            try await bench.workflow.refuse(id, accessToken: token, request: request(key: "key-2"))
        }
    }

    @Test func `a key that signed does not refuse, and who has signed cannot`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        let token = try await bench.hands.accessToken()
        try await bench.hands.countersign(id)
        await #expect(throws: WorkflowError.idempotencyConflict) {
            try await bench.workflow.refuse(id, accessToken: token, request: request())
        }
        await #expect(throws: WorkflowError.alreadySigned) {
            try await bench.workflow.refuse(id, accessToken: token, request: request(key: "key-2"))
        }
    }

    @Test func `two requests with one key at once give one refusal`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        let token = try await bench.hands.accessToken()
        async let first = bench.workflow.refuse(id, accessToken: token, request: request())
        async let second = bench.workflow.refuse(id, accessToken: token, request: request())
        let replays = try await [first.isReplay, second.isReplay]
        #expect(Set(replays) == [true, false])
    }
}

@Suite("The order of a new convention")
struct OrderChoiceTests {
    @Test(arguments: [
        (nil, nil, SigningOrder.Preset.headLast), (nil, SigningOrder.Preset.free, .free),
        (SigningOrder.Preset.countersign, .free, .countersign),
        (SigningOrder.Preset.countersign, nil, .countersign),
    ])
    func `is the one asked for, else the school's, else the template's`(
        asked: SigningOrder.Preset?, school: SigningOrder.Preset?, expected: SigningOrder.Preset
    ) async throws {
        var sample = SampleConvention()
        sample.signingOrder = .headLast
        var settings = WorkflowSettings()
        settings.signingOrder = school
        let bench = try Bench(sample: sample, settings: settings)
        let id = try await bench.hands.drafted(asked.map { .preset($0) })
        #expect(try await bench.workflow.show(id).order == SigningOrder(expected, for: sample.signatories))
    }
}
