package import ConventionDomain
package import Parties

/// Two conventions of one pupil that have days in common; one of them was to be entered, issued or reopened.
package struct PlacementOverlap: Hashable, Sendable {
    package let convention: ConventionID
    /// Where ``convention`` stands among those that were to be entered together, from 0.
    package var place = 0
    package let other: ConventionID
    /// Where ``other`` stands among them; `nil` when it was there before.
    package var otherPlace: Int?
    /// First and last day of the other one, ISO 8601; `nil` when they cannot be read.
    package var otherDays: Days?

    package struct Days: Hashable, Sendable {
        package let first: String
        package let last: String
    }

    package init(convention: ConventionID, other: ConventionID) {
        self.convention = convention
        self.other = other
    }

    /// The other one, for the school: nobody else is told that it exists.
    package var otherText: BilingualText {
        guard let days = otherDays else { return BilingualText(other.text, other.text) }
        return BilingualText(
            "\(other.text) (du \(FrenchDate.day(iso: days.first)) au \(FrenchDate.day(iso: days.last)))",
            "\(other.text) (\(days.first) to \(days.last))")
    }

    static func text(of overlaps: [PlacementOverlap]) -> BilingualText {
        let others = overlaps.map(\.otherText)
        return BilingualText(
            "le même élève (mêmes nom et date de naissance) a une autre convention pour les mêmes jours : "
                + "\(others.map(\.french).joined(separator: ", ")) ; annulez celle qui est de trop (seing convention cancel), ou, si les "
                + "deux sont voulues, saisissez la seconde avec --despite-overlap et le motif",
            "the same pupil (same name and date of birth) has another convention for the same days: "
                + "\(others.map(\.english).joined(separator: ", ")); cancel the one too many (seing convention cancel), or, if both are "
                + "wanted, enter the second with --despite-overlap and the reason")
    }
}

extension ConventionWorkflow {
    /// Begins conventions, all of them or none.
    ///
    /// - Parameter reasons: Why each may have days that another convention of its pupil has too, where the school decided so.
    /// - Throws: ``WorkflowError/overlapping(_:)`` with everything that overlaps and was not decided.
    func enter(_ changes: [ConventionChange], despite reasons: [String?]) async throws(WorkflowError) {
        var (changes, decisions): ([ConventionChange], [ConventionID: String]) = (changes, [:])
        for (change, reason) in zip(changes, reasons) {
            if let reason { decisions[change.convention] = try requireReason(reason) }
        }
        for _ in 0..<settings.rounds {
            do {
                return try await ports.store.commitAll(changes)
            } catch {
                guard case .overlapping(let taken) = error else { throw WorkflowError(error) }
                let undecided = taken.filter { decisions[$0.convention] == nil }
                guard undecided.isEmpty else { throw await refusal(.overlapping(undecided), of: changes) }
                for index in changes.indices {
                    let id = changes[index].convention
                    changes[index].share(taken.filter { $0.convention == id }.map(\.other), decisions[id] ?? "")
                }
            }
        }
        throw .unavailable(.contention)
    }

    /// What a failure of the store means for who wrote; with the days of the other convention where somebody has them already.
    func refusal(_ error: StoreError, of changes: [ConventionChange]) async -> WorkflowError {
        guard case .overlapping(let taken) = error else { return WorkflowError(error) }
        let places = Dictionary(uniqueKeysWithValues: zip(changes.map(\.convention), changes.indices))
        var overlaps: [PlacementOverlap] = []
        for pair in taken {
            var overlap = PlacementOverlap(convention: pair.convention, other: pair.other)
            overlap.place = places[pair.convention] ?? 0
            overlap.otherPlace = places[pair.other]
            if let other = try? await dossier(pair.other).drafting.outline {
                overlap.otherDays = .init(first: other.firstDay, last: other.lastDay)
            }
            overlaps.append(overlap)
        }
        return .overlapping(overlaps)
    }
}

extension ConventionChange {
    /// Records that the days are shared with other conventions.
    fileprivate mutating func share(_ others: [ConventionID], _ reason: String) {
        guard !others.isEmpty else { return }
        for index in events.indices {
            switch events[index] {
            case .prepared(var drafting):
                drafting.share(others, reason)
                events[index] = .prepared(drafting)
            case .drafted(var drafting):
                drafting.share(others, reason)
                events[index] = .drafted(drafting)
            default: continue
            }
        }
    }
}

extension Drafting {
    /// Whoever decides once more, because yet another convention has come in the meantime, keeps what was decided before.
    fileprivate mutating func share(_ others: [ConventionID], _ reason: String) {
        let before = sharedDays?.with ?? []
        sharedDays = SharedDays(reason: reason, with: before + others.filter { !before.contains($0) })
    }
}
