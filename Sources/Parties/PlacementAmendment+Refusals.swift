extension PlacementAmendment {
    /// Why there can be no such amendment; empty when there can be.
    ///
    /// It is of the same pupil, school and host, changes something, and touches no day before the one from which it is to hold.
    ///
    /// - Parameters:
    ///   - effectiveOn: The day from which it is to hold.
    ///   - madeOn: The day on which it is made.
    public func refusals(effectiveOn: CalendarDate, madeOn: CalendarDate) -> [BilingualText] {
        strangers + emancipationRefusals(madeOn) + (changedParts.isEmpty ? [Self.nothingChanged] : [])
            + effectRefusals(effectiveOn, madeOn)
    }

    /// Nobody signed the convention for a pupil who was emancipated, so nobody's signature is there to fall back on. Of a
    /// pupil who is of age meanwhile it says nothing any more.
    private func emancipationRefusals(_ madeOn: CalendarDate) -> [BilingualText] {
        guard before.pupil.isEmancipated, !after.pupil.isEmancipated, !after.pupil.isAdult(on: madeOn) else {
            return []
        }
        return [Self.emancipationTakenBack]
    }

    private var strangers: [BilingualText] {
        var texts: [BilingualText] = []
        if (before.pupil.name, before.pupil.birthDate) != (after.pupil.name, after.pupil.birthDate) {
            texts.append(Self.another("élève", "pupil"))
        }
        if before.school.uai != after.school.uai { texts.append(Self.another("établissement", "school")) }
        if (before.host.siret, before.host.legalName) != (after.host.siret, after.host.legalName) {
            texts.append(Self.another("organisme d’accueil", "host"))
        }
        return texts
    }

    private func effectRefusals(_ effectiveOn: CalendarDate, _ madeOn: CalendarDate) -> [BilingualText] {
        guard effectiveOn >= madeOn else { return [Self.reachesBack(effectiveOn, madeOn)] }
        let lastDay = max(before.placement.end, after.placement.end)
        guard effectiveOn <= lastDay else { return [Self.afterTheEnd(effectiveOn, lastDay)] }
        let days = Set(before.placement.timetable + after.placement.timetable).map(\.date)
        let touched = days.filter { day in day < effectiveOn && slots(before, day) != slots(after, day) }.min()
        return touched.map { [Self.touches($0, effectiveOn)] } ?? []
    }

    private func slots(_ data: ConventionData, _ day: CalendarDate) -> [ConventionData.TimeSlot] {
        data.placement.timetable.first { $0.date == day }?.slots ?? []
    }

    private static let emancipationTakenBack = BilingualText(
        "L’élève est émancipé dans la convention, et ne l’est plus dans ces données : un avenant ne le change pas. Gardez « emancipated » ; "
            + "si c’était une erreur, annulez et établissez une nouvelle convention, que les responsables légaux signent.",
        "The pupil is emancipated in the convention, and no more in these data: no amendment changes that. Keep \"emancipated\"; if it "
            + "was a mistake, cancel and make a new convention, which the representatives sign.")

    private static let nothingChanged = BilingualText(
        "Ces données sont celles de la convention : il n’y a rien à modifier.",
        "These data are those of the convention: there is nothing to amend.")

    private static func another(_ french: String, _ english: String) -> BilingualText {
        BilingualText(
            "Un avenant garde le même \(french) que la convention ; pour un autre, faites une nouvelle convention.",
            "An amendment keeps the \(english) of the convention; for another one make a new convention.")
    }

    private static func reachesBack(_ day: CalendarDate, _ today: CalendarDate) -> BilingualText {
        BilingualText(
            "Date d’effet : \(day.iso8601) ; attendu : \(today.iso8601) au plus tôt, un avenant ne vaut pas pour le passé.",
            "Day of effect: \(day.iso8601); expected \(today.iso8601) at the earliest, an amendment never reaches back."
        )
    }

    private static func afterTheEnd(_ day: CalendarDate, _ lastDay: CalendarDate) -> BilingualText {
        BilingualText(
            "Date d’effet : \(day.iso8601) ; attendu : le dernier jour du stage au plus tard, \(lastDay.iso8601).",
            "Day of effect: \(day.iso8601); expected the last day of the placement at the latest, \(lastDay.iso8601).")
    }

    private static func touches(_ day: CalendarDate, _ effectiveOn: CalendarDate) -> BilingualText {
        BilingualText(
            "L’avenant prend effet le \(effectiveOn.iso8601) et change le \(day.iso8601), qui est avant : avancez la date d’effet, ou "
                + "laissez ce jour comme il est.",
            "The amendment takes effect on \(effectiveOn.iso8601) and changes \(day.iso8601), which is before: choose an earlier day of "
                + "effect, or leave that day as it is.")
    }
}
