import ConventionDomain
import Testing

@Suite("Lifecycle")
struct LifecycleTests {
    /// Rows of docs/lifecycle.md: which kinds of events may happen in which phase, whatever else they say.
    static let table: [ConventionState.Phase: Set<ConventionEvent.Kind>] = [
        .notBegun: [.prepared, .drafted],
        .completing: [
            .partRequested, .partSaved, .partGiven, .partDisputed, .handedBack, .partCorrected, .hostProposed,
            .proposalReturned, .hostConfirmed, .readied, .contactCorrected, .cancelled, .legalHoldPlaced,
            .legalHoldLifted, .erased,
        ],
        .toApprove: [
            .partDisputed, .handedBack, .partCorrected, .drafted, .contactCorrected, .cancelled, .legalHoldPlaced,
            .legalHoldLifted, .erased,
        ],
        .draft: [.issued, .contactCorrected, .cancelled, .superseded, .legalHoldPlaced, .legalHoldLifted, .erased],
        .signing: [
            .invited, .opened, .consentGiven, .codeSent, .signaturePending, .consentLapsed, .linkRenewed,
            .contactCorrected, .disowned, .reminded, .alarmed, .expired, .signed, .paperChosen, .paperAttested,
            .paperWithdrawn, .completed, .refused, .declined, .parentNotified, .objected, .objectionWithdrawn,
            .cancelled,
            .superseded,
            .legalHoldPlaced, .legalHoldLifted,
        ],
        .expired: [
            .codeSent, .linkRenewed, .contactCorrected, .reopened, .parentNotified, .objectionWithdrawn, .cancelled,
            .superseded, .legalHoldPlaced, .legalHoldLifted, .erased,
        ],
        .completed: [
            .linkRenewed, .contactCorrected, .archived, .paperWithdrawn, .amendmentBegun, .amended, .ended,
            .interrupted, .legalHoldPlaced, .legalHoldLifted, .erased,
        ],
        .amended: [
            .linkRenewed, .contactCorrected, .archived, .amendmentBegun, .amended, .ended, .interrupted,
            .legalHoldPlaced, .legalHoldLifted, .erased,
        ],
        .ended: [
            .linkRenewed, .contactCorrected, .archived, .paperWithdrawn, .amended, .interrupted, .attestationRequested,
            .attestationBegun, .attested, .legalHoldPlaced, .legalHoldLifted, .erased,
        ],
        .interrupted: [
            .linkRenewed, .contactCorrected, .archived, .amended, .resumed, .attestationRequested, .attestationBegun,
            .attested, .legalHoldPlaced, .legalHoldLifted, .erased,
        ],
        .refused: [.legalHoldPlaced, .legalHoldLifted, .erased],
        .cancelled: [.legalHoldPlaced, .legalHoldLifted, .erased],
        .superseded: [.legalHoldPlaced, .legalHoldLifted, .erased],
        .erased: [],
    ]

    @Test(arguments: ["student", "representative-1", "school", "tutor", "nobody"])
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
        case .completed: .completed
        case .resumed: state.finished?.amendments.isEmpty == true ? .completed : .amended
        case .amended: state.phase == .interrupted ? .interrupted : .amended
        case .ended: .ended
        case .interrupted: .interrupted
        case .refused: .refused
        case .cancelled: .cancelled
        case .superseded: .superseded
        case .erased: .erased
        case .invited, .opened, .consentGiven, .codeSent, .signaturePending, .consentLapsed, .linkRenewed,
            .contactCorrected, .disowned, .reminded, .alarmed, .signed, .paperChosen, .paperAttested, .archived,
            .partRequested, .partSaved, .partGiven, .hostProposed, .proposalReturned, .hostConfirmed, .parentNotified,
            .objected, .objectionWithdrawn, .declined, .amendmentBegun,
            .attestationRequested, .attestationBegun, .attested, .legalHoldPlaced, .legalHoldLifted:
            state.phase
        }
    }

    @Test
    func `a closed convention takes no event but a hold, erasure and, when completed, what sends it to its parties`()
        throws
    {
        for (state, revision) in Sample.states
        where [.refused, .cancelled, .superseded, .completed].contains(state.phase) {
            for fieldName in ["student", "school"] {
                for event in Sample.events(fieldName, revision: revision) {
                    if [.legalHoldPlaced, .legalHoldLifted, .erased].contains(event.kind) { continue }
                    if state.phase == .completed,
                        [
                            .linkRenewed, .contactCorrected, .archived, .paperWithdrawn, .amendmentBegun, .amended,
                            .ended,
                            .interrupted,
                        ]
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

    @Test func `what somebody has signed, or is signing, is not superseded`() throws {
        let begun = [Sample.drafted, Sample.issued, Sample.consent("student")]
        let endings: [([ConventionEvent], TransitionRefused.Reason?)] = [
            ([], nil), ([Sample.expired(.placementBegun)], nil), ([Sample.signed("student", on: 0)], .someoneSigned),
            ([Sample.attested("student")], .someoneSigned), ([Sample.pending("student")], .signaturePending),
            ([Sample.signed("student", on: 0), Sample.expired(.placementBegun)], .someoneSigned),
            ([Sample.attested("student"), Sample.withdrawn("student")], nil),
            // What had been agreed to and not signed in time signs nothing any more.
            ([Sample.pending("student"), Sample.expired(.placementBegun)], nil),
        ]
        for (events, reason) in endings {
            let state = Sample.after(begun + events)
            guard let reason else {
                #expect(try state.applying(Sample.superseded).phase == .superseded)
                continue
            }
            #expect(throws: TransitionRefused(phase: state.phase, event: .superseded, reason: reason)) {
                try state.applying(Sample.superseded)
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
