package import ConventionDomain
import Parties

import struct Foundation.Date

extension Dossier {
    /// How far the parts have come; `nil` when there is a draft already, or never will be one.
    var preparation: PreparationProgress? {
        switch state {
        case .completing(let progress), .toApprove(let progress): progress
        case .notBegun, .draft, .signing, .expired, .completed, .amended, .ended, .interrupted, .refused,
            .cancelled, .superseded, .erased:
            nil
        }
    }

    /// Field names of those who were asked for a part.
    var askedFields: Set<String> {
        guard !history.entries.contains(where: { $0.event.kind == .issued }) else { return [] }
        return Set(
            history.entries.compactMap {
                if case .partRequested(let request) = $0.event { request.fieldName } else { nil }
            })
    }

    func fillers(of part: PreparationPart) -> [String] { drafting.fillers(of: part) }

    /// The part that somebody fills; `nil` for who fills none.
    func part(of fieldName: String) -> PreparationPart? {
        PreparationPart.allCases.first { fillers(of: $0).contains(fieldName) }
    }

    /// - Throws: ``WorkflowError/invalidData(_:)`` for a host that the family has to name, and whom nobody can reach therefore.
    func requireKnown(_ fieldName: String) throws(WorkflowError) {
        guard preparation?.hostNaming != nil, fillers(of: .host).contains(fieldName) else { return }
        throw .invalidData([
            BilingualText(
                "L’organisme d’accueil n’est pas encore désigné : la famille l’indique, puis l’établissement le confirme "
                    + "(seing convention confirm-host), ou l’inscrit lui-même (seing convention correct-part).",
                "The host is not known yet: the family names it and the school confirms (seing convention confirm-host), or enters "
                    + "it itself (seing convention correct-part).")
        ])
    }

    func requirePreparation() throws(WorkflowError) -> PreparationProgress {
        guard let preparation else {
            _ = try requireSigning()
            throw .wrongState(state.phase)
        }
        return preparation
    }

    /// When somebody was last sent a link to a part, and how many reminders went since it was asked for by a person.
    func lastRequest(to fieldName: String) -> (at: Date, reminders: Int)? {
        var last: (at: Date, reminders: Int)?
        for entry in history.entries {
            guard case .partRequested(let request) = entry.event, request.fieldName == fieldName else { continue }
            last = (entry.at, request.isReminder ? (last?.reminders ?? 0) + 1 : 0)
        }
        return last
    }
}

/// What the school sees of a convention that is being prepared.
package struct PreparationDetail: Hashable, Sendable {
    package let progress: PreparationProgress
    package let assessment: PartAssessment
    /// What the host has written; before it has kept anything, what the school wrote in its place; before there is one, what the family named.
    package let part: HostPart
    /// Whether the host, or the family in its place, has kept or given anything.
    package let hasHostBegun: Bool
}

extension ConventionWorkflow {
    func schoolPart(of dossier: Dossier) async throws(WorkflowError) -> SchoolPart {
        try SchoolPart(try await file(dossier.drafting.dataDigest, of: dossier.id))
    }

    /// What the host has written; before it has kept anything, what the school wrote in its place.
    func hostPart(of dossier: Dossier, _ school: SchoolPart) async throws(WorkflowError) -> HostPart {
        guard let digest = dossier.preparation?.hostDigest else { return school.prefilled }
        return try HostPart(kept: try await file(digest, of: dossier.id))
    }

    func preparationDetail(of dossier: Dossier) async throws(WorkflowError) -> PreparationDetail? {
        guard let progress = dossier.preparation else { return nil }
        if let naming = progress.hostNaming {
            let named = try await namedHost(of: dossier)
            return PreparationDetail(
                progress: progress, assessment: assessNaming(named, of: dossier), part: named,
                hasHostBegun: naming.proposal != nil)
        }
        let school = try await schoolPart(of: dossier)
        let part = try await hostPart(of: dossier, school)
        return PreparationDetail(
            progress: progress,
            assessment: try await assess(part, of: school, template: dossier.drafting.templateIdentifier),
            part: part, hasHostBegun: progress.hostDigest != nil)
    }
}
