package import ConventionDomain

package import struct Foundation.Date

/// One convention's journal and contacts, as read from the store.
package struct ConventionHistory: Hashable, Sendable {
    package let id: ConventionID
    package let head: JournalHead
    /// Oldest first.
    package let entries: [JournalEntry]
    package let contacts: [String: Contact]

    package init(id: ConventionID, head: JournalHead, entries: [JournalEntry], contacts: [String: Contact]) {
        self.id = id
        self.head = head
        self.entries = entries
        self.contacts = contacts
    }
}

/// One event and when it happened.
package struct JournalEntry: Hashable, Sendable {
    package let at: Date
    package let event: ConventionEvent

    package init(at: Date, event: ConventionEvent) {
        self.at = at
        self.event = event
    }
}
