import OpenSSLBridge
import Workflow

/// The first event at which the journal is not what it was when it was written.
package struct ChainFault: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable {
        /// An event is missing, or one was put in.
        case gap
        /// The event does not continue the one before it.
        case brokenLink
        /// The header was changed.
        case alteredHeader
        /// The payload is not the one committed to.
        case alteredPayload
        /// Another event stood here when the journal was time-stamped.
        case rewritten
        /// The event was time-stamped, and is not there.
        case cutOff
        /// The time-stamp over this event is not over it and the anchors before, or its signature does not hold.
        case alteredAnchor
    }

    /// Place of the event among all events.
    package let sequence: Int64
    package let kind: Kind

    package var description: String {
        switch kind {
        case .gap: "event \(sequence) is not the next one: an event is missing before it, or it was put in"
        case .brokenLink: "event \(sequence) does not continue the event before it"
        case .alteredHeader: "the header of event \(sequence) was changed"
        case .alteredPayload: "the payload of event \(sequence) is not the one that its header commits to"
        case .rewritten: "event \(sequence) is not the one that was time-stamped: the journal was written anew"
        case .cutOff: "event \(sequence) was time-stamped and is missing: the journal was cut off before it"
        case .alteredAnchor:
            "the time-stamp of event \(sequence) is not over it and the time-stamps before, or its signature does not hold"
        }
    }

    /// Checks the chain of one convention's events.
    ///
    /// - Parameter head: What was checked before them; `nil` when they are all there is.
    static func inConvention(_ rows: some Sequence<EventRow>, after head: JournalHead? = nil) -> ChainFault? {
        var previous = head ?? JournalHead(position: 0, hash: JournalHeader.noHash)
        for row in rows {
            guard row.header.position == previous.position + 1 else {
                return ChainFault(sequence: row.header.sequence, kind: .gap)
            }
            if let fault = inRow(row, previousOwn: previous.hash) { return fault }
            previous = row.end
        }
        return nil
    }

    static func inRow(_ row: EventRow, previousOwn: [UInt8]) -> ChainFault? {
        if row.header.hash != row.hash { return ChainFault(sequence: row.header.sequence, kind: .alteredHeader) }
        if row.header.previousOwnHash != previousOwn {
            return ChainFault(sequence: row.header.sequence, kind: .brokenLink)
        }
        return nil
    }
}
