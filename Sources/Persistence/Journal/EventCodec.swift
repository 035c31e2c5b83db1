import ConventionDomain
private import Foundation
import Workflow

/// The canonical form of an event's payload: JSON with sorted names, no spaces, times in whole seconds since 1970.
enum EventCodec {
    static func encode(_ event: ConventionEvent) throws(StoreError) -> [UInt8] {
        do { return Array(try payload(of: event)) } catch { throw .damaged("an event cannot be written as JSON") }
    }

    /// - Throws: ``StoreError/damaged(_:)`` when the type is unknown or the payload is not of this type.
    static func decode(_ payload: [UInt8], type: String) throws(StoreError) -> ConventionEvent {
        guard let kind = ConventionEvent.Kind(rawValue: type) else { throw .damaged("event of an unknown type") }
        do { return try event(kind, Data(payload)) } catch { throw .damaged("event whose payload is not of its type") }
    }

    static func encode(_ value: some Encodable) throws(StoreError) -> [UInt8] {
        do { return Array(try encoder.encode(value)) } catch { throw .damaged("a value cannot be written as JSON") }
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws(StoreError) -> Value {
        do { return try decoder.decode(type, from: Data(bytes)) } catch { throw .damaged("\(type) is not what it was") }
    }

    private static func payload(of event: ConventionEvent) throws -> Data {
        switch event {
        case .prepared(let facts), .drafted(let facts): try encoder.encode(facts)
        case .partRequested, .partSaved, .partGiven, .partDisputed, .handedBack, .partCorrected, .hostProposed,
            .proposalReturned, .hostConfirmed, .readied:
            try payloadBeforeDraft(of: event)
        case .issued(let facts): try encoder.encode(facts)
        case .invited(let facts), .linkRenewed(let facts): try encoder.encode(facts)
        case .opened(let facts): try encoder.encode(facts)
        case .consentGiven(let facts): try encoder.encode(facts)
        case .codeSent(let facts): try encoder.encode(facts)
        case .signaturePending(let facts): try encoder.encode(facts)
        case .consentLapsed(let facts): try encoder.encode(facts)
        case .contactCorrected(let facts): try encoder.encode(facts)
        case .disowned(let facts): try encoder.encode(facts)
        case .reminded(let facts): try encoder.encode(facts)
        case .alarmed(let facts): try encoder.encode(facts)
        case .expired(let facts): try encoder.encode(facts)
        case .reopened(let facts): try encoder.encode(facts)
        case .signed(let facts): try encoder.encode(facts)
        case .paperChosen(let facts): try encoder.encode(facts)
        case .paperAttested(let facts): try encoder.encode(facts)
        case .paperWithdrawn(let facts): try encoder.encode(facts)
        case .completed(let facts): try encoder.encode(facts)
        case .archived(let facts): try encoder.encode(facts)
        case .amendmentBegun, .amended, .ended, .interrupted, .resumed, .attestationRequested, .attestationBegun,
            .attested:
            try payloadAfterSigning(of: event)
        case .refused(let facts): try encoder.encode(facts)
        case .declined(let facts): try encoder.encode(facts)
        case .parentNotified(let facts): try encoder.encode(facts)
        case .objected(let facts): try encoder.encode(facts)
        case .objectionWithdrawn(let facts): try encoder.encode(facts)
        case .cancelled(let facts): try encoder.encode(facts)
        case .legalHoldPlaced(let facts): try encoder.encode(facts)
        case .legalHoldLifted(let facts): try encoder.encode(facts)
        case .superseded(let facts): try encoder.encode(facts)
        case .erased(let facts): try encoder.encode(facts)
        }
    }

    /// Of what comes before there is a draft.
    private static func payloadBeforeDraft(of event: ConventionEvent) throws -> Data {
        switch event {
        case .partRequested(let facts): try encoder.encode(facts)
        case .partSaved(let facts): try encoder.encode(facts)
        case .partGiven(let facts): try encoder.encode(facts)
        case .partDisputed(let facts): try encoder.encode(facts)
        case .handedBack(let facts): try encoder.encode(facts)
        case .partCorrected(let facts): try encoder.encode(facts)
        case .hostProposed(let facts): try encoder.encode(facts)
        case .proposalReturned(let facts): try encoder.encode(facts)
        case .hostConfirmed(let facts): try encoder.encode(facts)
        case .readied(let facts): try encoder.encode(facts)
        default: preconditionFailure("asked for events before a draft only")
        }
    }

    /// Of what comes after the last signature.
    private static func payloadAfterSigning(of event: ConventionEvent) throws -> Data {
        switch event {
        case .amendmentBegun(let facts): try encoder.encode(facts)
        case .amended(let facts): try encoder.encode(facts)
        case .ended(let facts): try encoder.encode(facts)
        case .interrupted(let facts): try encoder.encode(facts)
        case .resumed(let facts): try encoder.encode(facts)
        case .attestationRequested(let facts): try encoder.encode(facts)
        case .attestationBegun(let facts): try encoder.encode(facts)
        case .attested(let facts): try encoder.encode(facts)
        default: preconditionFailure("asked for events after the last signature only")
        }
    }

    private static func event(_ kind: ConventionEvent.Kind, _ data: Data) throws -> ConventionEvent {
        switch kind {
        case .prepared: .prepared(try decoder.decode(Drafting.self, from: data))
        case .partRequested, .partSaved, .partGiven, .partDisputed, .handedBack, .partCorrected, .hostProposed,
            .proposalReturned, .hostConfirmed, .readied:
            try eventBeforeDraft(kind, data)
        case .drafted: .drafted(try decoder.decode(Drafting.self, from: data))
        case .issued: .issued(try decoder.decode(Issue.self, from: data))
        case .invited: .invited(try decoder.decode(Invitation.self, from: data))
        case .opened: .opened(try decoder.decode(Opening.self, from: data))
        case .consentGiven: .consentGiven(try decoder.decode(Consent.self, from: data))
        case .codeSent: .codeSent(try decoder.decode(CodeDispatch.self, from: data))
        case .signaturePending: .signaturePending(try decoder.decode(PendingSignature.self, from: data))
        case .consentLapsed: .consentLapsed(try decoder.decode(ConsentLapse.self, from: data))
        case .linkRenewed: .linkRenewed(try decoder.decode(Invitation.self, from: data))
        case .contactCorrected: .contactCorrected(try decoder.decode(ContactCorrection.self, from: data))
        case .disowned: .disowned(try decoder.decode(Disowning.self, from: data))
        case .reminded: .reminded(try decoder.decode(Reminder.self, from: data))
        case .alarmed: .alarmed(try decoder.decode(Alarm.self, from: data))
        case .expired: .expired(try decoder.decode(Expiry.self, from: data))
        case .reopened: .reopened(try decoder.decode(Reopening.self, from: data))
        case .signed: .signed(try decoder.decode(SignatureRecord.self, from: data))
        case .paperChosen: .paperChosen(try decoder.decode(PaperWish.self, from: data))
        case .paperAttested: .paperAttested(try decoder.decode(PaperAttestation.self, from: data))
        case .paperWithdrawn: .paperWithdrawn(try decoder.decode(PaperWithdrawal.self, from: data))
        case .completed: .completed(try decoder.decode(Completion.self, from: data))
        case .archived: .archived(try decoder.decode(Archival.self, from: data))
        case .amendmentBegun, .amended, .ended, .interrupted, .resumed, .attestationRequested, .attestationBegun,
            .attested:
            try eventAfterSigning(kind, data)
        case .refused: .refused(try decoder.decode(Refusal.self, from: data))
        case .declined: .declined(try decoder.decode(Declining.self, from: data))
        case .parentNotified: .parentNotified(try decoder.decode(ParentNotice.self, from: data))
        case .objected: .objected(try decoder.decode(Objection.self, from: data))
        case .objectionWithdrawn: .objectionWithdrawn(try decoder.decode(ObjectionWithdrawal.self, from: data))
        case .cancelled: .cancelled(try decoder.decode(Cancellation.self, from: data))
        case .superseded: .superseded(try decoder.decode(Supersession.self, from: data))
        case .legalHoldPlaced: .legalHoldPlaced(try decoder.decode(LegalHold.self, from: data))
        case .legalHoldLifted: .legalHoldLifted(try decoder.decode(LegalHoldLifting.self, from: data))
        case .erased: .erased(try decoder.decode(Erasure.self, from: data))
        }
    }

    /// What comes before there is a draft.
    private static func eventBeforeDraft(_ kind: ConventionEvent.Kind, _ data: Data) throws -> ConventionEvent {
        switch kind {
        case .partRequested: .partRequested(try decoder.decode(PartRequest.self, from: data))
        case .partSaved: .partSaved(try decoder.decode(PartSaving.self, from: data))
        case .partGiven: .partGiven(try decoder.decode(PartGiving.self, from: data))
        case .partDisputed: .partDisputed(try decoder.decode(PartDispute.self, from: data))
        case .handedBack: .handedBack(try decoder.decode(HandingBack.self, from: data))
        case .partCorrected: .partCorrected(try decoder.decode(PartCorrection.self, from: data))
        case .hostProposed: .hostProposed(try decoder.decode(HostProposal.self, from: data))
        case .proposalReturned: .proposalReturned(try decoder.decode(ProposalReturn.self, from: data))
        case .hostConfirmed: .hostConfirmed(try decoder.decode(HostConfirmation.self, from: data))
        case .readied: .readied(try decoder.decode(Readiness.self, from: data))
        default: throw StoreError.damaged("event of an unknown type")
        }
    }

    /// What comes after the last signature.
    private static func eventAfterSigning(_ kind: ConventionEvent.Kind, _ data: Data) throws -> ConventionEvent {
        switch kind {
        case .amendmentBegun: .amendmentBegun(try decoder.decode(AmendmentBeginning.self, from: data))
        case .amended: .amended(try decoder.decode(Amending.self, from: data))
        case .ended: .ended(try decoder.decode(Ending.self, from: data))
        case .interrupted: .interrupted(try decoder.decode(Interruption.self, from: data))
        case .resumed: .resumed(try decoder.decode(Resumption.self, from: data))
        case .attestationRequested:
            .attestationRequested(try decoder.decode(AttestationRequest.self, from: data))
        case .attestationBegun: .attestationBegun(try decoder.decode(AttestationBeginning.self, from: data))
        case .attested: .attested(try decoder.decode(Attesting.self, from: data))
        default: throw StoreError.damaged("event of an unknown type")
        }
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.wholeSeconds)
        }
        return encoder
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            Date(wholeSeconds: try decoder.singleValueContainer().decode(Int64.self))
        }
        return decoder
    }
}
