import ConventionDomain
import Foundation

/// The lines of an exported journal; docs/journal-format.md says the same to strangers.
enum ExportLine {
    static let format = "seing-journal-export-1"

    struct Beginning: Encodable {
        let line = "export"
        let format = ExportLine.format
        /// Whose payloads are given; `nil` for none.
        let convention: String?
    }

    struct Event: Encodable {
        enum Withheld: String, Encodable { case erased, addresses }

        let line = "event"
        let sequence: Int64
        let convention: String
        let position: Int
        let type: String
        let at: Int64
        let previousHash, previousOwnHash, commitment, hash: String
        /// In hexadecimal.
        var salt: String?
        /// The payload as it was committed to, in base64.
        var payload: String?
        /// Why there is no payload, of an event of the convention whose payloads are given.
        var withheld: Withheld?

        init(_ row: EventRow) {
            let header = row.header
            sequence = header.sequence
            convention = header.convention
            position = header.position
            type = header.type
            at = header.at
            previousHash = JournalHeader.hexadecimal(header.previousHash)
            previousOwnHash = JournalHeader.hexadecimal(header.previousOwnHash)
            commitment = JournalHeader.hexadecimal(header.commitment)
            hash = JournalHeader.hexadecimal(row.hash)
        }
    }

    struct Anchor: Encodable {
        let line = "anchor"
        let sequence: Int64
        let headHash, previousTokenDigest: String
        /// In base64.
        let token: String

        init(_ anchor: JournalAnchor, token: [UInt8]) {
            sequence = anchor.sequence
            headHash = JournalHeader.hexadecimal(anchor.headHash)
            previousTokenDigest = JournalHeader.hexadecimal(anchor.previousTokenDigest)
            self.token = Data(token).base64EncodedString()
        }
    }

    struct End: Encodable {
        let line = "end"
        let events: Int
        let anchors: Int
        let headHash: String
    }

    /// - Parameter content: JSON that becomes the member `content`.
    static func bytes(_ line: some Encodable, content: [UInt8]? = nil) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes = Array(try encoder.encode(line))
        if let content { bytes = bytes.dropLast() + Array(",\"content\":".utf8) + content + [0x7D] }
        return bytes + [0x0A]
    }
}

extension ConventionEvent.Kind {
    /// Whether the payload holds mail addresses, which are not for everybody who may read the journal.
    var holdsAddresses: Bool {
        switch self {
        case .contactCorrected: true
        case .prepared, .partRequested, .partSaved, .partGiven, .partDisputed, .handedBack, .partCorrected,
            .hostProposed, .proposalReturned, .hostConfirmed, .readied,
            .drafted, .issued, .invited, .opened, .consentGiven, .codeSent, .signaturePending, .consentLapsed,
            .linkRenewed, .disowned, .reminded, .alarmed, .expired, .reopened, .signed, .paperChosen, .paperAttested,
            .paperWithdrawn, .completed, .archived, .amendmentBegun, .amended, .ended, .interrupted, .resumed,
            .attestationRequested, .attestationBegun, .attested, .refused, .declined, .parentNotified,
            .objected,
            .objectionWithdrawn, .cancelled, .superseded, .legalHoldPlaced, .legalHoldLifted, .erased:
            false
        }
    }
}
