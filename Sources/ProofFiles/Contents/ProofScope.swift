package import ConventionDomain

/// Whose proof file it is.
package enum ProofScope: Hashable, Sendable {
    /// The school's: of everybody.
    case convention
    /// One signatory's, by field name: of the others it tells roles and signatures only.
    case signatory(String)

    /// Whether it tells what is about one signatory.
    package func tells(of fieldName: String) -> Bool {
        switch self {
        case .convention: true
        case .signatory(let own): own == fieldName
        }
    }

    /// Why a reader may not know what an event says; `nil` when he or she may.
    ///
    /// A new kind of event has to be placed here on purpose.
    package func withholds(_ event: ConventionEvent) -> ChainedEvent.Withheld? {
        switch event {
        case .contactCorrected:
            // Former addresses are not the signatory's, perhaps.
            return .addresses
        case .prepared, .partRequested, .partSaved, .partGiven, .partDisputed, .handedBack, .partCorrected,
            .hostProposed, .proposalReturned, .hostConfirmed, .readied,
            .drafted, .alarmed, .expired, .reopened, .amended, .interrupted, .resumed, .cancelled, .superseded,
            .legalHoldPlaced, .legalHoldLifted:
            // Names of everybody; the school's own words; who had not signed; that there was an accident.
            return self == .convention ? nil : .others
        case .issued, .completed, .archived, .amendmentBegun, .ended, .attestationBegun, .attested, .erased:
            return nil
        case .invited, .opened, .consentGiven, .codeSent, .signaturePending, .consentLapsed, .linkRenewed, .disowned,
            .reminded, .attestationRequested, .signed, .refused, .declined, .paperChosen, .paperAttested,
            .paperWithdrawn,
            .parentNotified, .objected, .objectionWithdrawn:
            return event.fieldName.map(tells(of:)) == true ? nil : .others
        }
    }
}
