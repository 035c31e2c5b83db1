package import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Freezes the bytes of a draft and invites those whose turn it is.
    ///
    /// - Parameter lateReason: Why it may be signed although the placement has begun, in the school's words; recorded as a decision of the
    ///   school, as by ``reopen(_:reason:)``. Without effect as long as the placement has not begun.
    /// - Throws: ``WorkflowError/wrongState(_:)`` when it is not a draft;
    ///   ``WorkflowError/conventionExpired`` when the placement has begun and no reason is given; ``WorkflowError/unknownConvention``;
    ///   ``WorkflowError/overlapping(_:)`` when another convention of the pupil has some of the days.
    package func issue(_ id: ConventionID, lateReason: String? = nil) async throws(WorkflowError) {
        let late = try lateDecision(lateReason)
        try await change(id) { dossier, time throws(WorkflowError) in
            guard case .draft = dossier.state else {
                _ = try dossier.requireSigning()
                throw .wrongState(dossier.state.phase)
            }
            try await requireUnderWay(theConventionOf: dossier)
            var change = dossier.newChange(at: time)
            let data = try await file(dossier.drafting.dataDigest, of: dossier.id)
            let contacts = try await otherContacts(of: dossier)
            let base = try await addIssue(of: dossier, data, telling: contacts, late: late, to: &change)
            for fieldName in dossier.drafting.order.awaited(after: []) {
                try addMeansToSign(for: fieldName, of: dossier, base: base, occasion: .firstTime, to: &change)
            }
            try addOptionalInvitations(of: dossier, base: base, to: &change)
            return change
        }
    }

    func lateDecision(_ reason: String?) throws(WorkflowError) -> Reopening? {
        guard let reason else { return nil }
        return Reopening(reason: try requireReason(reason))
    }

    /// Adds revision 0, the school's decision when the placement has begun, and what parents who do not sign are told.
    ///
    /// - Parameter contacts: Of who signs nothing.
    /// - Returns: Digest of revision 0.
    func addIssue(
        of dossier: Dossier, _ data: [UInt8], telling contacts: [ContactSheet.Contact], late: Reopening?,
        to change: inout ConventionChange
    ) async throws(WorkflowError) -> DocumentDigest {
        let order = dossier.drafting.order
        let expiry = expiry(of: dossier, overruled: [], at: change.at)
        if expiry != nil, late == nil { throw .conventionExpired }
        let rendered = try await renderRevision(of: dossier, data, order: order, at: change.at)
        let file = StoredFile(kind: .revision, digest: digest(of: rendered.bytes), bytes: rendered.bytes)
        change.events.append(
            .issued(
                Issue(
                    baseDigest: file.digest, order: order, templateDigest: rendered.templateDigest,
                    isDemo: settings.isDemo)))
        change.files.append(file)
        if let expiry, let late {
            change.events += [.expired(Expiry(reason: expiry, missing: order.requiredNames)), .reopened(late)]
        }
        try addParentNotices(to: contacts, named: data, of: dossier, base: file.digest, to: &change)
        return file.digest
    }

    /// Typesets revision 0 and puts it before the service's own verifier.
    private func renderRevision(
        of dossier: Dossier, _ data: [UInt8], order: SigningOrder, at time: Date
    ) async throws(WorkflowError) -> RenderedConvention {
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
