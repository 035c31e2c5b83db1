import Foundation
import Offers
import Testing

@Suite("Lifecycle of an offer")
struct OfferLifecycleTests {
    /// Rows of docs/lifecycle.md: which kinds of events may happen in which phase, whatever else they say.
    static let table: [OfferState.Phase: Set<OfferEvent.Kind>] = [
        .notBegun: [.drafted],
        .draft: [.edited, .submitted, .expired, .withdrawn],
        .submitted: [.edited, .published, .refused, .expired, .withdrawn, .reported],
        .published: [.edited, .refused, .filled, .paused, .expired, .withdrawn, .reported],
        .full: [.edited, .refused, .freed, .paused, .expired, .withdrawn, .reported],
        .paused: [.edited, .refused, .resumed, .expired, .withdrawn, .reported],
        .expired: [.reported],
        .withdrawn: [.reported],
        .refusedByModeration: [.edited, .expired, .withdrawn, .reported],
    ]

    @Test(arguments: OfferActor.allCases)
    func `every event in every state is possible or refused for a reason, as the table says`(actor: OfferActor) throws {
        for state in Sample.states {
            for event in Sample.events {
                let isInTable = try #require(Self.table[state.phase]).contains(event.kind)
                do {
                    let next = try state.applying(event, by: actor)
                    #expect(
                        isInTable && event.kind.actors.contains(actor), "\(event.kind) in \(state.phase) by \(actor)")
                    #expect(next.phase == Self.phase(after: event, in: state), "\(event.kind) in \(state.phase)")
                } catch {
                    #expect((error.reason == .notInThisState) == !isInTable, "\(event.kind) in \(state.phase)")
                    #expect(error.phase == state.phase && error.event == event.kind)
                }
            }
        }
    }

    private static func phase(after event: OfferEvent, in state: OfferState) -> OfferState.Phase {
        switch event {
        case .drafted: .draft
        case .edited(let edit):
            switch state.phase {
            case .refusedByModeration: .draft
            case .published, .full: edit.needsModeration ? .submitted : edit.placesLeft > 0 ? .published : .full
            case .paused: edit.needsModeration ? .submitted : .paused
            default: state.phase
            }
        case .submitted: .submitted
        case .published, .freed: .published
        case .refused: .refusedByModeration
        case .filled: .full
        case .paused: .paused
        case .resumed(let left): left > 0 ? .published : .full
        case .expired: .expired
        case .withdrawn: .withdrawn
        case .reported: state.phase
        }
    }

    @Test func `no offer is published while the number or the address of the employer is unchecked`() {
        for (siret, address, reason) in [
            (false, true, OfferTransitionRefused.Reason.siretNotChecked), (true, false, .addressNotChecked),
            (false, false, .siretNotChecked),
        ] {
            let event = OfferEvent.published(OfferClearance(isSIRETChecked: siret, isAddressChecked: address))
            for actor in [OfferActor.moderator, .service] {
                #expect(throws: OfferTransitionRefused(phase: .submitted, event: .published, reason: reason)) {
                    try OfferState.submitted.applying(event, by: actor)
                }
            }
        }
    }

    @Test func `nobody brings about what is another's to do`() {
        for state in Sample.states {
            for event in Sample.events {
                for actor in Set(OfferActor.allCases).subtracting(event.kind.actors) {
                    #expect(throws: OfferTransitionRefused.self) { try state.applying(event, by: actor) }
                }
            }
        }
        #expect(throws: OfferTransitionRefused(phase: .submitted, event: .published, reason: .notTheirs(.employer))) {
            try OfferState.submitted.applying(.published(Sample.clearance), by: .employer)
        }
    }

    @Test(arguments: [" ", "Appelez le 06 39 98 12 34", "écrire à claire@exemple.fr"])
    func `moderation refuses with a reason that can be shown`(reason: String) {
        for state in [OfferState.submitted, .published, .full, .paused] {
            #expect(throws: OfferTransitionRefused(phase: state.phase, event: .refused, reason: .reasonMissing)) {
                try state.applying(.refused(reason: reason), by: .moderator)
            }
        }
    }

    @Test func `an offer is full when no place is left, and not before`() {
        #expect(throws: OfferTransitionRefused(phase: .published, event: .filled, reason: .placesLeft(1))) {
            try OfferState.published.applying(.filled(placesLeft: 1), by: .service)
        }
        #expect(throws: OfferTransitionRefused(phase: .full, event: .freed, reason: .noPlaceLeft)) {
            try OfferState.full.applying(.freed(placesLeft: 0), by: .service)
        }
    }

    @Test func `only what is published, full or not, is listed`() {
        #expect(Set(Sample.states.filter(\.isListed).map(\.phase)) == [.published, .full])
    }

    @Test func `the table in the documentation is what the code does`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/lifecycle.md"), encoding: .utf8)
        let table = Self.documentation
        #expect(page.contains(table), "expected in docs/lifecycle.md:\n\(table)")
    }

    /// One row an event, one column a state: the states that may follow, or a dash where the event is refused.
    private static var documentation: String {
        let head = ["event", "by"] + OfferState.Phase.allCases.map(\.rawValue)
        let rows = OfferEvent.Kind.allCases.map { kind in
            ["`\(kind.rawValue)`", kind.actors.map(\.rawValue).sorted().joined(separator: ", ")]
                + OfferState.Phase.allCases.map { cell(kind, $0) }
        }
        return ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private static func cell(_ kind: OfferEvent.Kind, _ phase: OfferState.Phase) -> String {
        var next: Set<String> = []
        for state in Sample.states where state.phase == phase {
            for event in Sample.events where event.kind == kind {
                for actor in kind.actors {
                    if let after = try? state.applying(event, by: actor) { next.insert(after.phase.rawValue) }
                }
            }
        }
        return next.isEmpty ? "–" : next.sorted().joined(separator: ", ")
    }
}
