extension ConventionData {
    /// What a person should look at again, and what does not prevent the issue.
    ///
    /// - Parameters:
    ///   - issuedOn: The day of issue, when known.
    ///   - calendar: The dates of seconde.
    public func warnings(
        issuedOn: CalendarDate? = nil, calendar: PlacementCalendar = .standard
    ) -> [ConventionFault] {
        emancipationWarnings(issuedOn: issuedOn) + siretWarnings + deliberationWarnings(issuedOn: issuedOn)
            + teacherWarnings + healthWarnings + supplementWarnings
            + workingTimeFindings(issuedOn: issuedOn, calendar: calendar).filter { $0.severity == .advice }.map(\.fault)
    }

    /// Who comes of age between the day on which the data were written and the issue is no fault of anybody's.
    private func emancipationWarnings(issuedOn: CalendarDate?) -> [ConventionFault] {
        guard let issuedOn, pupil.isEmancipated, pupil.isAdult(on: issuedOn) else { return [] }
        return [ConventionFault(.emancipatedOfAge, at: "pupil/emancipated")]
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
}
