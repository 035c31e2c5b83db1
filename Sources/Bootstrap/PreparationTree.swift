import Parties

/// People and schools in the JSON of a preparation, from wherever a school knows them.
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

    static func school(_ school: ConventionData.School) -> [String: Any] {
        var head = person(school.head.name)
        head["capacity"] = school.head.capacity
        head["delegation"] = school.head.delegation
        var tree: [String: Any] = [
            "name": school.name, "uai": school.uai.text, "address": address(school.address),
            "status": school.status.rawValue, "head": head,
        ]
        if let teacher = school.referentTeacher {
            var member = person(teacher.name)
            member["subject"] = teacher.subject
            tree["referentTeacher"] = member
        }
        tree["boardDeliberation"] = school.boardDeliberation?.iso8601
        return tree
    }

    static func address(_ address: PostalAddress) -> [String: Any] {
        var tree: [String: Any] = [
            "street": address.street, "postalCode": address.postalCode, "city": address.city,
        ]
        tree["complement"] = address.complement
        tree["country"] = address.country
        return tree
    }
}
