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
        case .prepared, .partRequested, .partSaved, .partGiven, .partDisputed, .handedBack, .partCorrected, .readied,
            .drafted, .alarmed, .expired, .reopened, .interrupted, .resumed, .cancelled:
            // Names of everybody; the school's own words; who had not signed.
            return self == .convention ? nil : .others
        case .issued, .completed, .archived, .ended, .erased:
            return nil
        case .invited, .opened, .consentGiven, .codeSent, .signaturePending, .consentLapsed, .linkRenewed, .disowned,
            .reminded, .signed, .refused, .paperChosen, .paperAttested, .paperWithdrawn:
            return event.fieldName.map(tells(of:)) == true ? nil : .others
        }
    }
}
