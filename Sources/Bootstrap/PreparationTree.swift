import Parties

/// People in the JSON of a preparation, from wherever a school knows them.
enum PreparationTree {
    static func person(_ name: PersonName) -> [String: Any] { ["givenName": name.given, "familyName": name.family] }

    static func pupil(
        _ name: PersonName, birthDate: CalendarDate, grade: ConventionData.Grade, className: String, isEmancipated: Bool
    ) -> [String: Any] {
        var tree = person(name)
        tree["birthDate"] = birthDate.iso8601
        tree["grade"] = grade.rawValue
        tree["className"] = className
        if isEmancipated { tree["emancipated"] = true }
        return tree
    }

    static func representative(_ name: PersonName, capacity: String) -> [String: Any] {
        var tree = person(name)
        tree["capacity"] = capacity
        return tree
    }
}
