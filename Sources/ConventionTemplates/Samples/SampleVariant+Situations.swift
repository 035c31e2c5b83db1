import Parties

extension SampleVariant {
    static let situations: [SampleVariant] = [
        situation("seconde-public", "seconde, lycée public, deux semaines", "seconde, public lycée, two weeks") { _ in
        },
        situation(
            "seconde-one-week", "seconde, lycée privé, une semaine sur deux, deux responsables signent",
            "seconde, private lycée, one week of two, both representatives sign"
        ) { data in
            data.school.status = .privateUnderContract
            data.school.boardDeliberation = nil
            data.placement.end = day("2027-06-18")
            data.placement.timetable = days(from: "2027-06-14", weeks: 1)
            bothSign(&data)
        },
        situation(
            "troisieme-several-places", "troisième, collège public, cinq jours dans trois lieux",
            "troisième, public collège, five days in three places"
        ) { data in
            college(&data, .troisieme, "3e B", born: "2012-11-30")
            data.placement.places += ["Atelier de dorure", "Magasin"].map {
                .init(
                    name: $0,
                    address: PostalAddress(street: "3 impasse du Moulin", postalCode: "99100", city: "Bellerive"))
            }
        },
        situation(
            "quatrieme-private", "quatrième, collège privé hors contrat, sans enseignant référent désigné",
            "quatrième, private collège without contract, no referent teacher yet"
        ) { data in
            college(&data, .quatrieme, "4e A", born: "2013-04-02")
            data.school.status = .privateWithoutContract
            data.school.boardDeliberation = nil
            data.school.referentTeacher = nil
            data.placement.meals = nil
            data.placement.transport = nil
        },
        situation(
            "adult-abroad", "élève majeur, par délégation, organisme à l’étranger",
            "pupil of age, by delegation, host abroad"
        ) { data in
            data.pupil.birthDate = day("2008-02-29")
            data.representatives = []
            data.signing.required = [.student, .school, .employer]
            data.school.head.capacity = "Proviseure adjointe"
            data.school.head.delegation = "acte n° 12 du 1er septembre 2026"
            data.host.siret = nil
            data.host.address = PostalAddress(
                street: "4 Grand-Place", postalCode: "7000", city: "Mons", country: "Belgique")
        },
        situation(
            "seconde-emancipated", "seconde, lycée public, élève mineure émancipée",
            "seconde, public lycée, emancipated minor"
        ) { data in
            data.pupil.birthDate = day("2010-09-03")
            data.pupil.isEmancipated = true
            data.representatives = []
            data.signing.required = [.student, .school, .employer]
        },
        situation(longestName, "tous les textes aussi longs que possible", "every text as long as it may be", longest),
    ]

    private static func situation(
        _ name: String, _ french: String, _ english: String, _ change: (inout ConventionData) -> Void
    ) -> SampleVariant {
        var data = usual
        change(&data)
        return SampleVariant(name: name, french: french, english: english, data: data)
    }

    private static func bothSign(_ data: inout ConventionData) {
        data.representatives.append(.init(name: PersonName(given: "Karim", family: "Nguyễn-Roy"), capacity: "Père"))
        data.signing.required = [.student, .representative1, .representative2, .school, .employer]
        data.signing.optional = [.referentTeacher, .tutor]
    }

    private static func college(
        _ data: inout ConventionData, _ grade: ConventionData.Grade, _ className: String, born: String
    ) {
        data.pupil.grade = grade
        data.pupil.className = className
        data.pupil.birthDate = day(born)
        data.school.name = "Collège Jeanne-Barret"
        data.school.head.capacity = "Principale"
        data.placement.start = day("2027-02-01")
        data.placement.end = day("2027-02-05")
        data.placement.timetable = days(from: "2027-02-01", weeks: 1)
    }

