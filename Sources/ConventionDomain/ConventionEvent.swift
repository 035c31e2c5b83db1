/// Something that happened to a convention.
///
/// Events are appended to the convention's journal and never changed; its state is a function of them.
public enum ConventionEvent: Hashable, Sendable {
    /// The school named pupil, family and host; host and family are asked for their parts.
    case prepared(Drafting)
    /// A link to a part was sent to who fills it.
    case partRequested(PartRequest)
    /// The host kept what it has written so far.
    case partSaved(PartSaving)
    case partGiven(PartGiving)
    /// The family says that something about it is wrong.
    case partDisputed(PartDispute)
    /// The school wants the host to change its part.
    case handedBack(HandingBack)
    /// The school corrected what it had entered.
    case partCorrected(PartCorrection)
    /// The family kept, or gave to the school, which host the placement is with.
    case hostProposed(HostProposal)
    /// The school wants the family to name the host anew.
    case proposalReturned(ProposalReturn)
    /// The school has looked at the host that the family named, and takes it: it is asked for its part.
    case hostConfirmed(HostConfirmation)
    /// All parts are there; the school approves, corrects or hands back.
    case readied(Readiness)
    /// All data are there and passed every check; a convention that was prepared is approved by it.
    case drafted(Drafting)
    /// The bytes are frozen: revision 0 is the one whose digest the event carries.
    case issued(Issue)
    /// A signatory was sent the means to sign, because it is his or her turn.
    case invited(Invitation)
    /// A person, not a mail scanner, opened the signing page.
    case opened(Opening)
    case consentGiven(Consent)
    case codeSent(CodeDispatch)
    /// The signatory has confirmed the decision to sign; the signature waits for a time-stamp.
    case signaturePending(PendingSignature)
    /// The consent of a signature that still waits is no longer good: it has to be asked for again.
    case consentLapsed(ConsentLapse)
    /// A new link was sent to the address on file.
    case linkRenewed(Invitation)
    /// The school corrected where a signatory is reached; what was sent to the former address stops working.
    case contactCorrected(ContactCorrection)
    /// Whoever opened a signatory's link said not to be that person: what was sent there stops working.
    case disowned(Disowning)
    /// A signatory who has been silent was sent the means to sign once more.
    case reminded(Reminder)
    /// The placement is about to begin and signatures are missing; the school was told.
    case alarmed(Alarm)
    /// The placement began, or ended, before all had signed: nobody may sign any more.
    case expired(Expiry)
    /// The school decided that signatures may be given all the same.
    case reopened(Reopening)
    case signed(SignatureRecord)
    /// A signatory would rather sign a printed copy.
    case paperChosen(PaperWish)
    /// A signatory has signed a printed copy, as the school states and seals; it counts as a signature.
    case paperAttested(PaperAttestation)
    /// The school took its statement back.
    case paperWithdrawn(PaperWithdrawal)
    /// All have signed and the service's own verifier found the document complete.
    case completed(Completion)
    /// Validation data and a document time-stamp were added to the finished document.
    case archived(Archival)
    /// The school began an amendment, a document of its own.
    case amendmentBegun(AmendmentBeginning)
    /// An amendment is signed by all whom it concerns: from now on the convention is read with it.
    case amended(Amending)
    /// The last day of the placement is over.
    case ended(Ending)
    /// The placement stopped before its last day, or did not take place; what was signed stays signed.
    case interrupted(Interruption)
    /// The school took an interruption back.
    case resumed(Resumption)
    /// The host is asked to say what was done of the placement.
    case attestationRequested(AttestationRequest)
    /// The host wrote it down, in a document of its own.
    case attestationBegun(AttestationBeginning)
    /// The host signed it.
    case attested(Attesting)
    case refused(Refusal)
    /// Who need not sign said not to; it changes nothing for the others.
    case declined(Declining)
    /// A parent who does not sign was told of the convention.
    case parentNotified(ParentNotice)
    /// A parent who does not sign objects: nobody signs as long as that stands.
    case objected(Objection)
    /// The same parent took the objection back.
    case objectionWithdrawn(ObjectionWithdrawal)
    case cancelled(Cancellation)
    /// The school keeps the file, whatever its retention: an accident was declared, or there is a dispute.
    case legalHoldPlaced(LegalHold)
    /// Its retention counts again.
    case legalHoldLifted(LegalHoldLifting)
    /// The school corrected it before anybody had signed: another convention took its place.
    case superseded(Supersession)
    /// The key of the convention's personal data was destroyed. The only event that is readable afterwards.
    case erased(Erasure)

