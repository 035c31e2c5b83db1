extension ConventionData {
    /// What a person should look at again, and what does not prevent the issue.
    ///
    /// - Parameter issuedOn: The day of issue, when known.
    public func warnings(issuedOn: CalendarDate? = nil) -> [ConventionFault] {
        siretWarnings + deliberationWarnings(issuedOn: issuedOn) + teacherWarnings + healthWarnings
            + workingTimeWarnings + periodWarnings
    }

    private var siretWarnings: [ConventionFault] {
        guard let siret = host.siret, !siret.hasValidChecksum else { return [] }
        return [ConventionFault(.siretChecksum, at: "host/siret")]
    }

    /// Deliberations of the board on conventions are enforceable fifteen days after they were transmitted.
    ///
    /// Source: code de l'éducation, R. 421-20, R. 421-54.
    private func deliberationWarnings(issuedOn: CalendarDate?) -> [ConventionFault] {
        guard school.status == .public else { return [] }
        guard let deliberation = school.boardDeliberation else {
            return [ConventionFault(.boardDeliberationMissing, at: "school/boardDeliberation")]
        }
        guard let issuedOn, issuedOn.dayNumber - deliberation.dayNumber < 15 else { return [] }
        return [ConventionFault(.boardDeliberationTooRecent, at: "school/boardDeliberation")]
    }

    private var teacherWarnings: [ConventionFault] {
        guard school.referentTeacher == nil else { return [] }
        return [ConventionFault(.referentTeacherMissing, at: "school/referentTeacher")]
    }

    /// No list of words is complete; this one asks a person to look.
    private var healthWarnings: [ConventionFault] {
        let words =
            /\b(?:PAI|[Aa]llergi\w*|[Aa]sthm\w*|[Dd]iab[éè]t\w*|[ÉéEe]pilep\w*|[Hh]andicap\w*|[Ii]nsulin\w*|[Gg]luten|[Ff]auteuil roulant|[Mm]édica\w*|[Mm]aladi\w*)\b/
        let texts = [
            ("activities", placement.activities), ("meals", placement.meals), ("transport", placement.transport),
        ]
        return texts.filter { $0.1?.contains(words) ?? false }
            .map { ConventionFault(.healthInText, at: "placement/\($0.0)") }
    }

    /// Five days in collège, ten or five in seconde, and that in the second half of June.
    ///
    /// Source: code de l'éducation, D. 332-14, D. 333-3-1; the weeks are those of every year so far: the last Friday of
    /// June and the eleven days before it.
    private var periodWarnings: [ConventionFault] {
        guard pupil.grade != .professionnelle else { return [] }
        let count = placement.timetable.count
        let usual = pupil.grade == .seconde ? [5, 10] : [5]
        var warnings: [ConventionFault] = []
        if !usual.contains(count) {
            warnings.append(
                ConventionFault(
                    .dayCountUnusual, at: "placement/timetable", found: String(count),
                    expected: usual.map { String($0) }))
        }
        if pupil.grade == .seconde, let end = CalendarDate(year: placement.start.year, month: 6, day: 30) {
            let lastFriday = end.dayNumber - (end.weekday + 2) % 7
            if placement.start.dayNumber < lastFriday - 11 || placement.end.dayNumber > lastFriday {
                warnings.append(ConventionFault(.periodUnusual, at: "placement"))
            }
        }
        return warnings
    }
}
