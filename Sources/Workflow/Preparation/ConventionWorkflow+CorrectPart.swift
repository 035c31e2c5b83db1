package import ConventionDomain
package import Parties

extension ConventionWorkflow {
    /// Corrects what the school entered, and the host's part if that is wanted. If the family's data change, it is asked again; a link to
    /// a part stops working when whoever had it has nothing to fill any more, or is reached elsewhere.
    ///
    /// - Parameter part: What the host's part becomes; `nil` leaves it as it is.
    /// - Throws: ``WorkflowError/invalidData(_:)`` as ``prepare(_:)``.
    package func correctPreparation(
        _ id: ConventionID, _ request: DraftRequest, hostPart part: HostPart? = nil
    ) async throws(WorkflowError) {
        let corrected = try await known(of: request)
        let school = try SchoolPart(request.data)
        try await change(id) { dossier, time throws(WorkflowError) in
            var known = corrected
            known.sharedDays = dossier.drafting.sharedDays
            let progress = try dossier.requirePreparation()
            try requireStillOpen(request, progress)
            try requireHost(of: part, request)
            let asksFamily = try await asksFamily(request, known, school, of: dossier, progress)
            var change = dossier.newChange(at: time)
            let hostFile = part.map { StoredFile(kind: .data, digest: digest(of: $0.bytes), bytes: $0.bytes) }
            change.events = [
                .partCorrected(
                    PartCorrection(drafting: known, asksFamily: asksFamily, hostDigest: hostFile?.digest))
            ]
            for file in [schoolFile(request.data), hostFile].compactMap({ $0 })
            where try await !isStored(file, of: id) {
                change.files.append(file)
            }
            change.contacts = request.contacts
            change.otherContacts = request.otherContacts
            change.healthSheet = try await healthSheet(request, known, of: id)
            try addRequests(request, known, asksFamily: asksFamily, progress, of: dossier, to: &change)
            if !asksFamily, progress.missing.isEmpty, let digest = hostFile?.digest ?? progress.hostDigest {
                let own: HostPart
                if let part { own = part } else { own = try await hostPart(of: dossier, school) }
                // What does not fit any more is not ready: it is corrected too, or handed back.
                if try await assess(own, of: school, template: known.templateIdentifier).isComplete {
                    change.events.append(.readied(Readiness(hostDigest: digest)))
                }
            }
            return change
        }
    }

    /// Who is asked to sign what is being prepared, and need not: a correction that does not say asks them.
    package func whoMaySign(
        inPreparation id: ConventionID
    ) async throws(WorkflowError) -> [ConventionData.OptionalSignature] {
        let dossier = try await dossier(id)
        _ = try dossier.requirePreparation()
        return try await schoolPart(of: dossier).optional
    }

    /// What the school has named once is not the family's to name any more.
    private func requireStillOpen(_ request: DraftRequest, _ progress: PreparationProgress) throws(WorkflowError) {
        guard request.isHostOpen, progress.hostNaming == nil else { return }
        throw .invalidData([
            BilingualText(
                "L’organisme d’accueil est déjà désigné ; pour en changer, nommez-le dans les données, sans --host-by-family.",
                "The host is named already; to change it, name it in the data, without --host-by-family.")
        ])
    }

    /// For a host whom nobody has named nobody writes its part: it would hide the one that the family names.
    private func requireHost(of part: HostPart?, _ request: DraftRequest) throws(WorkflowError) {
        guard part != nil, request.isHostOpen else { return }
        throw .invalidData([
            BilingualText(
                "La partie de l’organisme d’accueil ne peut pas être écrite tant que la famille doit l’indiquer : nommez-le dans les données, "
                    + "sans --host-by-family, ou laissez --host-part.",
                "The host's part cannot be written while the family has to name the host: name it in the data, without --host-by-family, or "
                    + "leave --host-part out.")
        ])
    }

    private func asksFamily(
        _ request: DraftRequest, _ known: Drafting, _ school: SchoolPart, of dossier: Dossier,
        _ progress: PreparationProgress
    ) async throws(WorkflowError) -> Bool {
        let former = dossier.fillers(of: .family)
        guard progress.dispute == nil, former == known.fillers(of: .family) else { return true }
        guard school.saysOfTheFamily(as: try await schoolPart(of: dossier)) else { return true }
        return former.contains { request.contacts[$0] != dossier.history.contacts[$0] }
    }

    private func addRequests(
        _ request: DraftRequest, _ known: Drafting, asksFamily: Bool, _ progress: PreparationProgress,
        of dossier: Dossier, to change: inout ConventionChange
    ) throws(WorkflowError) {
        let letters = Letters(
            drafting: known, contacts: request.contacts, convention: dossier.id, texts: ports.texts, settings: settings)
        let family = known.fillers(of: .family)
        for fieldName in dossier.fillers(of: .family) where !family.contains(fieldName) {
            change.revocations.append(Revocation(fieldName: fieldName, reach: .everythingSent))
        }
        if asksFamily {
            for fieldName in family {
                change.revocations.append(Revocation(fieldName: fieldName, reach: .signing))
                try addPartRequest(
                    .family, to: fieldName, .corrected, letters, isHostNamed: dossier.isHostNamed, in: &change)
            }
        }
        guard !progress.given.contains(.host) else { return }
        for fieldName in known.fillers(of: .host)
        where request.contacts[fieldName]?.email != dossier.history.contacts[fieldName]?.email {
            change.revocations.append(Revocation(fieldName: fieldName, reach: .everythingSent))
            try addPartRequest(.host, to: fieldName, .renewal, letters, in: &change)
        }
    }

    /// The health sheet lasts as long as the placement: a new one, or the one there is with the new last day.
    ///
    /// - Returns: `nil` when there is none.
    private func healthSheet(
        _ request: DraftRequest, _ known: Drafting, of id: ConventionID
    ) async throws(WorkflowError) -> HealthSheet? {
        guard let lastDay = CalendarDate(iso8601: known.outline.lastDay) else { return nil }
        if let kit = request.emergencyKit { return HealthSheet(emergencyKit: kit, lastDay: lastDay) }
        do {
            guard let sheet = try await ports.store.sheets.healthSheet(id), sheet.lastDay != lastDay else { return nil }
            return HealthSheet(emergencyKit: sheet.emergencyKit, lastDay: lastDay)
        } catch { throw WorkflowError(error) }
    }
}
