import ConventionDomain
import Testing

@Suite("Lifecycle")
struct LifecycleTests {
    /// Rows of docs/lifecycle.md: which kinds of events may happen in which phase, whatever else they say.
    static let table: [ConventionState.Phase: Set<ConventionEvent.Kind>] = [
        .notBegun: [.prepared, .drafted],
        .completing: [
            .partRequested, .partSaved, .partGiven, .partDisputed, .handedBack, .partCorrected, .readied,
            .contactCorrected, .cancelled, .erased,
        ],
        .toApprove: [
            .partDisputed, .handedBack, .partCorrected, .drafted, .contactCorrected, .cancelled, .erased,
        ],
        .draft: [.issued, .contactCorrected, .cancelled, .erased],
        .signing: [
            .invited, .opened, .consentGiven, .codeSent, .signaturePending, .consentLapsed, .linkRenewed,
            .contactCorrected, .disowned, .reminded, .alarmed, .expired, .signed, .paperChosen, .paperAttested,
            .paperWithdrawn, .completed, .refused, .cancelled,
        ],
        .expired: [.linkRenewed, .contactCorrected, .reopened, .cancelled, .erased],
        .completed: [
            .linkRenewed, .contactCorrected, .archived, .paperWithdrawn, .ended, .interrupted, .erased,
        ],
        .ended: [.linkRenewed, .contactCorrected, .archived, .paperWithdrawn, .interrupted, .erased],
        .interrupted: [.linkRenewed, .contactCorrected, .archived, .resumed, .erased],
        .refused: [.erased],
        .cancelled: [.erased],
        .erased: [],
    ]

    @Test(arguments: ["student", "representative-1", "school", "nobody"])
    func `every event in every state is possible or refused for a reason, as the table says`(fieldName: String) throws {
        for (state, revision) in Sample.states {
            for event in Sample.events(fieldName, revision: revision) {
                let isInTable = try #require(Self.table[state.phase]).contains(event.kind)
                do {
                    let next = try state.applying(event)
                    #expect(isInTable, "\(event.kind) in \(state.phase)")
                    #expect(next.phase == Self.phase(after: event, in: state))
                } catch {
                    #expect((error.reason == .notInThisState) == !isInTable, "\(event.kind) in \(state.phase)")
                    #expect(error.phase == state.phase && error.event == event.kind)
                }
            }
        }
    }

    private static func phase(after event: ConventionEvent, in state: ConventionState) -> ConventionState.Phase {
        switch event.kind {
        case .prepared, .partDisputed, .handedBack, .partCorrected: .completing
        case .readied: .toApprove
        case .drafted: .draft
        case .issued, .reopened, .paperWithdrawn: .signing
        case .expired: .expired
        case .completed, .resumed: .completed
        case .ended: .ended
        case .interrupted: .interrupted
        case .refused: .refused
        case .cancelled: .cancelled
        case .erased: .erased
        case .invited, .opened, .consentGiven, .codeSent, .signaturePending, .consentLapsed, .linkRenewed,
            .contactCorrected, .disowned, .reminded, .alarmed, .signed, .paperChosen, .paperAttested, .archived,
            .partRequested, .partSaved, .partGiven:
            state.phase
        }
    }

