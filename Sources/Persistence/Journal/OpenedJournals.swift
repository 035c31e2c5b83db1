import Synchronization
import Workflow

/// The journals that were opened last, decrypted and checked against their chains, with the contacts that came with them.
///
/// Each request reads its convention's journal, and most of it was read by the request before. The last hash of a journal
/// stands for all that is before it, so that what was opened under it is not even read again: rows that somebody alters
/// afterwards are found by who opens the journal next, and are used by nobody until then. A contact is what was opened of the
/// very bytes that the store still has.
final class OpenedJournals: Sendable {
    /// A contact, and the sealed bytes that it was opened from.
    struct OpenedContact: Hashable {
        let sealed: [UInt8]
        let contact: Contact
    }

    struct Opened {
        let head: JournalHead
        let entries: [JournalEntry]
        /// By field name.
        var contacts: [String: OpenedContact] = [:]
        fileprivate var lastUse = 0

        init(head: JournalHead, entries: [JournalEntry], contacts: [String: OpenedContact] = [:]) {
            (self.head, self.entries, self.contacts) = (head, entries, contacts)
        }
    }

    private struct State {
        var opened: [String: Opened] = [:]
        var uses = 0
    }

    private let state = Mutex(State())
    private let limit: Int

    /// - Parameter limit: Conventions at most, some kilobytes each.
    init(limit: Int = 256) { self.limit = limit }

    /// What was opened of a convention, and where its journal ended then.
    func opened(of convention: String) -> Opened? {
        state.withLock { state in
            guard let known = state.opened[convention] else { return nil }
            state.uses += 1
            state.opened[convention]?.lastUse = state.uses
            return known
        }
    }

    /// Remembers what was opened, in the place of what was used longest ago.
    func keep(_ opened: Opened, of convention: String) {
        state.withLock { state in
            state.uses += 1
            state.opened[convention] = opened
            state.opened[convention]?.lastUse = state.uses
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
