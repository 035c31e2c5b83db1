package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Sends a signatory whose turn it is new means to sign, or a parent who does not sign a new link, to the address on file; the earlier ones
    /// stop working.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` when nobody has this field name, or the parent is not to be told; ``WorkflowError/alreadySigned``,
    ///   ``WorkflowError/signaturePending``,   ``WorkflowError/notYourTurn(waitingFor:)``.
    package func resendInvitation(of id: ConventionID, to fieldName: String) async throws(WorkflowError) {
        try await change(id) { dossier, time throws(WorkflowError) in
            if dossier.signatory(fieldName) == nil,
                let renewal = try await noticeRenewal(to: fieldName, of: dossier, at: time)
            {
                return renewal
            }
            try dossier.requireListed(fieldName)
            if dossier.preparation != nil { return try resendPartLink(to: fieldName, of: dossier, at: time) }
            let progress = try dossier.requireTurn(of: fieldName)
            try requireInTime(dossier, at: time)
            guard !dossier.isPending(fieldName) else { throw .signaturePending }
            var change = dossier.newChange(at: time)
            try addMeansToSign(
                for: fieldName, of: dossier, base: progress.baseDigest, occasion: .renewal, to: &change)
            return change
        }
    }
}

extension Dossier {
    /// The school named somebody who signs this convention.
    func requireListed(_ fieldName: String) throws(WorkflowError) {
        guard signatory(fieldName) == nil else { return }
        let known = drafting.signatories.map(\.fieldName).joined(separator: ", ")
        throw .invalidData([
            BilingualText(
                "« \(fieldName.onOneLine) » n’est pas un signataire de cette convention. Ses signataires : \(known).",
                "\(fieldName.onOneLine) is no signatory of this convention. Its signatories: \(known).")
        ])
    }
}
