import Synchronization
import Workflow

/// The journals that were opened last: decrypted, and checked against their chains.
///
/// Each request reads its convention's journal, and most of it was read by the request before. Rows are read from the
/// database each time and compared with those that were opened; only what came after them is decrypted and checked. A
/// row that was altered is no row that was opened, so that nothing passes here that a first reading would refuse.
final class OpenedJournals: Sendable {
    private struct Opened {
        let rows: [EventRow]
        let entries: [JournalEntry]
        var lastUse: Int
    }

    private struct State {
        var opened: [String: Opened] = [:]
        var uses = 0
    }

    private let state = Mutex(State())
    private let limit: Int

    /// - Parameter limit: Conventions at most, some kilobytes each.
    init(limit: Int = 256) { self.limit = limit }

    /// What was opened of a convention's rows, from the first on; nothing unless all that was opened is still there.
    func entries(of convention: String, in rows: [EventRow]) -> [JournalEntry] {
        state.withLock { state in
            guard let known = state.opened[convention], rows.starts(with: known.rows) else { return [] }
            state.uses += 1
            state.opened[convention]?.lastUse = state.uses
            return known.entries
        }
    }

    /// Remembers rows and what is in them, in the place of what was used longest ago.
    func keep(_ rows: [EventRow], _ entries: [JournalEntry], of convention: String) {
        state.withLock { state in
            state.uses += 1
            state.opened[convention] = Opened(rows: rows, entries: entries, lastUse: state.uses)
            guard state.opened.count > limit else { return }
            // A quarter at once, so that the search for the oldest is rare.
            let oldest = state.opened.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(max(1, limit / 4))
            for (convention, _) in oldest { state.opened[convention] = nil }
        }
    }

    /// Of a convention that was erased nothing is kept.
    func forget(_ convention: String) {
        state.withLock { $0.opened[convention] = nil }
    }
}
