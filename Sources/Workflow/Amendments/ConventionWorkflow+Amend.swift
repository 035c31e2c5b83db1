package import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Begins an amendment of a convention that all have signed: a draft of its own, to be issued and signed as a convention is.
    ///
    /// Who signs it follows from what it changes. It begins with what is in force: the convention, with the amendments that were signed.
    ///
    /// - Returns: The amendment's reference.
    /// - Throws: ``WorkflowError/invalidData(_:)`` for the data, or an address that is a stranger's; ``WorkflowError/amendment(_:)`` when not
    ///   all have signed, the placement is over, or another amendment is not signed yet; ``WorkflowError/overlapping(_:)`` when another
    ///   convention of the pupil has some of the days that it adds.
    package func amend(_ id: ConventionID, _ request: AmendmentRequest) async throws(WorkflowError) -> ConventionID {
        for _ in 0..<settings.rounds {
            let dossier = try await dossier(id)
            let time = now()
            try await requireAmendable(dossier)
            let checked = try await check(request, of: dossier, at: time)
            guard let amendment = ConventionID(randomBytes: try randomBytes(ConventionID.length)) else {
                throw .unavailable(.randomness)
            }
            var begun = dossier.newChange(at: time)
            begun.events = [.amendmentBegun(AmendmentBeginning(amendment: amendment))]
            try dossier.requirePossible(begun.events)
            let follows = FollowedConvention(
                kind: .amendment, convention: id, baseDigest: try dossier.requireIssue().baseDigest,
                effectiveOn: request.effectiveOn.iso8601)
            let draft = try await draft(of: checked, following: follows, of: dossier, as: amendment, at: time)
            do throws(WorkflowError) { try await enter([begun, draft], despite: [nil, request.overlapReason]) } catch {
                if error == .unavailable(.contention) { continue }
                throw error
            }
            return amendment
        }
        throw .unavailable(.contention)
    }

    /// The amendment of a convention that was begun and is neither signed nor given up; `nil` when there is none.
    func openAmendment(of dossier: Dossier) async throws(WorkflowError) -> Dossier? {
        guard let id = dossier.state.finished?.begunAmendment else { return nil }
        let amendment: Dossier
        do { amendment = try await self.dossier(id) } catch {
            if error == .conventionErased { return nil }
            throw error
        }
        return [.draft, .signing, .expired].contains(amendment.state.phase) ? amendment : nil
    }

    /// What an amendment changes has to be under way when it is issued, too.
    func requireUnderWay(theConventionOf amendment: Dossier) async throws(WorkflowError) {
        guard let follows = amendment.drafting.follows, follows.kind == .amendment else { return }
        guard try await dossier(follows.convention).isUnderWay else { throw .amendment(.placementOver) }
    }

    private func requireAmendable(_ dossier: Dossier) async throws(WorkflowError) {
        guard dossier.drafting.follows == nil else { throw .amendment(.ofAnAmendment) }
        switch dossier.state.phase {
        case .completed, .amended: break
        case .ended, .interrupted: throw .amendment(.placementOver)
        case .notBegun, .completing, .toApprove, .draft, .signing, .expired: throw .amendment(.beforeCompletion)
        case .refused, .cancelled, .superseded, .erased: _ = try dossier.requireSigning()
        }
        guard try await openAmendment(of: dossier) == nil else { throw .amendment(.oneAtATime) }
    }

    private func check(
        _ request: AmendmentRequest, of dossier: Dossier, at time: Date
    ) async throws(WorkflowError) -> CheckedConvention {
        let source = AmendmentSource(
            inForce: try await file(dossier.drafting.dataDigest, of: dossier.id), request: request,
            madeOn: settings.timeZone.day(of: time))
        do { return try await ports.documents.amend(source) } catch { throw WorkflowError(error) }
    }

    /// Its parties are reached where those of the convention are.
    private func draft(
        of checked: CheckedConvention, following follows: FollowedConvention, of dossier: Dossier,
        as id: ConventionID, at time: Date
    ) async throws(WorkflowError) -> ConventionChange {
        try requireBothParents(checked, parentsDisagree: false)
        try requireSamePeople(checked.signatories, as: dossier)
        let order = try signingOrder(
            .preset(settings.signingOrder ?? checked.signingOrder), for: checked.signatories)
        let others = try await otherContacts(of: dossier) + dossier.optionalContacts
        let contacts = try await contacts(of: dossier, for: checked.signatories, others)
        try requireContacts(contacts, for: checked.signatories)
        try dossier.requireNoneDisowned(among: contacts)
        let data = StoredFile(kind: .data, digest: digest(of: checked.canonicalData), bytes: checked.canonicalData)
        var change = ConventionChange(convention: id, expectedHead: nil, at: time)
        change.events = [.drafted(drafting(of: checked, data: data.digest, order: order, follows: follows))]
        change.events += dossier.legalHold.map { [.legalHoldPlaced($0)] } ?? []
        change.files = [data]
        change.contacts = contacts
        change.otherContacts = others.filter { contacts[$0.of.rawValue] == nil }
        return change
    }

    /// A parent who did not sign the convention, and signs the amendment, is reached where he or she was told of it.
    private func contacts(
        of dossier: Dossier, for signatories: [Signatory], _ others: [ContactSheet.Contact]
    ) async throws(WorkflowError) -> [String: Contact] {
        var contacts = dossier.history.contacts.filter { known in
            signatories.contains { $0.fieldName == known.key }
        }
        let missing = signatories.filter { contacts[$0.fieldName] == nil }
        guard !missing.isEmpty else { return contacts }
        let data = try await file(dossier.drafting.dataDigest, of: dossier.id)
        let named: [Signatory]
        do { named = try ports.documents.representatives(data) } catch { throw .unavailable(.damagedStorage) }
        for person in missing {
            guard named.contains(where: { $0.fieldName == person.fieldName && $0.name == person.name }),
                let contact = others.first(where: { $0.of.rawValue == person.fieldName }),
                let email = contact.noticeAddress
            else { continue }
            contacts[person.fieldName] = Contact(email: email, mobile: contact.telephone)
        }
        return contacts
    }

    /// An address is a person's: who signs in another one's place is not reached there, and must not sign as that one.
    private func requireSamePeople(_ signatories: [Signatory], as dossier: Dossier) throws(WorkflowError) {
        let replaced = signatories.filter { person in
            dossier.signatory(person.fieldName).map { $0.name != person.name } ?? false
        }
        guard let first = replaced.first else { return }
        throw .invalidData([
            BilingualText(
                "\(first.fieldName) : l’avenant nomme une autre personne que la convention, dont l’adresse n’est pas connue. Nommez la même "
                    + "personne ; pour en changer, annulez et établissez une nouvelle convention.",
                "\(first.fieldName): the amendment names another person than the convention, whose address is not known; name the same "
                    + "person, or cancel and make a new convention")
        ])
    }
}
