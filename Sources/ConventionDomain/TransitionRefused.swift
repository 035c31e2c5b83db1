/// An event that may not happen to a convention in the state it is in.
///
/// It names state and event without what they hold, so that it can be logged.
public struct TransitionRefused: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why the event may not happen.
    public enum Reason: Hashable, Sendable {
        /// No such event in this state.
        case notInThisState
        /// The signing order does not name exactly the signatories of the draft.
        case orderDiffers
        /// This part is given already; the school can hand it back.
        case partGiven
        /// These parts are not given yet.
        case partsMissing([PreparationPart])
        /// The family names the host, and has not, or the school has not looked at the one that it named.
        case hostNotNamed
        /// The host is named: nobody is to name one.
        case hostNamed
        case notASignatory
        case alreadySigned
        /// Others come first.
        case notYourTurn(waitingFor: [String])
        /// No consent was recorded for this attempt.
        case consentMissing
        /// A signature of this signatory is waiting to be made, by another attempt.
        case signaturePending
        /// No signature of this attempt is waiting to be made.
        case notPending
        /// The signature was made on another revision than the newest.
        case notOnTheNewestRevision
        /// Not everybody has signed.
        case signaturesMissing([String])
        /// Somebody has signed, in the document or on paper: it is not replaced any more.
        case someoneSigned
        /// Everybody has signed: there is nobody to be reminded, and nothing to expire.
        case nobodyMissing
        /// The school decided that this deadline does not count.
        case deadlineOverruled
        /// The consent, the completion or the statement names another document.
        case otherDocument
        /// Another signatory signed on paper: one party of a convention may.
        case onePartyOnPaper
        /// The school attests what others signed on paper; it signs itself.
        case schoolOnPaper
        /// There is no such statement.
        case notOnPaper
        /// Somebody has signed because of the statement, so that it cannot be taken back.
        case othersSignedSince
        /// A parent objects: nobody signs as long as that stands.
        case onHold
        /// An objection is for a parent who does not sign; a signatory refuses.
        case isASignatory
        /// Only a parent who was told can object.
        case notNotified
        /// This parent has objected already.
        case objectionStands
        /// This parent has not objected.
        case noObjection
        /// The host has signed what was done of the placement.
        case alreadyAttested
        /// This amendment or attestation was not begun, or another one since.
        case notBegun
        /// An amendment was begun, which rests on what was signed.
        case alreadyAmended
        /// The document was archived: no signature can be added to it.
        case alreadyArchived
        /// This signature need not be given: it is declined, and neither refused nor given on paper.
        case signatureOptional
        /// This signature has to be given: it is refused, and not declined.
        case signatureRequired
        /// This signature need not be given, and all who must sign have.
        case noLongerNeeded
        /// This signatory has declined already.
        case alreadyDeclined
    }

    public let phase: ConventionState.Phase
    public let event: ConventionEvent.Kind
    public let reason: Reason

    public init(phase: ConventionState.Phase, event: ConventionEvent.Kind, reason: Reason) {
        self.phase = phase
        self.event = event
        self.reason = reason
    }

    public var description: String { "\(event.rawValue) was refused in state \(phase.rawValue): \(reason)" }
}
