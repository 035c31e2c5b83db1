package import ConventionDomain
package import Parties

/// What who fills a part sees of it.
package struct PartView: Hashable, Sendable {
    /// Where the part stands.
    package enum Situation: Hashable, Sendable {
        case open
        /// Given; the school has it.
        case given
        /// There is a draft or more: parts are closed.
        case approved
        case cancelled
    }

    package let convention: ConventionID
    package let part: PreparationPart
    /// Whose link it is.
    package let reader: Signatory
    package let outline: ConventionOutline
    package let situation: Situation
    /// Why the school handed the host's part back, or `nil`.
    package let handedBack: String?
    /// What the reader found wrong and the school has not corrected yet.
    package let dispute: String?
    /// Whether somebody else of the family found something wrong: then nobody agrees before the school has corrected it.
    package let isDisputedByOthers: Bool
    package let hostPart: HostPart
    /// Days on which the page asks for hours.
    package let days: [CalendarDate]
    package let assessment: PartAssessment
    /// What the family looks at.
    package let family: FamilyData
    /// Whether the family has said that its data are right.
    package let isFamilyGiven: Bool
    /// Which host the family names; `nil` when the school named it, and for hosts.
    package let naming: Naming?

    /// What the family says of the host.
    package struct Naming: Hashable, Sendable {
        package let host: HostPart
        package let assessment: PartAssessment
        /// The school looks at it; nothing is changed meanwhile.
        package let isProposed: Bool
        /// Why the school wants another, or `nil`.
        package let returned: String?
    }

    /// The family's data, as they will be printed.
    package struct FamilyData: Hashable, Sendable {
        package let pupil: PersonName
        /// ISO 8601.
        package let birthDate: String
        package let className: String
        /// Nobody looks at the data but the pupil then.
        package let isEmancipated: Bool
        package let representatives: [Person]
        /// Addresses and numbers of the reader and of the pupil, by field name: parents may live apart.
        package let contacts: [String: Contact]

        package struct Person: Hashable, Sendable {
            package let name: PersonName
            package let capacity: String
        }
    }
}

extension ConventionWorkflow {
    /// The page behind a link to a part; changes nothing.
    ///
    /// - Throws: ``WorkflowError/unknownLink``, ``WorkflowError/expiredLink``, ``WorkflowError/revokedLink`` or
    ///   ``WorkflowError/conventionErased``.
    package func partView(_ token: PartToken) async throws(WorkflowError) -> PartView {
        let (link, dossier) = try await openPart(token)
        return try await view(of: dossier, behind: link)
    }

    /// The same for a program, which names the convention too.
    ///
    /// - Throws: ``WorkflowError/unauthorized`` whenever the token does not open the host's part of this convention.
    package func hostPartView(
        _ id: ConventionID, _ token: PartToken
    ) async throws(WorkflowError) -> PartView {
        try await partView(try await requireHost(id, token))
    }

    func requireHost(_ id: ConventionID, _ token: PartToken) async throws(WorkflowError) -> PartToken {
        do throws(WorkflowError) {
            let link = try await openPart(token).link
            guard link.convention == id, link.part == .host else { throw .unauthorized }
        } catch {
            switch error {
            case .unavailable, .conventionErased: throw error
            default: throw .unauthorized
            }
        }
        return token
    }

    func openPart(_ token: PartToken) async throws(WorkflowError) -> (link: PartLink, dossier: Dossier) {
        let link = try await partLink(token)
        let dossier = try await dossier(link.convention)
        try requireOpen(link, in: dossier)
        return (link, dossier)
    }

    /// Whether a token still opens its part, asked again where the decision is taken: it may have been replaced since the page was read.
    func requireOpen(_ token: PartToken, in dossier: Dossier) async throws(WorkflowError) {
        try requireOpen(try await partLink(token), in: dossier)
    }

    /// Who is no longer of the family, or no longer a signatory, has nothing to fill, whatever link is left.
    private func requireOpen(_ link: PartLink, in dossier: Dossier) throws(WorkflowError) {
        guard !link.isRevoked, dossier.fillers(of: link.part).contains(link.fieldName) else { throw .revokedLink }
        guard link.expiresAt > now() else { throw .expiredLink }
    }

    func partLink(_ token: PartToken) async throws(WorkflowError) -> PartLink {
        do {
            guard let link = try await ports.store.partLink(token.hash) else { throw WorkflowError.unknownLink }
            return link
        } catch let error as StoreError { throw WorkflowError(error) } catch { throw .unknownLink }
    }

    func view(of dossier: Dossier, behind link: PartLink) async throws(WorkflowError) -> PartView {
        // Once there is a draft, its data are the school's; the page has nothing to show of them.
        let progress = dossier.preparation
        var (school, part, assessment): (SchoolPart?, HostPart, PartAssessment) = (nil, HostPart(), PartAssessment())
        if let progress {
            let own = try await schoolPart(of: dossier)
            part = try await hostPart(of: dossier, own)
            if link.part == .host, !progress.given.contains(.host) {
                assessment = try await assess(part, of: own, template: dossier.drafting.templateIdentifier)
            }
            school = own
        }
        return PartView(
            convention: dossier.id, part: link.part, reader: try dossier.requireSignatory(link.fieldName),
            outline: dossier.drafting.outline, situation: situation(of: dossier, link.part),
            handedBack: link.part == .host ? progress?.handedBack?.reason : nil,
            dispute: progress?.disputes.first { $0.fieldName == link.fieldName }?.message,
            isDisputedByOthers: link.part == .family && progress?.isDisputed(byOthersThan: link.fieldName) == true,
            hostPart: part,
            days: school?.askedDays(besides: part) ?? part.days, assessment: assessment,
            family: family(of: dossier, school, for: link),
            isFamilyGiven: progress?.given.contains(.family) == true,
            naming: link.part == .family ? try await naming(of: dossier) : nil)
    }

    private func naming(of dossier: Dossier) async throws(WorkflowError) -> PartView.Naming? {
        guard let naming = dossier.preparation?.hostNaming else { return nil }
        let host = try await namedHost(of: dossier)
        return PartView.Naming(
            host: host, assessment: host.namingAssessment, isProposed: naming.isProposed,
            returned: naming.returned?.reason)
    }

    private func situation(of dossier: Dossier, _ part: PreparationPart) -> PartView.Situation {
        if let progress = dossier.preparation { return progress.isOpen(part) ? .open : .given }
        return [.cancelled, .refused, .erased].contains(dossier.state.phase) ? .cancelled : .approved
    }

    private func family(
        of dossier: Dossier, _ school: SchoolPart?, for link: PartLink
    ) -> PartView.FamilyData {
        let people = (school?.representatives ?? []).map {
            PartView.FamilyData.Person(name: $0.name, capacity: $0.capacity)
        }
        let students = dossier.drafting.signatories.filter { $0.role == .student }.map(\.fieldName)
        let readable = link.part == .family ? students + [link.fieldName] : []
        return PartView.FamilyData(
            pupil: dossier.drafting.outline.pupil, birthDate: school?.text("pupil", "birthDate") ?? "",
            className: school?.text("pupil", "className") ?? "", isEmancipated: school?.isPupilEmancipated ?? false,
            representatives: people,
            contacts: dossier.history.contacts.filter { readable.contains($0.key) })
    }
}
