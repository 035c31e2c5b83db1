package import ConventionDomain
import Parties
package import Typesetting

extension ConventionWorkflow {
    /// The proof file as the school gets it.
    ///
    /// - Parameter fieldName: Whose; `nil` for that of the whole convention.
    /// - Throws: ``WorkflowError/wrongState(_:)`` before the convention is issued, ``WorkflowError/invalidData(_:)`` for a
    ///   signatory whom it does not have, ``WorkflowError/conventionErased``, ``WorkflowError/Inability/timeStamping`` while nobody
    ///   gives a time-stamp for the seal.
    package func proof(
        _ form: ProofForm, of id: ConventionID, for fieldName: String? = nil
    ) async throws(WorkflowError) -> ProofCopy {
        try await proof(form, of: try await dossier(id), for: fieldName)
    }

    /// The proof file of the signatory behind a link; changes nothing.
    ///
    /// - Throws: As ``document(_:)``; ``WorkflowError/wrongState(_:)`` as long as not all have signed.
    package func proof(_ form: ProofForm, behind token: LinkToken) async throws(WorkflowError) -> ProofCopy {
        let link = try await completed(token)
        return try await proof(form, of: link.dossier, for: link.fieldName)
    }

    /// The same for reading on a page; nothing is sealed.
    ///
    /// - Throws: As ``proof(_:behind:)``.
    package func proofContent(behind token: LinkToken) async throws(WorkflowError) -> DocumentContent {
        let link = try await completed(token)
        let request = try await request(of: link.dossier, for: link.fieldName)
        do { return try await ports.proofs.content(request) } catch { throw WorkflowError(error) }
    }

    private func completed(_ token: LinkToken) async throws(WorkflowError) -> OpenedLink {
        let link = try await openForReading(token)
        guard link.dossier.state.phase.isFinished else { throw .wrongState(link.dossier.state.phase) }
        return link
    }

    private func proof(
        _ form: ProofForm, of dossier: Dossier, for fieldName: String?
    ) async throws(WorkflowError) -> ProofCopy {
        let request = try await request(of: dossier, for: fieldName)
        let bytes: [UInt8]
        do { bytes = try await ports.proofs.file(request, form) } catch { throw WorkflowError(error) }
        return ProofCopy(convention: dossier.id, fieldName: fieldName, form: form, bytes: bytes)
    }

    private func request(of dossier: Dossier, for fieldName: String?) async throws(WorkflowError) -> ProofRequest {
        if let fieldName, dossier.signatory(fieldName) == nil {
            let known = dossier.drafting.signatories.map(\.fieldName).joined(separator: ", ")
            throw .invalidData([
                BilingualText(
                    "« \(fieldName.onOneLine) » n’est pas un signataire de cette convention ; attendu : \(known).",
                    "\(fieldName.onOneLine) is no signatory of this convention; expected one of \(known).")
            ])
        }
        return ProofRequest(
            history: dossier.history, fieldName: fieldName, state: dossier.state.phase,
            document: try await newestRevision(of: dossier).bytes, statements: Array(ports.texts.consents.values),
            madeAt: now(), isDemo: settings.isDemo)
    }
}

extension WorkflowError {
    fileprivate init(_ inability: ProofInability) {
        switch inability {
        case .noTimeStamp: self = .unavailable(.timeStamping)
        case .storage(let error): self = WorkflowError(error)
        case .other: self = .unavailable(.signing)
        }
    }
}
