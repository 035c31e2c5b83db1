package import ConventionDomain
package import Parties

/// A convention that awaits a signature which software can make, an employer's or a school's.
package struct AwaitedCountersignature: Hashable, Sendable {
    package let convention: ConventionID
    package let outline: ConventionOutline
    /// Who is to sign.
    package let signatory: Signatory
    /// The revision that would be signed.
    package let revisionDigest: DocumentDigest

    package init(
        convention: ConventionID, outline: ConventionOutline, signatory: Signatory, revisionDigest: DocumentDigest
    ) {
        self.convention = convention
        self.outline = outline
        self.signatory = signatory
        self.revisionDigest = revisionDigest
    }

    /// Where it stands in the list.
    package var place: EmployerWorklist.Place {
        EmployerWorklist.Place(firstDay: outline.firstDay, convention: convention.text)
    }
}

/// What awaits employers, by the establishment that the convention names.
package struct EmployerWorklist: Sendable {
    /// A place in the list, which holds even when the convention that stood there has left it.
    package struct Place: Hashable, Sendable, Comparable {
        package let firstDay: String
        package let convention: String

        package init(firstDay: String, convention: String) {
            self.firstDay = firstDay
            self.convention = convention
        }

        package static func < (one: Place, other: Place) -> Bool {
            (one.firstDay, one.convention) < (other.firstDay, other.convention)
        }
    }

    /// One page.
    package struct Page: Hashable, Sendable {
        package let items: [AwaitedCountersignature]
        /// Whether there are more after the last.
        package let hasMore: Bool

        /// The page of a list in no order, after a place.
        init(of all: [AwaitedCountersignature], after place: Place?, limit: Int) {
            let items = all.filter { item in place.map { $0 < item.place } ?? true }.sorted { $0.place < $1.place }
            self.init(items: Array(items.prefix(limit)), hasMore: items.count > limit)
        }

        package init(items: [AwaitedCountersignature], hasMore: Bool) {
            self.items = items
            self.hasMore = hasMore
        }
    }

    private let workflow: ConventionWorkflow
    let hosts: HostRegister
    private let signing = HeadWorklist()

    /// - Parameter host: The SIRET of the host in a convention's canonical data; `nil` when there is none.
    package init(_ workflow: ConventionWorkflow, host: @escaping @Sendable ([UInt8]) -> SIRET?) {
        self.workflow = workflow
        hosts = HostRegister(read: host)
    }

    /// Conventions whose host is this establishment and whose employer may sign now, the earliest placement first.
    ///
    /// - Parameters:
    ///   - place: Only what stands after it; `nil` begins at the beginning.
    ///   - limit: Length of the page.
    package func page(
        for siret: SIRET, after place: Place?, limit: Int
    ) async throws(WorkflowError) -> Page {
        var items: [AwaitedCountersignature] = []
        for dossier in try await signing.signing(workflow) {
            if let item = try await awaited(in: dossier, from: siret) { items.append(item) }
        }
        return Page(of: items, after: place, limit: limit)
    }

    private func awaited(
        in dossier: Dossier, from siret: SIRET
    ) async throws(WorkflowError) -> AwaitedCountersignature? {
        guard let item = workflow.awaitedSignature(of: .employer, in: dossier),
            try await hosts.siret(of: dossier, workflow) == siret
        else { return nil }
        return item
    }
}

extension ConventionWorkflow {
    /// What software may sign now for somebody in this role.
    func awaitedSignature(of role: Signatory.Role, in dossier: Dossier) -> AwaitedCountersignature? {
        // The host signs what it attests on a page.
        guard dossier.drafting.follows?.kind != .attestation else { return nil }
        let signatory = dossier.drafting.signatories.first {
            $0.role == role && dossier.awaited.contains($0.fieldName) && !dossier.isPending($0.fieldName)
        }
        guard let signatory, let newest = dossier.revisionDigests.last, !deadlinePassed(of: dossier, at: now()) else {
            return nil
        }
        return AwaitedCountersignature(
            convention: dossier.id, outline: dossier.drafting.outline, signatory: signatory, revisionDigest: newest)
    }
}

/// Which establishment each convention is for, as far as it was asked; the data of an issued convention never change.
actor HostRegister {
    private static let capacity = 20_000

    private let read: @Sendable ([UInt8]) -> SIRET?
    private var known: [DocumentDigest: SIRET?] = [:]

    init(read: @escaping @Sendable ([UInt8]) -> SIRET?) { self.read = read }

    func siret(of dossier: Dossier, _ workflow: ConventionWorkflow) async throws(WorkflowError) -> SIRET? {
        let digest = dossier.drafting.dataDigest
        if let known = known[digest] { return known }
        let siret = read(try await workflow.file(digest, of: dossier.id))
        if known.count >= Self.capacity { known.removeAll() }
        known[digest] = .some(siret)
        return siret
    }
}
