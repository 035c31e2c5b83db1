import ConventionDomain
import Parties
import Testing

@Suite("The host's attestation")
struct AttestationTests {
    private static let ended = Sample.allSigned + [Sample.completed(3), Sample.ended]

    private static func refusal(
        _ phase: ConventionState.Phase, _ event: ConventionEvent.Kind, _ reason: TransitionRefused.Reason
    ) -> TransitionRefused { TransitionRefused(phase: phase, event: event, reason: reason) }

    @Test func `leaves the convention's signatures and state as they are`() throws {
        let state = Sample.after(Self.ended)
        let attested = Sample.after(Self.ended + [Sample.attestationBegun, Sample.attested])
        #expect(attested.phase == .ended && attested.finished?.attestation == Sample.amendment)
        #expect(attested.finished?.signed == state.finished?.signed)
        #expect(attested.finished?.headDigest == state.finished?.headDigest)
    }

    @Test func `comes after the end only`() {
        for state in [Sample.after(Sample.allSigned), Sample.after(Sample.allSigned + [Sample.completed(3)])] {
            for event in [Sample.attestationRequested("school"), Sample.attestationBegun, Sample.attested] {
                #expect(throws: Self.refusal(state.phase, event.kind, .notInThisState)) { try state.applying(event) }
            }
        }
    }

    @Test func `is the one that was written last, and there is one`() {
        #expect(throws: Self.refusal(.ended, .attested, .notBegun)) {
            try Sample.after(Self.ended).applying(Sample.attested)
        }
        let attested = Sample.after(Self.ended + [Sample.attestationBegun, Sample.attested])
        for event in [
            Sample.attestationRequested("school"), Sample.attestationBegun, Sample.attested, Sample.interrupted,
        ] {
            #expect(throws: Self.refusal(.ended, event.kind, .alreadyAttested)) { try attested.applying(event) }
        }
    }

    @Test func `is asked for after the last day, and once more after three business days`() throws {
        let days = try ["2026-06-26", "2026-06-29", "2026-07-01", "2026-07-02", "2026-07-20", "2026-09-01"].map {
            try #require(CalendarDate(iso8601: $0))
        }
        func isDue(_ today: Int, asked: [Int]) -> Bool {
            AttestationReminders.isDue(on: days[today], lastDay: days[0], asked: asked.map { days[$0] })
        }
        #expect(!isDue(0, asked: []), "the last day is not over")
        #expect(isDue(1, asked: []))
        #expect(!isDue(2, asked: [1]) && isDue(3, asked: [1]))
        #expect(!isDue(4, asked: [1, 3]), "twice is enough")
        #expect(!isDue(5, asked: []), "nothing old is asked for")
    }
}
