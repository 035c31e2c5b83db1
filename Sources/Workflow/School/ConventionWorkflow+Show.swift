package import ConventionDomain

extension ConventionWorkflow {
    /// Everything the school sees of one convention.
    package func show(_ id: ConventionID) async throws(WorkflowError) -> ConventionDetail {
        let dossier = try await dossier(id)
        var refusal: Refusal?
        var cancellation: Cancellation?
        if case .refused(let act) = dossier.state { refusal = act }
        if case .cancelled(let act) = dossier.state { cancellation = act }
        var supersession: Supersession?
        if case .superseded(let act) = dossier.state { supersession = act }
        var interruption: Interruption?
        if case .interrupted(_, let act) = dossier.state { interruption = act }
        var detail = ConventionDetail(
            summary: dossier.summary, order: dossier.issue?.order ?? dossier.drafting.order,
            parties: dossier.parties, revisions: dossier.revisions,
            history: dossier.history.entries.map {
                HistoryLine(at: $0.at, kind: $0.event.kind, fieldName: $0.event.fieldName)
            },
            refusal: refusal, cancellation: cancellation, supersession: supersession,
            replaces: dossier.drafting.replaces, interruption: interruption,
            templateIdentifier: dossier.drafting.templateIdentifier,
            healthSheetUntil: try await healthSheet(of: dossier)?.lastDay,
            notices: await notices(on: dossier) + [try await missingDelegation(of: dossier)?.text].compactMap(\.self),
            legalHold: dossier.legalHold,
            preparation: try await preparationDetail(of: dossier), sharedDays: dossier.drafting.sharedDays)
        (detail.notified, detail.objections) = (dossier.notified, dossier.objections)
        (detail.follows, detail.amendments) = (dossier.drafting.follows, dossier.amendings)
        detail.openAmendment = try await openAmendment(of: dossier)?.id
        detail.attestation = attestation(of: dossier)
        return detail
    }

    /// The newest revision, for the school.
    ///
    /// - Throws: ``WorkflowError/wrongState(_:)`` when the convention is not issued.
    package func document(of id: ConventionID) async throws(WorkflowError) -> DocumentFile {
        try await newestRevision(of: try await dossier(id))
    }

    func newestRevision(of dossier: Dossier) async throws(WorkflowError) -> DocumentFile {
        let digests = dossier.revisionDigests
        guard let digest = digests.last else { throw .wrongState(dossier.state.phase) }
        return DocumentFile(
            convention: dossier.id, revisionIndex: digests.count - 1, digest: digest,
            isComplete: dossier.state.phase.isFinished, bytes: try await file(digest, of: dossier.id))
    }
}

extension Dossier {
    /// The convention's line in the school's list.
    var summary: ConventionSummary {
        let optional = drafting.order.optional
        var summary = ConventionSummary(
            id: id, status: ConventionSummary.Status(state.phase), outline: drafting.outline,
            signatureCount: settledFields.count { !optional.contains($0) },
            signatoryCount: drafting.order.requiredNames.count,
            createdAt: createdAt, updatedAt: updatedAt)
        summary.optionalSignatureCount = settledFields.count(where: optional.contains)
        summary.optionalSignatoryCount = optional.count
        return summary
    }

    var revisions: [RevisionSummary] {
        guard let issue, let issuedAt else { return [] }
        let base = RevisionSummary(index: 0, digest: issue.baseDigest, fieldName: nil, at: issuedAt)
        let signed = signatures.enumerated().map { offset, signature in
            RevisionSummary(
                index: offset + 1, digest: signature.revisionDigest, fieldName: signature.fieldName,
                at: signature.signedAt)
        }
        let archived = archivals.enumerated().map { offset, archival in
            RevisionSummary(
                index: signatures.count + offset + 1, digest: archival.record.revisionDigest, fieldName: nil,
                at: archival.at)
        }
        return [base] + signed + archived
    }
}

extension ConventionSummary.Status {
    package init(_ phase: ConventionState.Phase) {
        switch phase {
        case .completing: self = .completing
        case .toApprove: self = .toApprove
        case .notBegun, .draft: self = .draft
        case .signing: self = .signing
        case .expired: self = .expired
        case .completed: self = .completed
        case .amended: self = .amended
        case .ended: self = .ended
        case .interrupted: self = .interrupted
        case .refused: self = .refused
        case .cancelled: self = .cancelled
        case .superseded: self = .superseded
        case .erased: self = .erased
        }
    }
}
