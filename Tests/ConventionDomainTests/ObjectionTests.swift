import ConventionDomain
import Parties
import Testing

@Suite("A parent's objection")
struct ObjectionTests {
    /// Everything that can happen to a convention with an objection, several times over, by every signatory.
    @Test func `makes it impossible that the convention becomes complete, or that a signature is added`() throws {
        let begun = [Sample.drafted, Sample.issued, Sample.notified]
        let stories: [[ConventionEvent]] = [
            begun, begun + [Sample.consent("student")], begun + [Sample.consent("student"), Sample.pending("student")],
            begun + [Sample.consent("student"), Sample.signed("student", on: 0)],
            begun + [Sample.attested("student")],
            // All but the last.
            begun + Sample.allSigned.dropFirst(2).dropLast(1),
        ]
        for story in stories {
            var reached = [Sample.after(story + [Sample.objected])]
            for _ in 0..<3 {
                for state in reached {
                    for event in Self.events where event.kind != .objectionWithdrawn {
                        guard let next = try? state.applying(event), !reached.contains(next) else { continue }
                        reached.append(next)
                    }
                }
            }
            let settled = Set(Self.settled(in: reached[0]))
            for state in reached {
                #expect(state.phase != .completed)
                if case .signing(let progress) = state {
                    #expect(progress.isOnHold && settled.isSuperset(of: progress.settled) && progress.pending.isEmpty)
                }
            }
        }
    }

    private static let events: [ConventionEvent] = (0..<4).flatMap { revision in
        Sample.order.fieldNames.flatMap { Sample.events($0, revision: revision) }
    }

    private static func settled(in state: ConventionState) -> [String] {
        if case .signing(let progress) = state { progress.settled } else { [] }
    }

    @Test(arguments: [
        Sample.invited("student"), Sample.reminded("student"), Sample.consent("student"),
        Sample.attested("student"),
    ])
    func `holds whatever leads to a signature`(event: ConventionEvent) {
        let held = Sample.after([Sample.drafted, Sample.issued, Sample.notified, Sample.objected])
        #expect(throws: TransitionRefused(phase: .signing, event: event.kind, reason: .onHold)) {
            try held.applying(event)
        }
    }

    @Test func `ends what was agreed to and not signed, also when it is taken back`() {
        let state = Sample.after([
            Sample.drafted, Sample.issued, Sample.notified, Sample.consent("student"), Sample.objected,
            Sample.objectionWithdrawn,
        ])
        #expect(throws: TransitionRefused(phase: .signing, event: .signed, reason: .consentMissing)) {
            try state.applying(Sample.signed("student", on: 0))
        }
        #expect(throws: Never.self) {
            try state.applying(Sample.consent("student")).applying(Sample.signed("student", on: 0))
        }
    }

    @Test func `is of a parent who was told, once, and taken back by that parent`() {
        let issued = Sample.after([Sample.drafted, Sample.issued])
        let told = Sample.after([Sample.drafted, Sample.issued, Sample.notified])
        let refusals: [(ConventionState, ConventionEvent, TransitionRefused.Reason)] = [
            (issued, Sample.objected, .notNotified), (told, Sample.objectionWithdrawn, .noObjection),
            (
                Sample.after([Sample.drafted, Sample.issued, Sample.notified, Sample.objected]), Sample.objected,
                .objectionStands
            ),
            (
                told,
                .parentNotified(
                    ParentNotice(fieldName: "student", name: .init(given: "Awa", family: "Diallo"), capacity: "Élève")),
                .isASignatory
            ),
        ]
        for (state, event, reason) in refusals {
            #expect(throws: TransitionRefused(phase: .signing, event: event.kind, reason: reason)) {
                try state.applying(event)
            }
        }
    }

    @Test func `can be taken back once the time is over, so that the school can reopen, and made no more`() throws {
        let begun = [Sample.drafted, Sample.issued, Sample.notified]
        let late = Sample.after(begun + [Sample.objected, Sample.expired(.placementBegun)])
        let free = try late.applying(Sample.objectionWithdrawn)
        guard case .expired(let progress, _) = free else { return #expect(Bool(false), "not expired") }
        #expect(!progress.isOnHold)
        #expect(throws: Never.self) { try free.applying(Sample.reopened).applying(Sample.consent("student")) }
        #expect(throws: TransitionRefused(phase: .expired, event: .objectionWithdrawn, reason: .noObjection)) {
            try free.applying(Sample.objectionWithdrawn)
        }
        for state in [free, Sample.after(begun + [Sample.expired(.placementBegun)])] {
            #expect(throws: TransitionRefused(phase: .expired, event: .objected, reason: .notInThisState)) {
                try state.applying(Sample.objected)
            }
        }
    }

    @Test func `is what the only codes are for that are sent after the time is over`() {
        let late = Sample.after([Sample.drafted, Sample.issued, Sample.notified, Sample.expired(.placementBegun)])
        #expect(throws: Never.self) { try late.applying(Sample.codeSent("representative-2")) }
        #expect(throws: TransitionRefused(phase: .expired, event: .codeSent, reason: .notNotified)) {
            try late.applying(Sample.codeSent("student"))
        }
    }

    @Test func `stands when the school reopens what has expired meanwhile`() {
        let reopened = Sample.after([
            Sample.drafted, Sample.issued, Sample.notified, Sample.objected, Sample.expired(.placementBegun),
            Sample.reopened,
        ])
        #expect(throws: TransitionRefused(phase: .signing, event: .consentGiven, reason: .onHold)) {
            try reopened.applying(Sample.consent("student"))
        }
    }
}
