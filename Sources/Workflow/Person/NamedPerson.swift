import ConventionDomain
import Parties

/// Somebody whom one version of a convention's data names, and what it says about this person and nobody else.
struct NamedPerson: Hashable {
    let position: ContactSheet.Person
    let name: PersonName
    var birthDate: CalendarDate?
    /// Where the version itself says that the person is reached.
    var email: String?
    var facts: [PersonDatum] = []

    init(_ position: ContactSheet.Person, _ name: PersonName, _ facts: [PersonDatum] = []) {
        (self.position, self.name) = (position, name)
        let own: [PersonDatum] = [
            .value("givenName", "Prénom", .text(name.given)), .value("familyName", "Nom", .text(name.family)),
        ]
        self.facts = own + facts
    }

    /// However case, accents, hyphens and spaces are written.
    func hasName(_ other: PersonName) -> Bool {
        PupilDays.letters(of: name.given) == PupilDays.letters(of: other.given)
            && PupilDays.letters(of: name.family) == PupilDays.letters(of: other.family)
    }

    /// Given and family name of the one are family and given name of the other, as forms are often filled in.
    func hasNameCrosswise(_ other: PersonName) -> Bool { hasName(PersonName(given: other.family, family: other.given)) }

    /// One part of both names is the same: perhaps one person, entered with other given names.
    func mayHaveName(_ other: PersonName) -> Bool {
        PupilDays.letters(of: name.given) == PupilDays.letters(of: other.given)
            || PupilDays.letters(of: name.family) == PupilDays.letters(of: other.family)
    }
}

extension ConventionData {
    /// Everybody whom the data name.
    var people: [NamedPerson] {
        var people = [student]
        let parents: [ContactSheet.Person] = [.representative1, .representative2]
        for (position, parent) in zip(parents, representatives) {
            people.append(
                NamedPerson(position, parent.name, [.value("capacity", "Qualité", .text(parent.capacity))]))
        }
        people.append(
            NamedPerson(
                .school, school.head.name,
                [.value("capacity", "Fonction", .text(school.head.capacity))]
                    + PersonDatum.optional("delegation", "Délégation", school.head.delegation)))
        if let teacher = school.referentTeacher {
            people.append(
                NamedPerson(
                    .referentTeacher, teacher.name, PersonDatum.optional("subject", "Discipline", teacher.subject)))
        }
        let organisation = PersonDatum.value("organisation", "Organisme", .text(host.legalName))
        people.append(
            NamedPerson(
                .employer, host.representative.name,
                [.value("capacity", "Fonction", .text(host.representative.capacity)), organisation]))
        people.append(
            NamedPerson(
                .tutor, host.tutor.name, [.value("function", "Fonction", .text(host.tutor.function)), organisation]))
        return people
    }

    /// The placement is about the pupil, so it is told with the pupil's data and with nobody else's.
    private var student: NamedPerson {
        var person = NamedPerson(
            .student, pupil.name,
            [
                .value("birthDate", "Date de naissance", .day(pupil.birthDate.iso8601)),
                .value("grade", "Niveau", .text(pupil.grade.rawValue)),
                .value("class", "Classe", .text(pupil.className)),
                .group("placement", "Le stage", placement.personData),
            ]
                + PersonDatum.optional("emancipated", "Élève émancipé", pupil.isEmancipated ? "oui" : nil)
                + PersonDatum.some(
                    "supplements", "Autres mentions du document",
                    supplements.map {
                        [.value("name", "Mention", .text($0.name)), .value("value", "Valeur", .text($0.value))]
                    }
                ))
        person.birthDate = pupil.birthDate
        return person
    }
}

extension ConventionData.Placement {
    fileprivate var personData: [PersonDatum] {
        let places = self.places.map { place in
            PersonDatum.optional("name", "Lieu", place.name)
                + [.value("address", "Adresse", .text(place.address.singleLine))]
        }
        let days: [[PersonDatum]] = timetable.map { day in
            let slots = day.slots.map { "\($0.from.iso8601)–\($0.to.iso8601)" }
            return [.value("date", "Jour", .day(day.date.iso8601)), .texts("hours", "Heures", slots)]
        }
        return [
            .value("start", "Premier jour", .day(start.iso8601)), .value("end", "Dernier jour", .day(end.iso8601)),
            .value("activities", "Activités prévues", .text(activities)),
        ] + PersonDatum.optional("meals", "Repas", meals) + PersonDatum.optional("transport", "Trajet", transport)
            + [.list("places", "Lieux", places), .list("timetable", "Jours et heures de présence", days)]
    }
}

extension SchoolPart {
    /// Everybody whom a preparation names, as far as it does.
    var people: [NamedPerson] {
        func name(_ path: String...) -> PersonName {
            PersonName(given: text(path + ["givenName"]), family: text(path + ["familyName"]))
        }
        var pupil = NamedPerson(
            .student, name("pupil"),
            [
                .value("birthDate", "Date de naissance", .day(text("pupil", "birthDate"))),
                .value("grade", "Niveau", .text(text("pupil", "grade"))),
                .value("class", "Classe", .text(text("pupil", "className"))),
                .value("start", "Premier jour", .day(period.lowerBound.iso8601)),
                .value("end", "Dernier jour", .day(period.upperBound.iso8601)),
            ] + PersonDatum.optional("emancipated", "Élève émancipé", isPupilEmancipated ? "oui" : nil))
        pupil.birthDate = CalendarDate(iso8601: text("pupil", "birthDate"))
        let parents: [ContactSheet.Person] = [.representative1, .representative2]
        let named = zip(parents, representatives).map { position, parent in
            NamedPerson(position, parent.name, [.value("capacity", "Qualité", .text(parent.capacity))])
        }
        let school = [
            NamedPerson(
                .school, name("school", "head"),
                PersonDatum.optional("capacity", "Fonction", text("school", "head", "capacity"))
                    + PersonDatum.optional("delegation", "Délégation", text("school", "head", "delegation"))),
            NamedPerson(
                .referentTeacher, name("school", "referentTeacher"),
                PersonDatum.optional("subject", "Discipline", text("school", "referentTeacher", "subject"))),
        ]
        return ([pupil] + named + school + prefilled.people).filter { !$0.name.full.isEmpty }
    }
}

extension HostPart {
    /// Signatory and tutor, as the host named them.
    var people: [NamedPerson] {
        let organisation = PersonDatum.optional("organisation", "Organisme", self[.legalName])
        func person(
            _ position: ContactSheet.Person, _ given: HostField, _ family: HostField, _ email: HostField,
            _ facts: [PersonDatum]
        ) -> NamedPerson {
            var person = NamedPerson(
                position, PersonName(given: self[given], family: self[family]),
                facts + organisation + PersonDatum.optional("emailGiven", "Adresse électronique donnée", self[email]))
            person.email = self[email].isEmpty ? nil : self[email]
            return person
        }
        return [
            person(
                .employer, .signatoryGivenName, .signatoryFamilyName, .signatoryEmail,
                PersonDatum.optional("capacity", "Fonction", self[.signatoryCapacity])),
            person(
                .tutor, .tutorGivenName, .tutorFamilyName, .tutorEmail,
                PersonDatum.optional("function", "Fonction", self[.tutorFunction])
                    + PersonDatum.optional("telephoneGiven", "Téléphone donné", self[.tutorTelephone])),
        ].filter { !$0.name.full.isEmpty }
    }
}
