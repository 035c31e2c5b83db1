package import ConventionDomain
package import Parties

/// Whom a request for access is about: a name, and what tells this person from a namesake.
package struct PersonQuery: Hashable, Sendable {
    package enum Mark: Hashable, Sendable {
        /// Of a pupil.
        case birthDate(CalendarDate)
        /// Of anybody else, as it is on file.
        case email(String)
    }

    package let name: PersonName
    package let mark: Mark

    package init(name: PersonName, mark: Mark) { (self.name, self.mark) = (name, mark) }
}

/// In which place of which convention somebody is named: `REFERENCE/student`.
package struct PersonPlace: Hashable, Sendable, CustomStringConvertible {
    package let convention: ConventionID
    package let position: ContactSheet.Person

    package init(convention: ConventionID, position: ContactSheet.Person) {
        (self.convention, self.position) = (convention, position)
    }

    package var description: String { "\(convention.text)/\(position.rawValue)" }
}

/// What a person chose among places that may be of somebody else; without a position, whichever is meant in that convention.
package struct PersonChoice: Hashable, Sendable {
    package let convention: ConventionID
    package let position: ContactSheet.Person?

    package init(convention: ConventionID, position: ContactSheet.Person? = nil) {
        (self.convention, self.position) = (convention, position)
    }

    /// - Parameter text: `REFERENCE` or `REFERENCE/POSITION`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let convention = ConventionID(parts[0]) else { return nil }
        self.convention = convention
        guard parts.count == 2 else {
            position = nil
            return
        }
        guard let position = ContactSheet.Person(rawValue: parts[1]) else { return nil }
        self.position = position
    }
}

/// One place that is the person's, or might be.
package struct PersonMatch: Hashable, Sendable {
    package enum Certainty: String, Hashable, Sendable, CaseIterable {
        /// Name and mark are the same.
        case exact
        /// Given and family name stand in each other's place, whatever the mark is.
        case crosswise
        /// The same name; date of birth or address is another.
        case otherMark
        /// The same name; neither date of birth nor address is on file.
        case noMark
        /// The same date of birth or address; the name is another, or written otherwise.
        case otherName
    }

    package let place: PersonPlace
    package let certainty: Certainty

    package init(place: PersonPlace, certainty: Certainty) { (self.place, self.certainty) = (place, certainty) }
}

/// Everything in an installation that may be about a person.
package struct PersonSearch: Hashable, Sendable {
    /// What keeps an export from being made; nothing was written.
    package enum Problem: Error, Hashable, Sendable {
        case nobody
        /// Somebody has to say which of these are the person's.
        case ambiguous
        /// A choice names a place in which nobody like the person is.
        case noMatch(PersonChoice)
        /// In that convention more than one might be meant.
        case several(ConventionID)
    }

    package let query: PersonQuery
    /// Oldest convention first.
    package var exact: [PersonMatch] = []
    package var candidates: [PersonMatch] = []
    /// The account with which the person signs for schools.
    package var account: HeadAccount?
    /// The account with which the person moderates offers.
    package var moderator: HeadAccount?
    /// The account with which the person offers places.
    package var employer: EmployerTrace?
    /// Accounts of the same name and another address, or the other way round.
    package var otherAccounts: [HeadAccount] = []
    package var otherEmployers: [EmployerTrace] = []
    /// Acts of delegation in the person's name.
    package var delegations: [Delegation] = []
    /// What is told of offers of which the person is the contact, by name and address.
    package var offers: [PersonDatum] = []

    /// What schools' rosters, and their own files, have of the person.
    package var rosters: [[PersonDatum]] = []
    /// Whether a school shows the family of the pupil nothing; no part of what the pupil, or a parent in the pupil's name, is given.
    package var isClosedToFamily = false

    package init(_ query: PersonQuery) { self.query = query }

    var hasAccount: Bool { account != nil || moderator != nil || employer != nil }

    /// The places that an export is made of.
    ///
    /// - Parameter choices: What a person chose; none is enough as long as nothing is in doubt.
    package func selected(_ choices: [PersonChoice]) throws(Problem) -> [PersonPlace] {
        guard !choices.isEmpty else {
            guard candidates.isEmpty else { throw .ambiguous }
            guard !exact.isEmpty || hasAccount || !offers.isEmpty || !rosters.isEmpty else { throw .nobody }
            return exact.map(\.place)
        }
        var places: [PersonPlace] = []
        for choice in choices {
            for place in try selected(choice) where !places.contains(place) { places.append(place) }
        }
        return places
    }

    private func selected(_ choice: PersonChoice) throws(Problem) -> [PersonPlace] {
        let all = (exact + candidates).filter { $0.place.convention == choice.convention }
        if let position = choice.position {
            guard let match = all.first(where: { $0.place.position == position }) else { throw .noMatch(choice) }
            return [match.place]
        }
        let sure = all.filter { $0.certainty == .exact }
        if !sure.isEmpty { return sure.map(\.place) }
        guard let only = all.first else { throw .noMatch(choice) }
        guard all.count == 1 else { throw .several(choice.convention) }
        return [only.place]
    }
}
