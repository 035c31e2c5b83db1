package import Offers
package import Parties

/// A place around which somebody may look.
package struct FoundPlace: Hashable, Sendable {
    /// « Créteil (94) », « Créteil (94000) », « 53410 (6 communes) »; typed, it finds the same place again.
    package let label: String
    package let point: GeoPoint
}

/// What a table knows of what was typed.
package enum PlaceAnswer: Hashable, Sendable {
    case found(FoundPlace)
    /// Nobody but the person can say which; the likeliest first, not all of them when there are many.
    case several([FoundPlace])
    case unknown
}

extension PlaceTable {
    package static let maximumChoices = 12

    /// Finds a postal code, a commune, or both, as a person writes them; a name that several communes have is never decided here.
    package func find(_ typed: String) -> PlaceAnswer {
        let request = PlaceRequest(typed)
        if let code = request.code { return find(code, request.name) }
        guard !request.name.words.isEmpty else { return .unknown }
        let exact = places(rows(called: request.name.text))
        if exact.count == 1 { return .found(exact[0]) }
        if exact.isEmpty, let (name, department) = request.ofDepartment {
            return find(name, in: department)
        }
        let others = places(rows(beginning: request.name.text)).filter { !exact.contains($0) }
        if exact.isEmpty, others.count == 1 { return .found(others[0]) }
        return choice(exact + others, orLike: request.name)
    }

    /// Where an address is: at its commune. The postal code decides between communes of one name, the name between those of one postal code;
    /// what neither decides is not guessed.
    ///
    /// - Returns: `nil` also abroad.
    package func locate(_ address: PostalAddress) -> GeoPoint? {
        guard address.isInFrance, PlaceRequest(address.postalCode).code != nil,
            case .found(let place) = find(address.postalCode + " " + address.city)
        else { return nil }
        return place.point
    }

    // MARK: Steps

    private func find(_ code: String, _ name: PlaceWords) -> PlaceAnswer {
        let here = rows(at: code)
        let called = name.words.isEmpty ? [] : rows(called: name.text)
        let both = called.filter { $0.row.postalCode == code }
        if let first = both.first { return .found(place(both.map(\.row), called: "\(first.name) (\(code))")) }
        // The code of a postal box (CEDEX) is in no table, its department is.
        let department = PlaceTable.Row.department(ofPostalCode: code)
        let near = places(called.filter { $0.row.department == department })
        if here.isEmpty { return near.count == 1 ? .found(near[0]) : choice(places(called), orLike: name) }
        let communes = Set(here.map(\.name))
        let label =
            communes.count == 1 ? "\(here[here.startIndex].name) (\(code))" : "\(code) (\(communes.count) communes)"
        return .found(place(Array(here), called: label))
    }

    private func find(_ name: PlaceWords, in department: String) -> PlaceAnswer {
        let found = places(rows(called: name.text).filter { $0.row.department == department })
        return found.count == 1 ? .found(found[0]) : choice(found, orLike: name)
    }

    private func choice(_ places: [FoundPlace], orLike name: PlaceWords) -> PlaceAnswer {
        let choices = places.isEmpty ? self.places(rows(like: name)) : places
        return choices.isEmpty ? .unknown : .several(Array(choices.prefix(Self.maximumChoices)))
    }

    /// Rows of one commune are one place, and so are those that share a name close to one another: the districts of Paris.
    private func places(_ rows: [(row: Row, name: String)]) -> [FoundPlace] {
        var groups: [(name: String, rows: [Row])] = []
        for (row, name) in rows {
            let same = groups.firstIndex { group in
                group.name == name && group.rows[0].department == row.department
                    && group.rows[0].point.kilometres(to: row.point) < Self.oneTown
            }
            if let same { groups[same].rows.append(row) } else { groups.append((name, [row])) }
        }
        let seen = Dictionary(groups.map { (Self.label($0.name, $0.rows[0].department), 1) }, uniquingKeysWith: +)
        return groups.map { group in
            let label = Self.label(group.name, group.rows[0].department)
            return place(
                group.rows,
                called: seen[label] == 1 ? label : Self.label(group.name, group.rows[0].postalCode))
        }
    }

    /// In kilometres.
    private static let oneTown = 15.0

    private static func label(_ name: String, _ number: String) -> String { "\(name) (\(number))" }

    private func place(_ rows: [Row], called label: String) -> FoundPlace {
        let count = Double(rows.count)
        let middle = GeoPoint(
            latitude: rows.reduce(0) { $0 + $1.point.latitude } / count,
            longitude: rows.reduce(0) { $0 + $1.point.longitude } / count)
        return FoundPlace(label: label, point: middle ?? rows[0].point)
    }
}
