import ConventionDomain
import GRDB
import Parties
import Workflow

import struct Foundation.Date

/// One convention in the school's list, derived from the journal.
struct SummaryRow {
    let convention: String
    var status: ConventionSummary.Status
    /// Of those who must sign.
    var signatureCount: Int
    var signatoryCount: Int
    /// Of those who need not.
    var optionalSignatureCount = 0
    var optionalSignatoryCount = 0
    /// Archival layers on the finished document.
    var archivalCount: Int
    /// Amendments that are signed.
    var amendmentCount: Int
    let firstSequence: Int64
    let createdAt: Int64
    var updatedAt: Int64
    /// When deadlines have to be looked at, in seconds since 1970; 0 after each event, so that nothing is overlooked.
    var lookAt: Int64
    var sealedOutline: [UInt8]?
    /// The school's number; `nil` where the journal does not say it in its outline.
    var school: String?

    /// The first event's line.
    init(convention: String, firstSequence: Int64, createdAt: Int64) {
        self.convention = convention
        self.firstSequence = firstSequence
        self.createdAt = createdAt
        (status, signatureCount, signatoryCount, archivalCount) = (.draft, 0, 0, 0)
        amendmentCount = 0
        (updatedAt, lookAt) = (createdAt, 0)
    }

    /// What one more event changes; its type and time, which are in clear, say all of it but whose signature it is.
    mutating func note(_ kind: ConventionEvent.Kind, at time: Int64, isOfOptional: Bool = false) {
        (updatedAt, lookAt) = (time, 0)
        switch kind {
        case .prepared, .partDisputed, .handedBack, .partCorrected: status = .completing
        case .readied: status = .toApprove
        case .drafted: status = .draft
        case .issued, .reopened: status = .signing
        case .expired: status = .expired
        case .signed where isOfOptional: optionalSignatureCount += 1
        case .signed, .paperAttested: signatureCount += 1
        case .paperWithdrawn: (status, signatureCount) = (.signing, signatureCount - 1)
        case .completed: status = .completed
        case .amended: (status, amendmentCount) = (status == .interrupted ? .interrupted : .amended, amendmentCount + 1)
        case .resumed: status = amendmentCount == 0 ? .completed : .amended
        case .ended: status = .ended
        case .interrupted: status = .interrupted
        case .archived: archivalCount += 1
        case .refused: status = .refused
        case .cancelled: status = .cancelled
        case .superseded: status = .superseded
        case .erased: erase()
        case .invited, .opened, .consentGiven, .codeSent, .signaturePending, .consentLapsed, .linkRenewed,
            .contactCorrected, .disowned, .reminded, .alarmed, .partRequested, .partSaved, .partGiven, .hostProposed,
            .proposalReturned, .hostConfirmed, .paperChosen, .declined,
            .parentNotified, .objected, .objectionWithdrawn, .amendmentBegun, .attestationRequested, .attestationBegun,
            .attested, .legalHoldPlaced, .legalHoldLifted:
            break
        }
    }

    /// The line of a convention whose key was destroyed: whose signatures there were cannot be read any more.
    mutating func erase() {
        (status, signatoryCount, sealedOutline) = (.erased, 0, nil)
        (signatureCount, optionalSignatureCount) = (signatureCount + optionalSignatureCount, 0)
        optionalSignatoryCount = 0
    }
}

extension SummaryRow {
    init(_ row: Row) throws {
        guard let status = ConventionSummary.Status(rawValue: row["status"]) else {
            throw StoreError.damaged("list with an unknown status")
        }
        self.init(convention: row["convention"], firstSequence: row["firstSequence"], createdAt: row["createdAt"])
        self.status = status
        signatureCount = row["signatureCount"]
        signatoryCount = row["signatoryCount"]
        optionalSignatureCount = row["optionalSignatureCount"]
        optionalSignatoryCount = row["optionalSignatoryCount"]
        archivalCount = row["archivalCount"]
        amendmentCount = row["amendmentCount"]
        updatedAt = row["updatedAt"]
        lookAt = row["lookAt"]
        sealedOutline = row.optionalBytes("sealedOutline")
        school = row["school"]
    }

    static func fetch(_ convention: String, in db: Database) throws -> SummaryRow? {
        try db.row(sql: "SELECT * FROM summary WHERE convention = ?", arguments: [convention])
            .map(SummaryRow.init)
    }

    func save(in db: Database) throws {
        try db.run(
            sql: """
                INSERT OR REPLACE INTO summary (convention, status, signatureCount, signatoryCount,
                    optionalSignatureCount, optionalSignatoryCount, archivalCount,
                    amendmentCount, firstSequence, createdAt, updatedAt, lookAt, sealedOutline, school)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                convention, status.rawValue, signatureCount, signatoryCount, optionalSignatureCount,
                optionalSignatoryCount, archivalCount, amendmentCount, firstSequence, createdAt, updatedAt, lookAt,
                sealedOutline?.blob, school,
            ])
    }

    /// Brings the list up to a change, in the change's transaction.
    static func note(_ sealed: SealedChange, firstSequence: Int64, in db: Database) throws {
        let time = sealed.change.at.wholeSeconds
        var row =
            try fetch(sealed.convention, in: db)
            ?? SummaryRow(convention: sealed.convention, firstSequence: firstSequence, createdAt: time)
        if let outline = sealed.outline {
            (row.sealedOutline, row.signatoryCount) = (outline, sealed.signatoryCount)
            row.school = sealed.school
            row.optionalSignatoryCount = sealed.optionalSignatoryCount
        }
        for event in sealed.change.events { row.note(event.kind, at: time, isOfOptional: event.isOfOptional) }
        try row.save(in: db)
    }
}

extension ConventionEvent {
    /// Whether it is the act of somebody who need not sign, whose field name says so.
    var isOfOptional: Bool {
        fieldName.flatMap(ConventionData.OptionalSignature.init(rawValue:)) != nil
    }
}
