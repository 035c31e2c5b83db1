/// What the hashes of the journal are over; docs/journal-format.md says the same to strangers.
package enum JournalForm {
    /// - Parameter hashes: Of the event before, of the convention's event before, and the commitment; in hexadecimal.
    /// - Returns: Nine lines of ASCII, each ended by a line feed.
    package static func header(
        sequence: Int64, convention: String, position: Int, type: String, at: Int64, hashes: [String]
    ) -> [UInt8] {
        lines(["seing-journal-1", String(sequence), convention, String(position), type, String(at)] + hashes)
    }

    /// - Returns: Four lines of ASCII, each ended by a line feed.
    package static func anchor(sequence: Int64, headHash: String, previousTokenDigest: String) -> [UInt8] {
        lines(["seing-anchor-1", String(sequence), headHash, previousTokenDigest])
    }

    private static func lines(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }
}

/// One event as the journal chains it, and what it commits to where a reader may know that.
package struct ChainedEvent: Hashable, Sendable {
    /// Why a reader gets a header without its payload.
    package enum Withheld: String, Hashable, Sendable, CaseIterable {
        /// It is about another person.
        case others
        /// It holds mail addresses.
        case addresses
    }

    package enum Payload: Hashable, Sendable {
        /// The header commits to the SHA-256 of salt and bytes.
        case open(salt: [UInt8], bytes: [UInt8])
        case withheld(Withheld)
    }

    package let sequence: Int64
    package let convention: String
    package let position: Int
    package let type: String
    /// Seconds since 1970-01-01T00:00:00Z.
    package let at: Int64
    package let previousHash, previousOwnHash, commitment, hash: DocumentDigest
    /// `nil` for events of other conventions, which only lead to an anchor.
    package let payload: Payload?

    package init(
        place: Place, type: String, at: Int64, hashes: Hashes, payload: Payload?
    ) {
        (sequence, convention, position) = (place.sequence, place.convention, place.position)
        (self.type, self.at, self.payload) = (type, at, payload)
        (previousHash, previousOwnHash) = (hashes.previous, hashes.previousOwn)
        (commitment, hash) = (hashes.commitment, hashes.own)
    }

    package struct Place: Hashable, Sendable {
        let sequence: Int64
        let convention: String
        let position: Int

        package init(sequence: Int64, convention: String, position: Int) {
            (self.sequence, self.convention, self.position) = (sequence, convention, position)
        }
    }

    package struct Hashes: Hashable, Sendable {
        let previous, previousOwn, commitment, own: DocumentDigest

        package init(
            previous: DocumentDigest, previousOwn: DocumentDigest, commitment: DocumentDigest, own: DocumentDigest
        ) {
            (self.previous, self.previousOwn) = (previous, previousOwn)
            (self.commitment, self.own) = (commitment, own)
        }
    }

    /// What ``hash`` is the SHA-256 of.
    package var canonical: [UInt8] {
        JournalForm.header(
            sequence: sequence, convention: convention, position: position, type: type, at: at,
            hashes: [previousHash, previousOwnHash, commitment].map(\.hexadecimal))
    }
}

/// The part of the journal that is about one convention, and what leads from there to a time-stamp.
package struct JournalExtract: Hashable, Sendable {
    /// A time-stamp over a head of the journal.
    package struct Anchor: Hashable, Sendable {
        package let sequence: Int64
        package let headHash: DocumentDigest
        package let previousTokenDigest: DocumentDigest
        /// In DER.
        package let token: [UInt8]

        package init(sequence: Int64, headHash: DocumentDigest, previousTokenDigest: DocumentDigest, token: [UInt8]) {
            (self.sequence, self.headHash) = (sequence, headHash)
            (self.previousTokenDigest, self.token) = (previousTokenDigest, token)
        }

        /// What the token is over, by SHA-256.
        package var canonical: [UInt8] {
            JournalForm.anchor(
                sequence: sequence, headHash: headHash.hexadecimal, previousTokenDigest: previousTokenDigest.hexadecimal
            )
        }
    }

    /// In order, from the first.
    package let events: [ChainedEvent]
    /// The headers of all events after the convention's last one, up to and including the one that ``anchor`` is over.
    package let bridge: [ChainedEvent]
    /// `nil` as long as no anchor covers the convention's last event.
    package let anchor: Anchor?

    package init(events: [ChainedEvent], bridge: [ChainedEvent], anchor: Anchor?) {
        (self.events, self.bridge, self.anchor) = (events, bridge, anchor)
    }
}
