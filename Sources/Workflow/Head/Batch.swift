package import ConventionDomain
import OpenSSLBridge

package import struct Foundation.Date

/// Reference of a batch: 128 random bits.
package struct BatchID: Hashable, Sendable, CustomStringConvertible {
    static let byteCount = 16

    package let text: String

    /// - Returns: `nil` when it is not 22 characters of base64url.
    package init?(_ text: String) {
        guard text.utf8.count == 22, text.utf8.allSatisfy(Base64URL.isDigit) else { return nil }
        self.text = text
    }

    package var description: String { text }
}

/// A list of conventions that one person reviews, agrees to once, and signs one by one.
package struct Batch: Hashable, Sendable {
    package let id: BatchID
    package let account: String
    package let createdAt: Date
    /// `nil` while the list is being reviewed.
    package let confirmation: BatchConfirmation?
    package let finishedAt: Date?
    /// In the order in which they were shown and are signed.
    package let items: [BatchItem]

    package init(
        id: BatchID, account: String, createdAt: Date, confirmation: BatchConfirmation? = nil,
        finishedAt: Date? = nil, items: [BatchItem]
    ) {
        self.id = id
        self.account = account
        self.createdAt = createdAt
        self.confirmation = confirmation
        self.finishedAt = finishedAt
        self.items = items
    }

    /// SHA-256 of what was shown: one line of ASCII for each convention, with reference, revision 0 and the revision shown.
    var listDigest: DocumentDigest {
        let lines = items.map {
            "\($0.convention.text) \($0.baseDigest.hexadecimal) \($0.shownDigest.hexadecimal)\n"
        }
        return digest(of: Array(lines.joined().utf8))
    }

    /// The one attempt to sign a convention of this batch, the same however often it is begun anew.
    func attempt(for convention: ConventionID) -> String {
        Base64URL.encode(DigestAlgorithm.sha256.digest(Array("seing batch \(id.text) \(convention.text)".utf8)))
    }
}

/// What was agreed to, when, and with how many tries of the code.
package struct BatchConfirmation: Hashable, Sendable {
    package let statementID: String
    package let statementVersion: String
    package let textDigest: DocumentDigest
    package let listDigest: DocumentDigest
    package let givenAt: Date
    package let codeTries: Int

    package init(
        statementID: String, statementVersion: String, textDigest: DocumentDigest, listDigest: DocumentDigest,
        givenAt: Date, codeTries: Int
    ) {
        self.statementID = statementID
        self.statementVersion = statementVersion
        self.textDigest = textDigest
        self.listDigest = listDigest
        self.givenAt = givenAt
        self.codeTries = codeTries
    }
}

/// One convention of a batch, and what became of it.
package struct BatchItem: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case waiting
        /// The decision is in the convention's journal, and the signature waits for a time-stamp.
        case pending
        case signed
        /// It is not signed by this batch, and will not be.
        case refused(BatchRefusal)
    }

    /// Place in the list, from 0.
    package let position: Int
    package let convention: ConventionID
    package let fieldName: String
    package let baseDigest: DocumentDigest
    /// The newest revision when the list was shown.
    package let shownDigest: DocumentDigest
    package var state: State = .waiting

    package init(
        position: Int, convention: ConventionID, fieldName: String, baseDigest: DocumentDigest,
        shownDigest: DocumentDigest, state: State = .waiting
    ) {
        self.position = position
        self.convention = convention
        self.fieldName = fieldName
        self.baseDigest = baseDigest
        self.shownDigest = shownDigest
        self.state = state
    }

    /// Whether something is left to do.
    package var isOpen: Bool { state == .waiting || state == .pending }
}

/// Why a convention of a batch was not signed; a name once written keeps its meaning.
package enum BatchRefusal: String, Hashable, Sendable, CaseIterable {
    /// The document is not the one that was shown.
    case documentChanged
    case conventionCancelled, conventionRefused, conventionCompleted, conventionExpired, conventionErased,
        conventionOnHold
    /// A corrected version took its place; that one can be put on another list.
    case conventionSuperseded
    case notYourTurn
    /// The convention names somebody else, or another address, for the school.
    case otherSignatory
    /// This person had signed it already, not by this batch.
    case alreadySigned
    /// The consent is too old; the convention can be put on another list.
    case consentAged
    /// What was agreed to signs nothing any more for another reason: a parent has objected meanwhile and taken that back, say.
    case consentLapsed
    /// The account was taken back after the consent.
    case accountRevoked
    /// Who signs is not the head of school, and no delegation lets him or her sign now.
    case withoutDelegation
    /// What the document changes is not any more as it was: the placement is over, say, or attested.
    case overtaken
    /// The service could not make the signature, several times.
    case failed

    /// - Returns: `nil` when the same can succeed later.
    init?(_ error: WorkflowError) {
        switch error {
        case .documentChanged: self = .documentChanged
        case .conventionCancelled: self = .conventionCancelled
        case .conventionRefused: self = .conventionRefused
        case .conventionSuperseded: self = .conventionSuperseded
        case .conventionCompleted, .noLongerNeeded: self = .conventionCompleted
        case .conventionExpired: self = .conventionExpired
        case .conventionOnHold: self = .conventionOnHold
        case .conventionErased, .unknownConvention: self = .conventionErased
        case .notYourTurn, .wrongState: self = .notYourTurn
        case .signatoryMismatch: self = .otherSignatory
        case .consentMissing: self = .consentLapsed
        case .delegation: self = .withoutDelegation
        case .amendment, .attestation: self = .overtaken
        case .alreadySigned, .signaturePending: self = .alreadySigned
        default: return nil
        }
    }
}

/// A batch without its list.
package struct BatchOutline: Hashable, Sendable {
    package let id: BatchID
    package let givenAt: Date
    package let finishedAt: Date?
    package let count: Int
    package let signedCount: Int

    package init(id: BatchID, givenAt: Date, finishedAt: Date?, count: Int, signedCount: Int) {
        self.id = id
        self.givenAt = givenAt
        self.finishedAt = finishedAt
        self.count = count
        self.signedCount = signedCount
    }
}