    /// Each text at the greatest length that the data may have, in words that can be broken between lines.
    private static func longest(_ data: inout ConventionData) {
        func text(_ length: Int) -> String {
            String(String(repeating: "mémorandum ", count: length / 11 + 1).prefix(length - 1)) + "x"
        }
        let half = PersonName(given: text(49), family: text(50))
        bothSign(&data)
        data.pupil.name = half
        data.pupil.className = text(50)
        data.representatives = data.representatives.map {
            .init(name: .init(given: text(89), family: text(90)), capacity: $0.capacity)
        }
        data.school.name = text(150)
        data.school.head = .init(name: half, capacity: text(118))
        data.school.referentTeacher = .init(name: .init(given: text(100), family: text(100)), subject: text(150))
        data.host.legalName = text(180)
        data.host.sector = text(150)
        data.host.representative = .init(name: half, capacity: text(138))
        data.host.tutor = .init(name: half, function: text(150))
        data.placement.places = (1...5).map { _ in
            .init(
                name: text(150),
                address: PostalAddress(
                    street: text(200), complement: text(180), postalCode: "99000", city: text(100)))
        }
        data.placement.activities = text(1500)
        data.placement.meals = text(500)
        data.placement.transport = text(500)
        data.placement.timetable = data.placement.timetable.map {
            .init(date: $0.date, slots: slots("08:30", "10:00", "10:15", "12:00", "13:00", "14:30", "14:45", "16:00"))
        }
    }

    /// A minor of a public lycée in her two weeks, with everything that data may say.
    private static let usual = ConventionData(
        pupil: .init(
            name: PersonName(given: "Inès", family: "Nguyễn-Roy"), birthDate: day("2011-09-03"), grade: .seconde,
            className: "2de 4"),
        representatives: [.init(name: PersonName(given: "Ewa", family: "Łukasiewicz"), capacity: "Mère")],
        school: .init(
            name: "Lycée général et technologique Germaine-Tillion", uai: uai("0990011Z"),
            address: PostalAddress(street: "14 avenue des Tilleuls", postalCode: "99000", city: "Valmont"),
            status: .public,
            head: .init(name: PersonName(given: "Hélène", family: "Vasseur"), capacity: "Proviseure"),
            referentTeacher: .init(name: PersonName(given: "Yiğit", family: "Şahin"), subject: "Histoire-géographie"),
            boardDeliberation: day("2026-10-15")),
        host: .init(
            legalName: "Reliures de l’Orge SARL", siret: SIRET("99900001100018"),
            address: PostalAddress(
                street: "27 rue des Presses", complement: "Bâtiment C", postalCode: "99000", city: "Valmont"),
            sector: "Édition, librairie, bibliothèque",
            representative: .init(name: PersonName(given: "Claire", family: "Martin"), capacity: "Gérante"),
            tutor: .init(name: PersonName(given: "Νίκος", family: "Παππάς"), function: "Relieur")),
        placement: .init(
            start: day("2027-06-14"), end: day("2027-06-25"),
            places: [
                .init(
                    name: "Atelier de reliure",
                    address: PostalAddress(street: "27 rue des Presses", postalCode: "99000", city: "Valmont"))
            ],
            timetable: days(from: "2027-06-14", weeks: 2),
            activities: "Découvrir l’atelier : couture, couvrure, dorure.\n"
                + "Accompagner un relieur, rencontrer les métiers du livre, tenir un carnet d’observation.",
            meals: "repas pris avec l’équipe, offert par l’atelier",
            transport: "bus 14, arrêt Presses"),
        signing: .init(place: "Valmont", required: [.student, .representative1, .school, .employer]))

    /// Days from Monday to Friday.
    private static func days(from monday: String, weeks: Int) -> [ConventionData.Day] {
        (0..<weeks * 7).filter { $0 % 7 < 5 }.compactMap { offset in
            CalendarDate(dayNumber: day(monday).dayNumber + offset).map {
                .init(date: $0, slots: slots("09:00", "12:00", "13:00", "16:30"))
            }
        }
    }

    private static func slots(_ times: String...) -> [ConventionData.TimeSlot] {
        let times = times.compactMap(TimeOfDay.init(iso8601:))
        return stride(from: 0, to: times.count - 1, by: 2).map { .init(from: times[$0], to: times[$0 + 1]) }
    }

    private static func day(_ text: String) -> CalendarDate { made(CalendarDate(iso8601: text)) }

    private static func uai(_ text: String) -> UAI { made(UAI(text)) }

    /// Constants of this file, each of which a test makes.
    private static func made<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("a constant of the samples is malformed") }
        return value
    }
}
