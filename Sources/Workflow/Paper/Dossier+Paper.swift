package import ConventionDomain

package import struct Foundation.Date

/// A signature on paper as the school stated it.
package struct AttestedPaper: Hashable, Sendable {
    package let attestation: PaperAttestation
    package let at: Date
}

extension Dossier {
    /// The statement that holds now; `nil` when nobody signed on paper.
    var onPaper: AttestedPaper? {
        guard let last = history.entries.last(where: { [.paperAttested, .paperWithdrawn].contains($0.event.kind) }),
            case .paperAttested(let attestation) = last.event
        else { return nil }
        return AttestedPaper(attestation: attestation, at: last.at)
    }

    /// A paper takes the place of a signature that is waited for.
    func requireRequired(_ fieldName: String) throws(WorkflowError) {
        guard !drafting.order.optional.contains(fieldName) else { throw .paper(.optionalOnPaper) }
    }

    /// Field names of all who have signed, in the document or on paper.
    var settledFields: [String] { signedFields + [onPaper?.attestation.fieldName].compactMap(\.self) }

    /// Whether a signatory has said to prefer paper and neither signed nor seen a statement since; nor another one, as one party may.
    func prefersPaper(_ fieldName: String) -> Bool {
        onPaper == nil && !settledFields.contains(fieldName)
            && history.entries.last {
                [.paperChosen, .paperWithdrawn].contains($0.event.kind) && $0.event.fieldName == fieldName
            }?.event.kind == .paperChosen
    }

    /// The paper of one signatory.
    func paper(of fieldName: String) -> AttestedPaper? {
        onPaper.flatMap { $0.attestation.fieldName == fieldName ? $0 : nil }
    }
}
