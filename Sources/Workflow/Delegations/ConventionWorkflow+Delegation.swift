import ConventionDomain
import Parties

import struct Foundation.Date

/// A delegation that is in force, for one signature.
struct DelegationInForce {
    let facts: DelegationFacts
    /// The holder's function, as the convention says it.
    let function: String

    /// What stands below the name in the document.
    var printedCapacity: String {
        "Pour le chef d’établissement et par délégation, \(function.prefix(1).lowercased())\(function.dropFirst())"
    }
}

extension ConventionWorkflow {
    /// Whoever signs for a school without being its head does so under an act that is in force now.
    ///
    /// Asked where the signature is made, for each convention of a list too.
    ///
    /// - Returns: The act; `nil` for everybody else, the head of school among them.
    /// - Throws: ``WorkflowError/delegation(_:)``.
    func requireDelegation(
        of fieldName: String, in dossier: Dossier, at time: Date
    ) async throws(WorkflowError) -> DelegationInForce? {
        guard try dossier.requireSignatory(fieldName).role == .school, let delegate = try await delegate(of: dossier)
        else { return nil }
        switch try await standing(of: delegate, on: settings.timeZone.day(of: time)) {
        case .success(let delegation): return DelegationInForce(facts: delegation.facts, function: delegate.function)
        case .failure(let refusal): throw .delegation(refusal)
        }
    }

    /// Why who signs for the school could not sign now; `nil` when nothing keeps that person from it, or he or she has signed.
    func missingDelegation(of dossier: Dossier) async throws(WorkflowError) -> DelegationRefusal? {
        let isOpen = [.draft, .signing, .expired].contains(dossier.state.phase)
        guard isOpen, let school = dossier.drafting.signatories.first(where: { $0.role == .school }),
            !dossier.settledFields.contains(school.fieldName)
        else { return nil }
        do {
            _ = try await requireDelegation(of: school.fieldName, in: dossier, at: now())
            return nil
        } catch {
            guard case .delegation(let refusal) = error else { throw error }
            return refusal
        }
    }

    private func delegate(of dossier: Dossier) async throws(WorkflowError) -> SchoolDelegate? {
        let digest = dossier.drafting.dataDigest
        guard !withoutDelegate.holds(digest) else { return nil }
        let data = try await file(digest, of: dossier.id)
        let delegate: SchoolDelegate?
        do { delegate = try ports.documents.delegate(data) } catch { throw .unavailable(.damagedStorage) }
        if delegate == nil { withoutDelegate.remember(digest) }
        return delegate
    }

    /// The act in force, or what is the matter with the one that was recorded last.
    private func standing(
        of delegate: SchoolDelegate, on day: CalendarDate
    ) async throws(WorkflowError) -> Result<Delegation, DelegationRefusal> {
        let known: [Delegation]
        do { known = try await ports.store.delegations.list() } catch { throw WorkflowError(error) }
        let own = known.filter { $0.school == delegate.school && isSameName($0.holder, delegate.name.full) }
        let inForce = own.filter { $0.refusal(on: day) == nil }
        let allowed = inForce.filter {
            !delegate.isPublic
                || ConventionData.isDeputy($0.function) && ConventionData.isDeputy(delegate.function)
        }
        if let delegation = allowed.last { return .success(delegation) }
        if !inForce.isEmpty { return .failure(.notDeputy) }
        return .failure(own.last?.refusal(on: day) ?? .missing)
    }
}

extension DelegationRefusal: Error {}

/// Names are the same when they differ in case and spaces only.
func isSameName(_ one: String, _ other: String) -> Bool {
    one.onOneLine.lowercased() == other.onOneLine.lowercased()
}