    /// The event's name in the journal; a name once written is never given another meaning.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case prepared, partRequested, partSaved, partGiven, partDisputed, handedBack, partCorrected, hostProposed,
            proposalReturned, hostConfirmed, readied
        case drafted, issued, invited, opened, consentGiven, codeSent, signaturePending, consentLapsed, linkRenewed,
            contactCorrected, disowned, reminded, alarmed, expired, reopened, signed, paperChosen, paperAttested,
            paperWithdrawn, completed, archived, amendmentBegun, amended, ended, interrupted, resumed,
            attestationRequested, attestationBegun, attested, refused, declined, parentNotified, objected,
            objectionWithdrawn,
            cancelled, superseded, legalHoldPlaced, legalHoldLifted, erased
    }

    public var kind: Kind {
        switch self {
        case .prepared, .partRequested, .partSaved, .partGiven, .partDisputed, .handedBack, .partCorrected,
            .hostProposed, .proposalReturned, .hostConfirmed, .readied:
            kindBeforeDraft
        case .drafted: .drafted
        case .issued: .issued
        case .invited: .invited
        case .opened: .opened
        case .consentGiven: .consentGiven
        case .codeSent: .codeSent
        case .signaturePending: .signaturePending
        case .consentLapsed: .consentLapsed
        case .linkRenewed: .linkRenewed
        case .contactCorrected: .contactCorrected
        case .disowned: .disowned
        case .reminded: .reminded
        case .alarmed: .alarmed
        case .expired: .expired
        case .reopened: .reopened
        case .signed: .signed
        case .paperChosen: .paperChosen
        case .paperAttested: .paperAttested
        case .paperWithdrawn: .paperWithdrawn
        case .completed: .completed
        case .archived: .archived
        case .amendmentBegun, .amended, .ended, .interrupted, .resumed, .attestationRequested, .attestationBegun,
            .attested:
            kindAfterSigning
        case .refused: .refused
        case .declined: .declined
        case .parentNotified: .parentNotified
        case .objected: .objected
        case .objectionWithdrawn: .objectionWithdrawn
        case .cancelled: .cancelled
        case .superseded: .superseded
        case .legalHoldPlaced: .legalHoldPlaced
        case .legalHoldLifted: .legalHoldLifted
        case .erased: .erased
        }
    }

    /// Of what comes before there is a draft.
    private var kindBeforeDraft: Kind {
        switch self {
        case .prepared: .prepared
        case .partRequested: .partRequested
        case .partSaved: .partSaved
        case .partGiven: .partGiven
        case .partDisputed: .partDisputed
        case .handedBack: .handedBack
        case .partCorrected: .partCorrected
        case .hostProposed: .hostProposed
        case .proposalReturned: .proposalReturned
        case .hostConfirmed: .hostConfirmed
        case .readied: .readied
        default: preconditionFailure("asked for events before a draft only")
        }
    }

    /// Of what comes after the last signature.
    private var kindAfterSigning: Kind {
        switch self {
        case .amendmentBegun: .amendmentBegun
        case .amended: .amended
        case .ended: .ended
        case .interrupted: .interrupted
        case .resumed: .resumed
        case .attestationRequested: .attestationRequested
        case .attestationBegun: .attestationBegun
        case .attested: .attested
        default: preconditionFailure("asked for events after the last signature only")
        }
    }

    /// The signatory whom the event is about, by field name; `nil` for what concerns the whole convention.
    public var fieldName: String? {
        switch self {
        case .prepared, .partSaved, .handedBack, .partCorrected, .proposalReturned, .hostConfirmed, .readied: nil
        case .hostProposed(let proposal): proposal.fieldName
        case .drafted, .issued, .alarmed, .expired, .reopened, .completed, .archived, .cancelled, .superseded, .erased:
            nil
        case .legalHoldPlaced, .legalHoldLifted: nil
        case .amendmentBegun, .amended, .ended, .interrupted, .resumed, .attestationBegun, .attested: nil
        case .attestationRequested(let request): request.fieldName
        case .partRequested(let request): request.fieldName
        case .partGiven(let giving): giving.fieldName
        case .partDisputed(let dispute): dispute.fieldName
        case .invited(let invitation), .linkRenewed(let invitation): invitation.fieldName
        case .opened(let opening): opening.fieldName
        case .consentGiven(let consent): consent.fieldName
        case .codeSent(let dispatch): dispatch.fieldName
        case .signaturePending(let pending): pending.fieldName
        case .consentLapsed(let lapse): lapse.fieldName
        case .contactCorrected(let correction): correction.fieldName
        case .disowned(let disowning): disowning.fieldName
        case .reminded(let reminder): reminder.fieldName
        case .signed(let signature): signature.fieldName
        case .paperChosen(let wish): wish.fieldName
        case .paperAttested(let attestation): attestation.fieldName
        case .paperWithdrawn(let withdrawal): withdrawal.fieldName
        case .refused(let refusal): refusal.fieldName
        case .declined(let declining): declining.fieldName
        case .parentNotified(let notice): notice.fieldName
        case .objected(let objection): objection.fieldName
        case .objectionWithdrawn(let withdrawal): withdrawal.fieldName
        }
    }
}
