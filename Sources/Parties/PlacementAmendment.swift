/// What an amendment changes: the data of a convention as it stands, and those of the whole placement after the change.
public struct PlacementAmendment: Hashable, Sendable {
    /// What can change, in the order in which it is told.
    public enum Part: Hashable, Sendable, CaseIterable {
        case dates, places, hours, tutor
        /// The persons who act for the pupil, or that nobody does any more.
        case representatives
        /// Anything else: activities, meals, who signs for school or host.
        case others
    }

    public let before: ConventionData
    public let after: ConventionData

    public init(before: ConventionData, after: ConventionData) {
        self.before = before
        self.after = after
    }

    public var changedParts: Set<Part> {
        var parts: Set<Part> = []
        let (old, new) = (before.placement, after.placement)
        if (old.start, old.end) != (new.start, new.end) { parts.insert(.dates) }
        if old.places != new.places { parts.insert(.places) }
        if old.timetable != new.timetable { parts.insert(.hours) }
        if before.host.tutor != after.host.tutor { parts.insert(.tutor) }
        if before.representatives != after.representatives || before.pupil.isEmancipated != after.pupil.isEmancipated {
            parts.insert(.representatives)
        }
        if rest(of: before) != rest(of: after) { parts.insert(.others) }
        return parts
    }

    /// Whether pupil and representatives sign too, as they do when place, dates or hours change, or who acts for the pupil.
    public var concernsFamily: Bool { !changedParts.isDisjoint(with: [.dates, .places, .hours, .representatives]) }

    /// Whose signatures the amendment needs.
    ///
    /// - Parameter day: The day on which it is made: a pupil who has come of age, or is emancipated, signs alone.
    public func required(on day: CalendarDate) -> [ConventionData.RequiredSignature] {
        let family = before.signing.required.filter {
            switch $0 {
            case .student: true
            case .representative1: !after.pupil.standing(on: day).signsAlone
            case .representative2: !after.pupil.standing(on: day).signsAlone && after.representatives.count > 1
            case .school, .employer: false
            }
        }
        let asked = after.document == .amendment ? after.signing.required : []
        let concerned = (concernsFamily ? family : []) + asked + [.school, .employer]
        return ConventionData.RequiredSignature.allCases.filter(concerned.contains)
    }

    /// The data that the amendment carries and its parties sign.
    ///
    /// - Parameters:
    ///   - day: The day on which it is made.
    ///   - supplements: What its template asks for.
    public func data(madeOn day: CalendarDate, supplements: [ConventionData.Supplement]) -> ConventionData {
        var data = after
        data.document = .amendment
        data.supplements = supplements
        // The parties change what they agreed upon; who signed besides them has no say in it.
        (data.signing.required, data.signing.optional) = (required(on: day), [])
        return data
    }

    /// The convention as it stands amended: who signed it, and what its own template asked for, stay.
    public var amendedConvention: ConventionData {
        var data = after
        (data.document, data.supplements, data.signing) = (before.document, before.supplements, before.signing)
        // Who is not named any more cannot be asked; an emancipation is not taken back, and means nothing from 18 on.
        if data.school.referentTeacher == nil { data.signing.optional.removeAll { $0 == .referentTeacher } }
        data.pupil.isEmancipated = before.pupil.isEmancipated || after.pupil.isEmancipated
        if data.representatives.count < 2 { data.signing.required.removeAll { $0 == .representative2 } }
        if data.representatives.isEmpty { data.signing.required.removeAll { $0 == .representative1 } }
        return data
    }

    /// All that is no part of its own.
    private func rest(of data: ConventionData) -> ConventionData {
        var rest = data
        (rest.document, rest.supplements, rest.signing) = (.convention, [], before.signing)
        (rest.placement.start, rest.placement.end) = (before.placement.start, before.placement.end)
        (rest.placement.places, rest.placement.timetable) = (before.placement.places, before.placement.timetable)
        (rest.host.tutor, rest.representatives) = (before.host.tutor, before.representatives)
        rest.pupil.isEmancipated = before.pupil.isEmancipated
        return rest
    }
}
