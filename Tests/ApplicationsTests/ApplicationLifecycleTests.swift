import Applications
import Foundation
import Testing

@Suite("Lifecycle of an application")
struct ApplicationLifecycleTests {
    /// Which event leads where; what is not named is refused. Written from the rules, not from the code.
    static let table: [ApplicationState.Phase: [ApplicationEvent.Kind: ApplicationState.Phase]] = {
        let ends: [ApplicationEvent.Kind: ApplicationState.Phase] = [
            .withdrawn: .withdrawn, .supplanted: .supplanted, .expired: .expired, .cancelled: .cancelledBySchool,
            .offerEnded: .offerEnded,
        ]
        let open: [ApplicationEvent.Kind: ApplicationState.Phase] = [
            .wrote: .inDiscussion, .accepted: .accepted, .declined: .declined,
        ]
        func row(_ parts: [ApplicationEvent.Kind: ApplicationState.Phase]...) -> [ApplicationEvent.Kind:
            ApplicationState.Phase]
        {
            parts.reduce(into: [:]) { $0.merge($1) { _, later in later } }
        }
        return [
            .notBegun: [.drafted: .drafted],
            .drafted: row(ends, [.edited: .drafted, .sent: .sent]),
            .sent: row(ends, open, [.seen: .seen]),
            .seen: row(ends, open, [.seen: .seen]),
            .inDiscussion: row(ends, open, [.seen: .inDiscussion]),
            .accepted: row(
                ends, [.seen: .accepted, .wrote: .accepted, .declined: .declined, .confirmed: .confirmed]),
            .confirmed: [.seen: .confirmed, .wrote: .confirmed, .cancelled: .cancelledBySchool],
            .declined: [:], .withdrawn: [:], .supplanted: [:], .expired: [:], .cancelledBySchool: [:], .offerEnded: [:],
        ]
    }()

    @Test(arguments: ApplicationActor.allCases)
    func `every event in every state is possible or refused for a reason, as the table says`(
        actor: ApplicationActor
    ) throws {
        for state in Sample.states {
            for event in Sample.events {
                let expected = try #require(Self.table[state.phase])[event.kind]
                do {
                    let next = try state.applying(event, by: actor)
                    #expect(next.phase == expected, "\(event.kind) in \(state.phase)")
                    #expect(event.kind.actors.contains(actor), "\(event.kind) by \(actor)")
                } catch {
                    let reason: ApplicationTransitionRefused.Reason =
                        expected == nil ? .notInThisState : .notTheirs(actor)
                    #expect(error.reason == reason, "\(event.kind) in \(state.phase) by \(actor)")
                    #expect(expected == nil || !event.kind.actors.contains(actor))
                    #expect(error.phase == state.phase && error.event == event.kind)
                }
            }
        }
    }

    @Test func `a reason is kept as it was given`() throws {
        for reason in DeclineReason.allCases {
            #expect(try ApplicationState.seen.applying(.declined(reason), by: .employer) == .declined(reason))
        }
        for reason in CancelReason.allCases {
            #expect(
                try ApplicationState.confirmed.applying(.cancelled(reason), by: .school) == .cancelledBySchool(reason))
        }
    }

    @Test func `a family does nothing in the place of its child`() {
        for state in Sample.states {
            for event in Sample.events {
                #expect(throws: ApplicationTransitionRefused.self) { try state.applying(event, by: .family) }
            }
        }
    }

    @Test func `a place is kept from the acceptance on, and what waits has somebody to wait for`() {
        for state in Sample.states {
            #expect(state.holdsPlace == [.accepted, .confirmed].contains(state.phase))
            #expect(state.isWaiting == [.sent, .seen, .inDiscussion, .accepted].contains(state.phase))
            #expect((state.turn != nil) == (state.isWaiting || state.phase == .drafted))
        }
    }

    /// Whatever happens, in whatever order: an end stays an end, and only the pupil confirms, once, what an employer accepted.
    @Test func `no chain of events leads around the rules`() throws {
        var generator = SystemRandomNumberGenerator()
        var confirmed = 0
        for _ in 0..<4000 {
            var (state, past): (ApplicationState, [ApplicationEvent.Kind]) = (.notBegun, [])
            for _ in 0..<12 {
                // More often than not one that leads on: most chains would end at once.
                let choice = Int.random(in: 0..<3, using: &generator) == 0 ? Sample.events : Self.leading
                let event = try #require(choice.randomElement(using: &generator))
                let actor = try #require(event.kind.actors.randomElement(using: &generator))
                let isEnd = state.turn == nil && state.phase != .notBegun && state.phase != .confirmed
                guard let next = try? state.applying(event, by: actor) else { continue }
                #expect(!isEnd, "\(event.kind) after \(state.phase)")
                (state, past) = (next, past + [event.kind])
            }
            guard state.phase == .confirmed else { continue }
            confirmed += 1
            let places = [.drafted, .sent, .accepted, .confirmed].map { past.firstIndex(of: $0) }
            #expect(places.allSatisfy { $0 != nil })
            #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
            #expect(past.count { $0 == .confirmed } == 1)
        }
        #expect(confirmed > 0)
    }

    private static let leading: [ApplicationEvent] = [.drafted, .sent, .seen, .wrote, .accepted, .confirmed]

    @Test func `the table in the documentation is what the code does`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/lifecycle.md"), encoding: .utf8)
        #expect(page.contains(Self.documentation), "expected in docs/lifecycle.md:\n\(Self.documentation)")
    }

    /// One row an event, one column a state that is no end: the state that follows, or a dash where the event is refused.
    private static var documentation: String {
        let phases = ApplicationState.Phase.allCases.filter { phase in
            Sample.states.contains {
                $0.phase == phase && ($0.turn != nil || phase == .notBegun || phase == .confirmed)
            }
        }
        let head = ["event", "by"] + phases.map(\.rawValue)
        let rows = ApplicationEvent.Kind.allCases.map { kind in
            ["`\(kind.rawValue)`", kind.actors.map(\.rawValue).sorted().joined(separator: ", ")]
                + phases.map { cell(kind, $0) }
        }
        return ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private static func cell(_ kind: ApplicationEvent.Kind, _ phase: ApplicationState.Phase) -> String {
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
