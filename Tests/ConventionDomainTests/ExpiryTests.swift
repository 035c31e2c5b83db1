import ConventionDomain
import Testing

@Suite("A convention that was not signed in time")
struct ExpiryTests {
    private static let begun = [Sample.drafted, Sample.issued, Sample.consent("student"), Sample.pending("student")]

    private func refused(_ event: ConventionEvent.Kind, _ reason: TransitionRefused.Reason) -> TransitionRefused {
        TransitionRefused(phase: .signing, event: event, reason: reason)
    }

    @Test func `takes no signature, not even one that was waiting`() throws {
        let expired = Sample.after(Self.begun + [Sample.expired(.placementBegun)])
        #expect(throws: TransitionRefused(phase: .expired, event: .signed, reason: .notInThisState)) {
            try expired.applying(Sample.signed("student", on: 0))
        }
        let reopened = try expired.applying(Sample.reopened)
        #expect(throws: refused(.signed, .consentMissing)) { try reopened.applying(Sample.signed("student", on: 0)) }
    }

    @Test func `is signed by all after the school reopened it, on the same revisions`() throws {
        let late = Sample.after([
            Sample.drafted, Sample.issued, Sample.consent("student"), Sample.signed("student", on: 0),
            Sample.expired(.placementBegun), Sample.reopened,
        ])
        let done = try [
            Sample.consent("representative-1"), Sample.signed("representative-1", on: 1), Sample.consent("school"),
            Sample.signed("school", on: 2), Sample.completed(3),
        ].reduce(late) { try $0.applying($1) }
        #expect(done.phase == .completed)
    }

    @Test func `does not expire twice for the same deadline, and once more for the later one`() throws {
        let late = Sample.after([Sample.drafted, Sample.issued, Sample.expired(.placementBegun), Sample.reopened])
        #expect(throws: refused(.expired, .deadlineOverruled)) { try late.applying(Sample.expired(.placementBegun)) }
        let over = try late.applying(Sample.expired(.placementOver)).applying(Sample.reopened)
        for reason in Expiry.Reason.allCases {
            #expect(throws: refused(.expired, .deadlineOverruled)) { try over.applying(Sample.expired(reason)) }
        }
    }

    @Test func `reopened after the end, the beginning does not count either`() throws {
        let late = Sample.after([Sample.drafted, Sample.issued, Sample.expired(.placementOver), Sample.reopened])
        #expect(throws: refused(.expired, .deadlineOverruled)) { try late.applying(Sample.expired(.placementBegun)) }
    }

    @Test func `one that all have signed neither expires nor alarms anybody`() {
        let signed = Sample.after(Sample.allSigned)
        for event in [Sample.expired(.placementBegun), Sample.alarmed] {
            #expect(throws: refused(event.kind, .nobodyMissing)) { try signed.applying(event) }
        }
    }

    @Test func `only those whose turn it is are reminded`() {
        let state = Sample.after([
            Sample.drafted, Sample.issued, Sample.consent("student"), Sample.signed("student", on: 0),
        ])
        #expect(throws: refused(.reminded, .alreadySigned)) { try state.applying(Sample.reminded("student")) }
        #expect(throws: refused(.reminded, .notYourTurn(waitingFor: ["representative-1"]))) {
            try state.applying(Sample.reminded("school"))
        }
        #expect(throws: Never.self) { try state.applying(Sample.reminded("representative-1")) }
    }
}
