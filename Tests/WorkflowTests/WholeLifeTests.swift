import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("The whole life")
struct WholeLifeTests {
    @Test func `four parties sign, each when invited, and everybody gets the document`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.sign("school")
        let result = try await bench.hands.countersign(id)
        #expect(result.isComplete && !result.isReplay)
        let detail = try await bench.workflow.show(id)
        #expect(detail.summary.status == .completed && detail.summary.signatureCount == 4)
        #expect(detail.parties.allSatisfy { $0.signedAt != nil })
        #expect(detail.revisions.map(\.fieldName) == [nil, "student", "representative-1", "school", "employer"])
        for fieldName in bench.hands.sample.fieldNames {
            let document = try await bench.workflow.document(try await bench.hands.readingLink(fieldName))
            #expect(document.isComplete && document.revisionIndex == 4)
            #expect(PaperDocument.digest(document.bytes) == document.digest)
        }
    }

    @Test(arguments: [
        (SigningOrder.Preset.countersign, [["student", "representative-1"], ["school"], ["employer"]]),
        (.headLast, [["student", "representative-1"], ["employer"], ["school"]]),
        (.free, [["student", "representative-1", "school", "employer"]]),
    ])
    func `each group is invited when the one before has signed, and not before`(
        preset: SigningOrder.Preset, groups: [[String]]
    ) async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(preset))
        for index in groups.indices {
            for fieldName in bench.hands.sample.fieldNames {
                let isInvited = try await !bench.hands.mails(to: fieldName).isEmpty
                #expect(isInvited == groups[...index].joined().contains(fieldName))
            }
            for fieldName in groups[index] { try await act(fieldName, bench, id) }
        }
        #expect(try await bench.workflow.show(id).summary.status == .completed)
    }

    private func act(_ fieldName: String, _ bench: Bench, _ id: ConventionID) async throws {
        if fieldName == "employer" {
            try await bench.hands.countersign(id)
        } else {
            try await bench.hands.sign(fieldName)
        }
    }

    @Test func `an adult pupil signs without a representative`() async throws {
        let adult = SampleConvention(
            signatories: SampleConvention.fourSignatories.filter { $0.role != .representative })
        let bench = try Bench(sample: adult)
        let id = try await bench.hands.issued()
        try await bench.hands.sign("student")
        try await bench.hands.sign("school")
        #expect(try await bench.hands.countersign(id).isComplete)
    }

    @Test func `each signature keeps every byte of the revision before it`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        var previous = try await bench.workflow.document(of: id)
        for fieldName in ["representative-1", "student", "school"] {
            let receipt = try await bench.hands.sign(fieldName)
            let next = try await bench.workflow.document(of: id)
            #expect(next.bytes.starts(with: previous.bytes) && next.bytes.count > previous.bytes.count)
            #expect(receipt.revisionDigest == next.digest && receipt.shownDigest == previous.digest)
            previous = next
        }
    }

    @Test func `the list shows newest first and how far each is`() async throws {
        let bench = try Bench()
        let first = try await bench.hands.issued()
        let second = try await bench.hands.drafted()
        try await bench.hands.sign("student")
        let list = try await bench.workflow.list()
        #expect(list.map(\.id) == [second, first])
        #expect(list.map(\.status) == [.draft, .signing])
        #expect(list.map(\.signatureCount) == [0, 1] && list.map(\.signatoryCount) == [4, 4])
    }
}
