import ConventionDomain
import Parties

import struct Foundation.Date

extension WorkflowError: CustomStringConvertible {
    /// One line for logs and for who works with the command; pages and the API have texts of their own.
    package var description: String {
        switch self {
        case .unknownLink: "no link has this token; look whether the address was copied whole"
        case .expiredLink: "the link is too old; ask for a new one on its page"
        case .revokedLink: "the link was replaced by a newer one; use the one in the last mail"
        case .alreadySigned: "this signatory has signed already; nothing is left to do"
        case .notYourTurn(let roles):
            "others sign first: waiting for \(roles.map(\.rawValue).joined(separator: ", "))"
        case .wrongCode(let remaining): "the code is not the one that was sent; tries left: \(remaining)"
        case .codeLocked(let until): "too many wrong codes; ask for a new one after \(until.formatted(.iso8601))"
        case .tooManyCodes(let until): "too many codes within the hour; ask again after \(until.formatted(.iso8601))"
        case .codeExpired: "the code is too old, used, replaced, or of another attempt; ask for a new one"
        case .consentMissing: "the statement of this role was not agreed to"
        case .consentVersionChanged(let current): "the statement in force is now version \(current); read it again"
        case .documentChanged(let current):
            "the document read is not the one expected, whose SHA-256 is \(current.hexadecimal); read it again"
        case .conventionCancelled: "the convention was cancelled, which is final; enter a new one if it is needed"
        case .conventionRefused:
            "the convention was refused by a party, which is final; enter a new one if it is needed"
        case .conventionCompleted:
            "everybody has signed the convention; it cannot be signed, refused or cancelled any more"
        case .conventionErased: "the convention's personal data were erased; nobody can read them any more"
        case .wrongState(.signing):
            "the convention is in state signing, being signed, which does not allow this; cancel it first if it is to end"
        case .wrongState(let phase): "the convention's state is \(phase.rawValue), which does not allow this"
        case .unknownConvention: "there is no convention with this reference"
        case .unauthorized: "the access token is unknown, expired, or of another convention or person"
        case .signatoryMismatch: "the name or capacity is not the one that the access token belongs to"
        case .invalidData(let messages): messages.joined(separator: "; ")
        case .idempotencyConflict: "the idempotency key was used for another request; take a new one"
        case .unavailable(let inability): "\(inability.text); nothing was changed, and the same can be tried again"
        }
    }
}

extension WorkflowError.Inability {
    /// What failed, and where to look.
    fileprivate var text: String {
        switch self {
        case .storage:
            "the store could not be read or written; look for a full, read-only or locked disk of the data directory"
        case .damagedStorage:
            "the store contradicts itself or was altered; run: seing journal verify, and restore a backup if it agrees"
        case .rendering: "the document could not be made; run: seing template check"
        case .signing: "the signature could not be made; the log says at which step"
        case .verification:
            "the service's own verifier refused the new revision; the log names the checks that failed"
        case .randomness: "the system gave no random bytes"
        case .contention: "others were faster too many times"
        case .texts: "a text of the folder Templates (mail, consent) is missing or incomplete"
        }
    }
}
