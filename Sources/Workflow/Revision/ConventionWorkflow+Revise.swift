package import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Replaces a convention that nobody has signed by a corrected one, which is issued in the same transaction: at no moment are there two that
    /// can be signed, or none. A draft is replaced by a draft. Everybody is invited anew; consents and codes count for nothing.
    ///
    /// - Throws: ``WorkflowError/someoneSigned`` unless ``Correction/reissuesSigned``; ``WorkflowError/signaturePending`` while a signature of
    ///   somebody who must sign is being made; ``WorkflowError/conventionOnHold`` while a parent objects; ``WorkflowError/invalidData(_:)`` for the data, the reason, or when nothing is corrected;
    ///   ``WorkflowError/conventionCompleted`` and its likes when it is too late.
    package func revise(_ id: ConventionID, _ correction: Correction) async throws(WorkflowError) -> Corrected {
        guard let successor = ConventionID(randomBytes: try randomBytes(ConventionID.length)) else {
            throw .unavailable(.randomness)
        }
        return try await revise(id, correction, as: successor)
    }

    /// - Parameter successor: Reference of the corrected convention.
    func revise(
        _ id: ConventionID, _ correction: Correction, as successor: ConventionID
    ) async throws(WorkflowError) -> Corrected {
        let reason = try requireReason(correction.reason)
        let late = try lateDecision(correction.lateReason)
        var shared: [SharedDays] = []
        for _ in 0..<settings.rounds {
            let dossier = try await dossier(id)
            let ending = try ending(of: dossier, by: successor, reason: reason, correction)
            let plan = try await plan(correction, for: dossier, as: successor, sharing: shared)
            let changes = try await changes(of: plan, from: dossier, ending: ending, late: late)
            do {
                try await ports.store.commitAll(changes)
                return Corrected(
                    convention: successor, signatureCount: dossier.settledFields.count, matters: plan.matters)
            } catch {
                switch error {
                case .headMoved: continue
                case .overlapping(let taken):
                    let decided = try await sharedDays(of: taken, with: id)
                    guard !decided.isEmpty, shared.isEmpty else { throw await refusal(error, of: changes) }
                    shared = decided
                default: throw WorkflowError(error)
                }
            }
        }
        throw .unavailable(.contention)
    }

    /// The event that ends the former convention, which is possible in its state.
    private func ending(
        of dossier: Dossier, by successor: ConventionID, reason: String, _ correction: Correction
    ) throws(WorkflowError) -> ConventionEvent {
        if correction.isOfDraftsOnly { try requireDraft(dossier) }
        // An objection is not to get lost on the way: ADR 0038.
        guard !dossier.isOnHold else { throw .conventionOnHold }
        var event = ConventionEvent.superseded(Supersession(by: successor, reason: reason))
        if case .signing(let progress) = dossier.state { try requireUndecided(progress) }
        if correction.reissuesSigned, !dossier.settledFields.isEmpty {
            event = .cancelled(Cancellation(reason: reason, replacedBy: successor))
        }
        try dossier.requirePossible([event])
        return event
    }

    private func requireDraft(_ dossier: Dossier) throws(WorkflowError) {
        switch dossier.state {
        case .draft: break
        case .superseded: throw .conventionSuperseded
        default: throw .wrongState(dossier.state.phase)
        }
    }

    /// A signature that is being made is made, or lapses, before the convention ends; that of who need not sign is given up with it.
    private func requireUndecided(_ progress: SigningProgress) throws(WorkflowError) {
        guard !progress.isRequiredPending else { throw .signaturePending }
    }

    /// Both changes: the end of the former convention and the beginning of the corrected one.
    private func changes(
        of plan: CorrectionPlan, from former: Dossier, ending: ConventionEvent, late: Reopening?
    ) async throws(WorkflowError) -> [ConventionChange] {
        var (old, new) = (former.newChange(at: plan.change.at), plan.change)
        old.events = [ending]
        for signatory in former.drafting.signatories + former.notified {
            old.revocations.append(Revocation(fieldName: signatory.fieldName, reach: .unsent))
        }
        guard former.issue != nil else { return [old, new] }
        var successor = try plan.dossier
        successor.accountFields = try await accountFields(of: successor)
        let base = try await addIssue(
            of: successor, plan.data, telling: new.otherContacts, late: late, to: &new)
        let awaited = successor.drafting.order.awaited(after: [])
        for fieldName in awaited {
            try addMeansToSign(
                for: fieldName, of: successor, base: base,
                occasion: .correction(matters: CorrectedMatter.list(plan.matters)), to: &new)
        }
        try addOptionalInvitations(of: successor, following: former, base: base, to: &new)
        // Who had signed in vain reads why, invited anew or not; so does who need not sign, and had agreed to.
        let tellsAll = ending.kind == .cancelled
        for fieldName in former.toldOfWithdrawal.sorted()
        where !former.isDisowned(fieldName)
            && (tellsAll || !awaited.contains(fieldName) || !former.reachesTheSame(fieldName, as: successor))
        {
            old.mails.append(try notice(of: ending, to: fieldName, former))
        }
        return [old, new]
    }

    /// Asks those who need not sign. An address that is known to be a stranger's, and was not corrected, keeps nobody from correcting: it is
    /// written down as such in the corrected convention too, and nothing is sent there.
    private func addOptionalInvitations(
        of successor: Dossier, following former: Dossier, base: DocumentDigest, to change: inout ConventionChange
    ) throws(WorkflowError) {
        let strangers = successor.drafting.order.optional.filter { fieldName in
            former.isDisowned(fieldName)
                && former.history.contacts[fieldName]?.email == successor.history.contacts[fieldName]?.email
        }
        change.events += strangers.map { .disowned(Disowning(fieldName: $0)) }
        try addOptionalInvitations(of: successor, except: strangers, base: base, to: &change)
    }

    /// To whom the corrected convention is not sent now: the former one is not to be signed any more.
    private func notice(
        of ending: ConventionEvent, to fieldName: String, _ former: Dossier
    ) throws(WorkflowError) -> QueuedMail {
        let letters = letters(for: former)
        if case .cancelled(let act) = ending {
            return try letters.write(.reissued, to: fieldName, key: try messageKey(), [.reason: act.reason])
        }
        return try letters.write(.superseded, to: fieldName, key: try messageKey())
    }

    /// What was decided about days that the former convention shared with others, for the corrected one.
    private func sharedDays(
        of taken: [DaysTaken], with former: ConventionID
    ) async throws(WorkflowError) -> [SharedDays] {
        var decided: [SharedDays] = []
        for pair in taken {
            guard let others = try await dossier(pair.other).drafting.sharedDays, others.with.contains(former) else {
                return []
            }
            decided.append(SharedDays(reason: others.reason, with: [pair.other]))
        }
        return decided
    }
}

