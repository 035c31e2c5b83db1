import ConventionDomain
package import Parties

extension RetentionOffice {
    /// Makes the slips of a public school, one for each school that the conventions name: all that is due, neither under a legal hold nor on
    /// a slip with a visa. A slip that lists just that already is given again.
    ///
    /// - Returns: The slips; none when nothing is due.
    /// - Throws: ``WorkflowError/invalidData(_:)`` for a private school, which needs none.
    package func makeSlips() async throws(WorkflowError) -> [EliminationSlip] {
        guard rules.isPublicSchool else { throw .invalidData([Self.needsNone]) }
        let approved = try await approved()
        let waiting = try await due().due.filter {
            !$0.isHeld && $0.item.series.isArchive && approved.slip(listing: $0.item) == nil
        }
        var slips: [EliminationSlip] = []
        for school in Set(waiting.map(\.outline.school)).sorted() {
            slips.append(try await slip(of: school, waiting.filter { $0.outline.school == school }))
        }
        return slips
    }

    private func slip(of school: String, _ waiting: [Due]) async throws(WorkflowError) -> EliminationSlip {
        let stored: [StoredSlip]
        let volumes: [ConventionID: Int64]
        do {
            stored = try await store.slips()
            volumes = try await store.volume(of: waiting.map(\.id))
        } catch { throw WorkflowError(error) }
        let items = Set(waiting.map(\.item))
        if let same = stored.last(where: {
            $0.visa == nil && $0.slip.school == school && Set($0.slip.entries.map(\.item)) == items
        }) {
            return same.slip
        }
        let year = today.year
        let number = stored.count { $0.slip.number.hasPrefix("BE-\(year)-") } + 1
        let slip = EliminationSlip(
            number: "BE-\(year)-\(number)", school: school, madeOn: today.iso8601,
            entries: waiting.map {
                .init(
                    item: $0.item, firstDay: $0.outline.firstDay, lastDay: $0.outline.lastDay,
                    byteCount: volumes[$0.id] ?? 0)
            },
            durations: Dictionary(
                uniqueKeysWithValues: RetentionSeries.allCases.map { ($0, rules.frenchDuration(of: $0)) }))
        do { try await store.addSlip(slip) } catch { throw WorkflowError(error) }
        return slip
    }

    /// Records the visa that the Archives départementales gave to a slip; from then on a run may erase what it lists, and nothing else.
    ///
    /// - Parameters:
    ///   - visa: As the archives number it; at most 60 characters.
    ///   - day: Of the visa, not before the slip was made and not in the future.
    /// - Throws: ``WorkflowError/retention(_:)`` for a number that no slip has, and when another visa is recorded.
    package func recordVisa(_ visa: String, on day: CalendarDate, of number: String) async throws(WorkflowError) {
        let visa = visa.onOneLine.trimmed
        guard !visa.isEmpty, visa.count <= 60 else { throw .invalidData([Self.badVisa]) }
        try workflow.requireWritable(visa, named: BilingualText("Le numéro du visa", "The visa's number"))
        let stored: [StoredSlip]
        do { stored = try await store.slips() } catch { throw WorkflowError(error) }
        guard let slip = stored.first(where: { $0.slip.number == number }) else { throw .retention(.unknownSlip) }
        guard (slip.slip.madeOn...max(slip.slip.madeOn, today.iso8601)).contains(day.iso8601) else {
            throw .invalidData([Self.badDay(slip.slip.madeOn, today.iso8601)])
        }
        if let known = slip.visa, known.number == visa, known.on == day.iso8601 { return }
        let isNoted: Bool
        do {
            isNoted = try await store.noteVisa(
                EliminationVisa(number: visa, on: day.iso8601, recordedAt: workflow.now()), on: number)
        } catch { throw WorkflowError(error) }
        guard isNoted else { throw .retention(.visaRecorded) }
    }

    /// All slips, oldest first.
    package func slips() async throws(WorkflowError) -> [StoredSlip] {
        do { return try await store.slips() } catch { throw WorkflowError(error) }
    }

    /// All runs, oldest first.
    package func runs() async throws(WorkflowError) -> [PurgeRun] {
        do { return try await store.purges() } catch { throw WorkflowError(error) }
    }

    private static let needsNone = BilingualText(
        "Un établissement privé élimine sans bordereau (\"schoolStatus\": \"private\" dans settings.json).",
        "A private school eliminates without a slip (\"schoolStatus\": \"private\" in settings.json).")
    private static let badVisa = BilingualText(
        "Indiquez le numéro du visa, en 60 caractères au plus.",
        "Give the visa's number, of at most 60 characters.")
    private static func badDay(_ first: String, _ last: String) -> BilingualText {
        BilingualText(
            "Le visa doit dater du \(first) (date du bordereau) au \(last) (aujourd’hui).",
            "The visa's day has to be from \(first), when the slip was made, to \(last), which is today.")
    }
}
