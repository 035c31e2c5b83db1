import ConventionDomain

extension ConventionWorkflow {
    /// Makes the signature on the newest revision and stores it, if nobody was faster; else on the one after it.
    ///
    /// Key, certificate, signature and time-stamp are made together, outside any transaction, or nothing of them is kept. The store takes the result only if the journal
    /// still ends where it ended when the document was read, so that two signatories at once both end up signed, one
    /// after the other, and neither is lost. What each of them read and agreed to is contained, byte for byte, in the
    /// revision that carries the signature.
    func perform(_ act: SigningAct, on id: ConventionID) async throws(WorkflowError) -> SigningOutcome {
        var prepared: PreparedSignature?
        for _ in 0..<settings.rounds {
            let dossier = try await dossier(id)
            guard !dossier.signedFields.contains(act.fieldName) else { return .alreadySigned(dossier) }
            guard dossier.isPending(act.fieldName) == act.isResumed else { return .pending(dossier) }
            let progress = try dossier.requireTurn(of: act.fieldName)
            try requireInTime(dossier, at: now())
            try await requireStanding(theConventionOf: dossier)
            if let givenAt = act.consent?.batch?.givenAt, dossier.hasEndedConsents(givenAt: givenAt) {
                throw .consentMissing
            }
            if let account = act.account, account.field(in: dossier) != act.fieldName { throw .signatoryMismatch }
            let delegation = try await requireDelegation(of: act.fieldName, in: dossier, at: now())
            let signature: PreparedSignature
            if let earlier = prepared, earlier.record.previousDigest == progress.headDigest {
                signature = earlier  // only invitations, openings or codes came in between
            } else {
                do { signature = try await prepare(act, under: delegation, on: progress, of: dossier) } catch {
                    guard error == .unavailable(.timeStamping) else { throw error }
                    guard let waiting = try await keepWaiting(act, in: dossier) else { continue }
                    return .pending(waiting)
                }
            }
            // Making it takes seconds, in which the act may have been taken back.
            let inForce = try await requireDelegation(of: act.fieldName, in: dossier, at: now())
            prepared = inForce?.facts == signature.record.delegation ? signature : nil
            guard prepared != nil else { continue }
            let change = try signingChange(act, signature, of: dossier)
            if try await commit(change, to: dossier) { return .signed(try await self.dossier(id)) }
        }
        throw .unavailable(.contention)
    }

    private func prepare(
        _ act: SigningAct, under delegation: DelegationInForce?, on progress: SigningProgress, of dossier: Dossier
    ) async throws(WorkflowError) -> PreparedSignature {
        let document = try await file(progress.headDigest, of: dossier.id)
        let time = now()
        let request = RevisionToSign(
            document: document, signatory: try dossier.requireSignatory(act.fieldName),
            printedCapacity: delegation?.printedCapacity,
            organisation: dossier.drafting.organisations[act.fieldName], identification: act.identification,
            signedAt: time, subjectSerialNumber: try subjectSerialNumber())
        let start = ContinuousClock.now
        let revision: SignedRevision
        do { revision = try await ports.signer.sign(request) } catch {
            throw .unavailable(error.cause == .noTimeStamp ? .timeStamping : .signing)
        }
        let isComplete = try await requireSound(
            revision.document, after: document, of: dossier, progress, act.fieldName)
        signatureDurations.note(start.duration(to: .now))
        let record = SignatureRecord(
            fieldName: act.fieldName, attempt: act.attempt, identification: act.identification,
            shownDigest: act.shownDigest, previousDigest: progress.headDigest,
            revisionDigest: digest(of: revision.document), signedAt: time, codeTries: act.codeTries,
            certificate: revision.certificate, timeStampedBy: revision.timeStampedBy,
            delegation: delegation?.facts)
        return PreparedSignature(record: record, document: revision.document, isComplete: isComplete)
    }

    /// The new document continues the old one byte for byte, and the service's own verifier finds exactly the
    /// signatures that should be there.
    ///
    /// - Returns: Whether the verifier finds the document complete.
    func requireSound(
        _ document: [UInt8], after previous: [UInt8], of dossier: Dossier, _ progress: SigningProgress,
        _ fieldName: String
    ) async throws(WorkflowError) -> Bool {
        guard document.count > previous.count, document.starts(with: previous) else {
            throw .unavailable(.verification)
        }
        let assessment = try await assess(document, statements: try await statements(of: dossier))
        let signed = progress.signed + [fieldName]
        let isLast = progress.order.awaited(after: progress.settled + [fieldName]).isEmpty
        guard assessment.isSound, assessment.signedFields == signed, assessment.isComplete == isLast else {
            throw .unavailable(.verification)
        }
        return isLast
    }

    /// Opaque: says nothing about the person and differs from one signature to the next.
    private func subjectSerialNumber() throws(WorkflowError) -> String {
        let digits = Array("0123456789ABCDEF")
        return String(try randomBytes(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
