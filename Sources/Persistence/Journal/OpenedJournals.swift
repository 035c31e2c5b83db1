import Synchronization
import Workflow

/// The journals that were opened last: decrypted, and checked against their chains.
///
/// Each request reads its convention's journal, and most of it was read by the request before. The last hash of a journal
/// stands for all that is before it, so that what was opened under it is not even read again: rows that somebody alters
/// afterwards are found by who opens the journal next, and are used by nobody until then.
final class OpenedJournals: Sendable {
    private struct Opened {
        let head: JournalHead
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

    /// What was opened of a convention's journal, and where it ended then.
    func opened(of convention: String) -> (head: JournalHead, entries: [JournalEntry])? {
        state.withLock { state in
            guard let known = state.opened[convention] else { return nil }
            state.uses += 1
            state.opened[convention]?.lastUse = state.uses
            return (known.head, known.entries)
        }
    }

    /// Remembers a journal up to its head, in the place of what was used longest ago.
    func keep(_ entries: [JournalEntry], upTo head: JournalHead, of convention: String) {
        state.withLock { state in
            state.uses += 1
            state.opened[convention] = Opened(head: head, entries: entries, lastUse: state.uses)
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