    @Test func `a closed convention takes no event but erasure and, when completed, what sends it to its parties`()
        throws
    {
        for (state, revision) in Sample.states where [.refused, .cancelled, .completed].contains(state.phase) {
            for fieldName in ["student", "school"] {
                for event in Sample.events(fieldName, revision: revision) {
                    if event.kind == .erased { continue }
                    if state.phase == .completed,
                        [.linkRenewed, .contactCorrected, .archived, .paperWithdrawn, .ended, .interrupted]
                            .contains(event.kind)
                    {
                        continue
                    }
                    #expect(throws: TransitionRefused(phase: state.phase, event: event.kind, reason: .notInThisState)) {
                        try state.applying(event)
                    }
                }
            }
        }
    }

    @Test func `an archival layer on another revision than the newest is refused, so that none is lost`() {
        let completed = Sample.after(Sample.allSigned + [Sample.completed(3)])
        let refusal = TransitionRefused(phase: .completed, event: .archived, reason: .notOnTheNewestRevision)
        #expect(throws: refusal) { try completed.applying(Sample.archived(2)) }
        #expect(throws: refusal) { try completed.applying(Sample.archived(3)).applying(Sample.archived(3)) }
    }

    @Test func `an archival layer becomes the newest revision, on which the next one stands`() throws {
        let completed = Sample.after(Sample.allSigned + [Sample.completed(3)])
        let renewed = try completed.applying(Sample.archived(3)).applying(Sample.archived(4))
        guard case .completed(let progress) = renewed else { return #expect(Bool(false), "not completed") }
        #expect(progress.headDigest == Sample.digest(5))
        #expect(progress.isSignedByAll)
    }

    @Test func `a signature out of turn is refused, naming who comes first`() throws {
        let state = Sample.after([Sample.drafted, Sample.issued])
        #expect(
            throws: TransitionRefused(
                phase: .signing, event: .signed, reason: .notYourTurn(waitingFor: ["student", "representative-1"]))
        ) { try state.applying(Sample.signed("school", on: 0)) }
    }

    @Test func `a signature without consent is refused`() {
        let state = Sample.after([Sample.drafted, Sample.issued, Sample.consent("representative-1")])
        #expect(throws: TransitionRefused(phase: .signing, event: .signed, reason: .consentMissing)) {
            try state.applying(Sample.signed("student", on: 0))
        }
    }

    @Test func `a second signature of one signatory is refused`() {
        let state = Sample.after([
            Sample.drafted, Sample.issued, Sample.consent("student"), Sample.signed("student", on: 0),
        ])
        #expect(throws: TransitionRefused(phase: .signing, event: .signed, reason: .alreadySigned)) {
            try state.applying(Sample.signed("student", on: 1))
        }
    }

    @Test func `a signature on an older revision is refused, so that none is lost`() {
        let state = Sample.after([
            Sample.drafted, Sample.issued, Sample.consent("student"), Sample.consent("representative-1"),
            Sample.signed("student", on: 0),
        ])
        #expect(throws: TransitionRefused(phase: .signing, event: .signed, reason: .notOnTheNewestRevision)) {
            try state.applying(Sample.signed("representative-1", on: 0, making: 7))
        }
    }

    @Test func `a consent to another document is refused`() {
        let state = Sample.after([Sample.drafted, Sample.issued])
        #expect(throws: TransitionRefused(phase: .signing, event: .consentGiven, reason: .otherDocument)) {
            try state.applying(Sample.consent("student", base: Sample.digest(50)))
        }
    }

    @Test func `completion before the last signature is refused`() {
        let state = Sample.after(Array(Sample.allSigned.dropLast(2)))
        #expect(throws: TransitionRefused(phase: .signing, event: .completed, reason: .signaturesMissing(["school"]))) {
            try state.applying(Sample.completed(2))
        }
    }

    @Test func `completion names the newest revision`() {
        #expect(throws: TransitionRefused(phase: .signing, event: .completed, reason: .otherDocument)) {
            try Sample.after(Sample.allSigned).applying(Sample.completed(2))
        }
    }

    @Test func `an order that leaves a signatory out is refused at issue`() {
        let issue = Issue(
            baseDigest: Sample.base, order: Sample.order([["student"], ["school"]]), templateDigest: Sample.digest(1))
        #expect(throws: TransitionRefused(phase: .draft, event: .issued, reason: .orderDiffers)) {
            try Sample.after([Sample.drafted]).applying(.issued(issue))
        }
    }

    @Test func `the whole story ends completed, with everybody signed in order`() throws {
        let state = try ConventionState.after(Sample.allSigned + [Sample.completed(3)])
        guard case .completed(let progress) = state else {
            Testing.Issue.record("expected completed, found \(state.phase)")
            return
        }
        #expect(progress.signed == ["representative-1", "student", "school"])
        #expect(progress.headDigest == Sample.digest(3) && progress.baseDigest == Sample.base)
    }
}
