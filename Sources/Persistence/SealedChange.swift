import ConventionDomain
import Parties
import Workflow

/// A change encrypted and ready to be written; made outside the transaction.
struct SealedChange: Sendable {
    struct Piece: Sendable {
        let name: String
        let kind: String
        let sealed: [UInt8]
    }

    let change: ConventionChange
    let events: [SealedEvent]
    let files: [Piece]
    let contacts: [Piece]
    let mails: [Piece]
    let otherContacts: [UInt8]?
    let healthSheet: SealedHealthSheet?
    /// For the list; only when the convention begins, or is described anew.
    let outline: [UInt8]?
    /// Under the same condition.
    let school: String?
    let signatoryCount: Int
    let optionalSignatoryCount: Int
    /// Under the same condition.
    let days: TakenDays?
    /// Only when the convention begins.
    let newKey: [UInt8]?

    var convention: String { change.convention.text }

    init(
        _ change: ConventionChange, key: ConventionKey, newKey: [UInt8]?, storeKey: StoreKey
    ) throws(StoreError) {
        let convention = change.convention.text
        self.change = change
        self.newKey = newKey
        events = try Self.seal(change, key)
        var files: [Piece] = []
        for file in change.files {
            let name = file.digest.hexadecimal
            let sealed = try key.seal(file.bytes, at: .document(convention, digest: name))
            files.append(Piece(name: name, kind: file.kind.rawValue, sealed: sealed))
        }
        self.files = files
        contacts = try Self.seal(change.contacts, of: convention, key)
        mails = try Self.seal(change.mails, of: convention, key)
        otherContacts = try OtherContacts.seal(change.otherContacts, of: convention, key)
        if let sheet = change.healthSheet {
            healthSheet = try SealedHealthSheet(sheet, of: convention, storeKey)
        } else {
            healthSheet = nil
        }
        if let drafting = change.events.lazy.compactMap(\.drafting).last {
            outline = try key.seal(try EventCodec.encode(drafting.outline), at: .outline(convention))
            signatoryCount = drafting.signatories.count { !$0.isOptional }
            optionalSignatoryCount = drafting.signatories.count(where: \.isOptional)
            days = TakenDays(drafting, storeKey)
            school = drafting.outline.uai
        } else {
            school = nil
            (outline, signatoryCount, optionalSignatoryCount, days) = (nil, 0, 0, nil)
        }
    }

    private static func seal(_ change: ConventionChange, _ key: ConventionKey) throws(StoreError) -> [SealedEvent] {
        let first = (change.expectedHead?.position ?? 0) + 1
        var events: [SealedEvent] = []
        for (offset, event) in change.events.enumerated() {
            events.append(
                try SealedEvent(event, position: first + offset, of: change.convention.text, key: key))
        }
        return events
    }

    private static func seal(
        _ contacts: [String: Contact], of convention: String, _ key: ConventionKey
    ) throws(StoreError) -> [Piece] {
        var pieces: [Piece] = []
        for (fieldName, contact) in contacts {
            let sealed = try key.seal(
                try EventCodec.encode(contact), at: .contact(convention, fieldName: fieldName))
            pieces.append(Piece(name: fieldName, kind: "", sealed: sealed))
        }
        return pieces
    }

    private static func seal(
        _ mails: [QueuedMail], of convention: String, _ key: ConventionKey
    ) throws(StoreError) -> [Piece] {
        var pieces: [Piece] = []
        for queued in mails {
            let name = queued.mail.messageKey
            let sealed = try key.seal(
                try EventCodec.encode(queued.mail), at: .mail(convention, messageKey: name))
            pieces.append(Piece(name: name, kind: "", sealed: sealed))
        }
        return pieces
    }
}
