extension ConventionData {
    /// What a person should look at again, and what does not prevent the issue.
    ///
    /// - Parameter issuedOn: The day of issue, when known.
    public func warnings(issuedOn: CalendarDate? = nil) -> [ConventionFault] {
        siretWarnings + deliberationWarnings(issuedOn: issuedOn) + teacherWarnings
    }

    private var siretWarnings: [ConventionFault] {
        guard let siret = host.siret, !siret.hasValidChecksum else { return [] }
        return [
            ConventionFault(
                .siretChecksum, at: "host/siret",
                "the checksum of the SIRET does not hold: check the number in the register of businesses")
        ]
    }

    /// Deliberations of the board on conventions are enforceable fifteen days after they were transmitted.
    ///
    /// Source: code de l'éducation, R. 421-20, R. 421-54.
    private func deliberationWarnings(issuedOn: CalendarDate?) -> [ConventionFault] {
        guard school.status == .public else { return [] }
        guard let deliberation = school.boardDeliberation else {
            return [
                ConventionFault(
                    .boardDeliberationMissing, at: "school/boardDeliberation",
                    "the date on which the board authorised the head of this public school to sign is not given")
            ]
        }
        guard let issuedOn, issuedOn.dayNumber - deliberation.dayNumber < 15 else { return [] }
        return [
            ConventionFault(
                .boardDeliberationTooRecent, at: "school/boardDeliberation",
                "the deliberation of the board is less than 15 days old: it may not be enforceable yet")
        ]
    }

    private var teacherWarnings: [ConventionFault] {
        guard school.referentTeacher == nil else { return [] }
        return [
            ConventionFault(.referentTeacherMissing, at: "school/referentTeacher", "no teacher follows the pupil yet")
        ]
    }
}
