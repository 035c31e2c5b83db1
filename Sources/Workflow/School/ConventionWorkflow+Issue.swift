package import ConventionDomain

import struct Foundation.Date

extension ConventionWorkflow {
    /// Freezes the bytes of a draft and invites those whose turn it is.
    ///
    /// - Parameter lateReason: Why it may be signed although the placement has begun, in the school's words; recorded as a decision of the
    ///   school, as by ``reopen(_:reason:)``. Without effect as long as the placement has not begun.
    /// - Throws: ``WorkflowError/wrongState(_:)`` when it is not a draft;
    ///   ``WorkflowError/conventionExpired`` when the placement has begun and no reason is given; ``WorkflowError/unknownConvention``.
    package func issue(_ id: ConventionID, lateReason: String? = nil) async throws(WorkflowError) {
        var late: Reopening?
        if let lateReason { late = Reopening(reason: try requireReason(lateReason)) }
        try await change(id) { dossier, time throws(WorkflowError) in
            guard case .draft(let order) = dossier.state else {
                _ = try dossier.requireSigning()
                throw .wrongState(dossier.state.phase)
            }
            try await requireUnderWay(theConventionOf: dossier)
            let expiry = expiry(of: dossier, overruled: [], at: time)
            if expiry != nil, late == nil { throw .conventionExpired }
            let rendered = try await renderRevision(of: dossier, order: order, at: time)
            let file = StoredFile(kind: .revision, digest: digest(of: rendered.bytes), bytes: rendered.bytes)
            let issue = Issue(
                baseDigest: file.digest, order: order, templateDigest: rendered.templateDigest,
                isDemo: settings.isDemo)
            var change = dossier.newChange(at: time)
            change.events = [.issued(issue)]
            change.files = [file]
            if let expiry, let late {
                change.events += [.expired(Expiry(reason: expiry, missing: order.fieldNames)), .reopened(late)]
            }
            try await addParentNotices(of: dossier, base: file.digest, to: &change)
            for fieldName in order.awaited(after: []) {
                try addMeansToSign(
                    for: fieldName, of: dossier, base: file.digest, occasion: .firstTime, to: &change)
            }
            return change
        }
    }

    /// Typesets revision 0 and puts it before the service's own verifier.
    private func renderRevision(
        of dossier: Dossier, order: SigningOrder, at time: Date
    ) async throws(WorkflowError) -> RenderedConvention {
        let data = try await file(dossier.drafting.dataDigest, of: dossier.id)
        let facts = IssueFacts(
            templateIdentifier: dossier.drafting.templateIdentifier, convention: dossier.id, issuedAt: time,
            isDemo: settings.isDemo, order: order, follows: dossier.drafting.follows)
        return try await sound(data, facts)
    }

    /// Revision 0, as the service's own verifier finds it in order and signed by nobody.
    func sound(_ data: [UInt8], _ facts: IssueFacts) async throws(WorkflowError) -> RenderedConvention {
        let rendered: RenderedConvention
        do { rendered = try await ports.documents.render(data, facts) } catch { throw WorkflowError(error) }
        let assessment = try await assess(rendered.bytes)
        guard assessment.isSound, assessment.signedFields.isEmpty, !assessment.isComplete else {
            throw .unavailable(.verification)
        }
        return rendered
    }

    func assess(
        _ document: [UInt8], statements: [[UInt8]] = []
    ) async throws(WorkflowError) -> RevisionAssessment {
        do { return try await ports.verifier.verify(document, statements) } catch { throw .unavailable(.verification) }
    }
}
