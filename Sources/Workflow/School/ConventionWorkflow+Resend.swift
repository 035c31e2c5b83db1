package import ConventionDomain

extension ConventionWorkflow {
    /// Sends a signatory whose turn it is new means to sign, to the address on file; the earlier ones stop working.
    ///
    /// - Throws: ``WorkflowError/signatoryMismatch`` when nobody has this field name, ``WorkflowError/alreadySigned``,
    ///   ``WorkflowError/notYourTurn(waitingFor:)``.
    package func resendInvitation(of id: ConventionID, to fieldName: String) async throws(WorkflowError) {
        try await change(id) { dossier, time throws(WorkflowError) in
            guard dossier.signatory(fieldName) != nil else { throw .signatoryMismatch }
            let progress = try dossier.requireTurn(of: fieldName)
            var change = dossier.newChange(at: time)
            try addMeansToSign(
                for: fieldName, of: dossier, base: progress.baseDigest, renewing: true, to: &change)
            return change
        }
    }
}
