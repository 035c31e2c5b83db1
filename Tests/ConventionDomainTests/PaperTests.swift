import ConventionDomain
import Testing

@Suite("Signatures on paper")
struct PaperTests {
    private static let issued = [Sample.drafted, Sample.issued]

    private static func refusal(
        _ kind: ConventionEvent.Kind, _ reason: TransitionRefused.Reason
    ) -> TransitionRefused { TransitionRefused(phase: .signing, event: kind, reason: reason) }

    @Test func `paper counts as a signature: whoever comes next is next`() throws {
        let state = Sample.after(
            Self.issued + [
                Sample.consent("student"), Sample.signed("student", on: 0), Sample.attested("representative-1"),
            ])
        guard case .signing(let progress) = state else { return #expect(Bool(false), "not signing") }
        #expect(progress.awaited == ["school"])
        #expect(progress.signed == ["student"])
        #expect(progress.missing == ["school"])
        #expect(progress.permission(for: "representative-1") == .alreadySigned)
    }

    @Test func `the last part on paper completes, with the newest revision`() throws {
        let state = Sample.after(Sample.completedOnPaper)
        #expect(state.phase == .completed)
    }

    @Test func `one party signs on paper, and never the school`() {
        let state = Sample.after(Self.issued + [Sample.attested("student")])
        #expect(throws: Self.refusal(.paperAttested, .onePartyOnPaper)) {
            try state.applying(Sample.attested("representative-1"))
        }
        let next = Sample.after(
            Self.issued + [
                Sample.consent("student"), Sample.signed("student", on: 0), Sample.consent("representative-1"),
                Sample.signed("representative-1", on: 1),
            ])
        #expect(throws: Self.refusal(.paperAttested, .schoolOnPaper)) { try next.applying(Sample.attested("school")) }
    }

    @Test func `paper waits for its turn, is of this convention, and of nobody who has signed`() {
        let order = Sample.order([["student"], ["representative-1"], ["school"]])
        let issue = Issue(baseDigest: Sample.base, order: order, templateDigest: Sample.digest(98))
        let state = Sample.after([Sample.drafted, .issued(issue)])
        #expect(throws: Self.refusal(.paperAttested, .notYourTurn(waitingFor: ["student"]))) {
            try state.applying(Sample.attested("representative-1"))
        }
        #expect(throws: Self.refusal(.paperAttested, .otherDocument)) {
            try state.applying(Sample.attested("student", base: Sample.digest(7)))
        }
        let signed = Sample.after(Self.issued + [Sample.consent("student"), Sample.signed("student", on: 0)])
        #expect(throws: Self.refusal(.paperAttested, .alreadySigned)) {
            try signed.applying(Sample.attested("student"))
        }
    }

    @Test func `nobody signs electronically after the paper, not even with an earlier consent`() {
        let state = Sample.after(Self.issued + [Sample.consent("student"), Sample.attested("student")])
        #expect(throws: Self.refusal(.signed, .alreadySigned)) { try state.applying(Sample.signed("student", on: 0)) }
    }

    @Test func `an attested consent does not come back with the withdrawal`() throws {
        let state = Sample.after(
            Self.issued + [Sample.consent("student"), Sample.attested("student"), Sample.withdrawn("student")])
        #expect(throws: Self.refusal(.signed, .consentMissing)) { try state.applying(Sample.signed("student", on: 0)) }
        #expect(try state.applying(Sample.attested("student")).phase == .signing)
    }

    @Test func `a statement is taken back until somebody has signed because of it`() throws {
        let waiting =
            Self.issued + [
                Sample.attested("student"), Sample.consent("representative-1"),
                Sample.signed("representative-1", on: 0),
            ]
        guard case .signing(let progress) = try Sample.after(waiting).applying(Sample.withdrawn("student")) else {
            return #expect(Bool(false), "not signing")
        }
        #expect(progress.awaited == ["student"])
        let signedSince = Sample.after(waiting + [Sample.consent("school"), Sample.signed("school", on: 1)])
        #expect(throws: Self.refusal(.paperWithdrawn, .othersSignedSince)) {
            try signedSince.applying(Sample.withdrawn("student"))
        }
        #expect(throws: Self.refusal(.paperWithdrawn, .notOnPaper)) {
            try Sample.after(waiting).applying(Sample.withdrawn("representative-1"))
        }
    }

    @Test func `in an archived document a withdrawn part is signed on paper and not electronically`() throws {
        let archived = Sample.after(Sample.completedOnPaper + [Sample.archived(2)])
        let reopened = try archived.applying(Sample.withdrawn("representative-1"))
        #expect(reopened.phase == .signing)
        #expect(throws: Self.refusal(.consentGiven, .alreadyArchived)) {
            try reopened.applying(Sample.consent("representative-1"))
        }
        let again = try reopened.applying(Sample.attested("representative-1"))
        #expect(try again.applying(Sample.completed(3)).phase == .completed)
    }
}