extension ConventionWorkflow {
    /// Leads who holds a link of a replaced convention to the one that is to be signed: by a message to the address on file, if it is the
    /// same as before and it is this signatory's turn.
    func leadOn(
        _ fieldName: String, from former: Dossier, to successor: ConventionID
    ) async throws(WorkflowError) {
        guard !former.isDisowned(fieldName) else { return }
        try await change(try await newest(successor)) { dossier, time throws(WorkflowError) in
            guard former.reachesTheSame(fieldName, as: dossier), dossier.mayStillSign.contains(fieldName),
                !dossier.isDisowned(fieldName), !deadlinePassed(of: dossier, at: time), let issue = dossier.issue
            else { return nil }
            let sent = dossier.count(.linkRenewed, of: fieldName, since: time.addingTimeInterval(-3_600))
            guard sent < settings.renewalsPerHour else { return nil }
            var change = dossier.newChange(at: time)
            // Whoever holds an old link must not be able to kill the one that the signatory is using.
            try addMeansToSign(
                for: fieldName, of: dossier, base: issue.baseDigest, occasion: .renewal, revoking: false, to: &change)
            return change
        }
    }

    /// The last of those that took one another's place.
    package func newest(_ id: ConventionID) async throws(WorkflowError) -> ConventionID {
        var last = id
        while let next = try await dossier(last).successor { last = next }
        return last
    }
}

extension Dossier {
    /// The convention that took this one's place; `nil` when none did.
    var successor: ConventionID? {
        switch state {
        case .superseded(let act): act.by
        case .cancelled(let act): act.replacedBy
        default: nil
        }
    }

    /// Whether the same person, at the same address, signs in the same place of another convention.
    func reachesTheSame(_ fieldName: String, as other: Dossier) -> Bool {
        guard let own = signatory(fieldName), let theirs = other.signatory(fieldName),
            let address = history.contacts[fieldName]?.email
        else { return false }
        return own.name == theirs.name && address == other.history.contacts[fieldName]?.email
    }
}
