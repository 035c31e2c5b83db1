import ConventionTemplates
import Parties
import Workflow

extension CorrectedMatter {
    /// What two data of a convention differ in; both in canonical XML. Nothing when one cannot be read.
    static func between(_ before: [UInt8], _ after: [UInt8]) -> [CorrectedMatter] {
        guard let old = try? ConventionXML.parseKept(before), let new = try? ConventionXML.parseKept(after) else {
            return []
        }
        let (was, now) = (old.placement, new.placement)
        let differences: [(CorrectedMatter, Bool)] = [
            (.dates, was.start != now.start || was.end != now.end),
            (.hours, hours(was) != hours(now)), (.place, was.places != now.places),
            (.host, host(old) != host(new)), (.tutor, old.host.tutor != new.host.tutor),
            (.tasks, was.activities != now.activities || was.meals != now.meals || was.transport != now.transport),
            (.pupil, identity(old) != identity(new)), (.family, family(old) != family(new)),
            (.school, old.school != new.school), (.signatories, whoSigns(old) != whoSigns(new)),
            (.other, old.signing.place != new.signing.place || old.supplements != new.supplements),
        ]
        return differences.filter(\.1).map(\.0)
    }

    /// Days that only moved with the dates have the same hours.
    private static func hours(_ placement: ConventionData.Placement) -> [ConventionData.Day] {
        placement.timetable.compactMap { day in
            CalendarDate(dayNumber: day.date.dayNumber - placement.start.dayNumber).map {
                ConventionData.Day(date: $0, slots: day.slots)
            }
        }
    }

    private static func identity(_ data: ConventionData) -> ConventionData.Pupil {
        var pupil = data.pupil
        pupil.isEmancipated = false
        return pupil
    }

    /// Who acts for the pupil; nobody does for one who is emancipated, of whom no more is told.
    private static func family(_ data: ConventionData) -> [ConventionData.LegalRepresentative?] {
        data.representatives + (data.pupil.isEmancipated ? [nil] : [])
    }

    private static func whoSigns(_ data: ConventionData) -> [String] {
        data.signing.required.map(\.rawValue) + data.signing.optional.map(\.rawValue)
    }

    private static func host(_ data: ConventionData) -> ConventionData.HostOrganisation {
        var host = data.host
        host.tutor = ConventionData.Tutor(name: PersonName(given: "", family: ""), function: "")
        return host
    }
}
