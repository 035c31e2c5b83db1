import ConventionDomain
import Foundation
import Testing

@Suite("docs/lifecycle.md")
struct LifecycleTableTests {
    @Test func `the table in the documentation is what the code does`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appendingPathComponent("docs/lifecycle.md"), encoding: .utf8)
        #expect(page.contains(Self.table), "expected in docs/lifecycle.md:\n\(Self.table)")
    }

    /// One row an event, one column a state: the state that follows, or a dash where the event is refused.
    static var table: String {
        let phases = ConventionState.Phase.allCases
        let head = ["event"] + phases.map(\.rawValue)
        let rule = head.map { _ in "---" }
        let rows = ConventionEvent.Kind.allCases.map { kind in
            ["`\(kind.rawValue)`"] + phases.map { cell(kind, $0) }
        }
        return ([head, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private static func cell(_ kind: ConventionEvent.Kind, _ phase: ConventionState.Phase) -> String {
        var next: Set<String> = []
        for (state, revision) in Sample.states where state.phase == phase {
            for fieldName in ["student", "representative-1", "school", "tutor"] {
                for event in Sample.events(fieldName, revision: revision) where event.kind == kind {
                    if let after = try? state.applying(event) { next.insert(after.phase.rawValue) }
                }
            }
        }
        return next.isEmpty ? "–" : next.sorted().joined(separator: ", ")
    }
}
