import ConventionDomain
import Testing

@Suite("A convention and its amendments")
struct AmendmentTests {
    private static let completed = Sample.allSigned + [Sample.completed(3)]

    private static func refusal(
        _ phase: ConventionState.Phase, _ event: ConventionEvent.Kind, _ reason: TransitionRefused.Reason
    ) -> TransitionRefused { TransitionRefused(phase: phase, event: event, reason: reason) }

    @Test func `an amendment that is begun changes nothing, one that is signed leaves the signatures as they are`()
        throws
    {
        let before = try #require(Sample.after(Self.completed).finished)
        let begun = Sample.after(Self.completed + [Sample.amendmentBegun])
        #expect(begun.phase == .completed && begun.finished?.begunAmendment == Sample.amendment)
        let amended = try begun.applying(Sample.amended)
        let after = try #require(amended.finished)
        #expect(amended.phase == .amended && after.amendments == [Sample.amendment] && after.begunAmendment == nil)
        #expect(after.signed == before.signed && after.headDigest == before.headDigest)
        #expect(try amended.applying(Sample.archived(3)).phase == .amended)
    }

    @Test func `one that was not begun here, or already counts, is refused`() throws {
        let completed = Sample.after(Self.completed)
        #expect(throws: Self.refusal(.completed, .amended, .notBegun)) { try completed.applying(Sample.amended) }
        let amended = Sample.after(Self.completed + [Sample.amendmentBegun, Sample.amended])
        #expect(throws: Self.refusal(.amended, .amended, .notBegun)) { try amended.applying(Sample.amended) }
    }

    @Test func `before all have signed, and once the placement is over, none is begun`() {
        let over = [Sample.ended, Sample.interrupted].map { Sample.after(Self.completed + [$0]) }
        for state in [Sample.after([Sample.drafted, Sample.issued]), Sample.after(Sample.allSigned)] + over {
            #expect(throws: Self.refusal(state.phase, .amendmentBegun, .notInThisState)) {
                try state.applying(Sample.amendmentBegun)
            }
        }
    }

    @Test func `one that is signed late may move the last day, and does not undo an interruption`() throws {
        let ended = Sample.after(Self.completed + [Sample.amendmentBegun, Sample.ended])
        #expect(try ended.applying(Sample.amended).phase == .amended)
        let interrupted = Sample.after(Self.completed + [Sample.amendmentBegun, Sample.interrupted])
        let amended = try interrupted.applying(Sample.amended)
        #expect(amended.phase == .interrupted)
        #expect(try amended.applying(Sample.resumed).phase == .amended)
    }

    @Test func `a signature on paper on which one rests is not taken back`() {
        let begun = Sample.after(Sample.completedOnPaper + [Sample.amendmentBegun])
        #expect(throws: Self.refusal(.completed, .paperWithdrawn, .alreadyAmended)) {
            try begun.applying(Sample.withdrawn("representative-1"))
        }
    }
}
