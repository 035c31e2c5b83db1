import ConventionDomain
import Testing

@Suite("The end of a placement")
struct PlacementEndTests {
    private static let completed = Sample.allSigned + [Sample.completed(3)]

    private static func refusal(
        _ phase: ConventionState.Phase, _ event: ConventionEvent.Kind
    ) -> TransitionRefused { TransitionRefused(phase: phase, event: event, reason: .notInThisState) }

    @Test(arguments: [[Sample.ended], [Sample.interrupted], [Sample.ended, Sample.interrupted]])
    func `leaves what was signed as it is, and its archive goes on`(end: [ConventionEvent]) throws {
        let before = try #require(Sample.after(Self.completed).finished)
        let state = Sample.after(Self.completed + end)
        #expect(state.finished == before)
        let archived = try state.applying(Sample.archived(3))
        #expect(archived.phase == state.phase && archived.finished?.headDigest == Sample.digest(4))
    }

    @Test func `takes no signature back and adds none`() {
        for end in [Sample.ended, Sample.interrupted] {
            let state = Sample.after(Self.completed + [end])
            for event in [Sample.consent("student"), Sample.signed("student", on: 3), Sample.cancelled, Sample.issued] {
                #expect(throws: Self.refusal(state.phase, event.kind)) { try state.applying(event) }
            }
        }
    }

    @Test func `an interruption is recorded once, and can be taken back once`() throws {
        let interrupted = Sample.after(Self.completed + [Sample.interrupted])
        #expect(throws: Self.refusal(.interrupted, .interrupted)) { try interrupted.applying(Sample.interrupted) }
        #expect(throws: Self.refusal(.interrupted, .ended)) { try interrupted.applying(Sample.ended) }
        let resumed = try interrupted.applying(Sample.resumed)
        #expect(resumed == Sample.after(Self.completed))
        #expect(throws: Self.refusal(.completed, .resumed)) { try resumed.applying(Sample.resumed) }
    }

    @Test func `is no end of what not all have signed`() {
        for state in [Sample.after([Sample.drafted, Sample.issued]), Sample.after(Sample.allSigned)] {
            for event in [Sample.ended, Sample.interrupted, Sample.resumed] {
                #expect(throws: Self.refusal(.signing, event.kind)) { try state.applying(event) }
            }
        }
    }
}
