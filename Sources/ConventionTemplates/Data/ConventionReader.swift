import Parties

/// Makes the values of a convention from a checked tree.
struct ConventionReader {
    let root: DataReader

    func convention() throws(ConventionDataError) -> ConventionData {
        var representatives: [ConventionData.LegalRepresentative] = []
        for item in try root.items("representatives") {
            representatives.append(.init(name: try name(item), capacity: try item.text("capacity")))
        }
        var supplements: [ConventionData.Supplement] = []
        if let list = root.optionalRecord("supplements") {
            for item in try list.ownItems() {
                supplements.append(.init(name: try item.text("name"), value: try item.text("value")))
            }
        }
        return ConventionData(
            document: try root.optionalValue("documentKind", ConventionData.DocumentKind.init(rawValue:))
                ?? .convention,
            pupil: try pupil(try root.record("pupil")), representatives: representatives,
            school: try school(try root.record("school")), host: try host(try root.record("host")),
            placement: try placement(try root.record("placement")), signing: try signing(try root.record("signing")),
            supplements: supplements)
    }

    private func pupil(_ node: DataReader) throws(ConventionDataError) -> ConventionData.Pupil {
        ConventionData.Pupil(
            name: try name(node), birthDate: try node.value("birthDate", CalendarDate.init(iso8601:)),
            grade: try node.value("grade", ConventionData.Grade.init(rawValue:)), className: try node.text("className"),
            isEmancipated: try node.optionalText("emancipated") == "true")
    }

    func school(_ node: DataReader) throws(ConventionDataError) -> ConventionData.School {
        let head = try node.record("head")
        var teacher: ConventionData.ReferentTeacher?
        if let found = node.optionalRecord("referentTeacher") {
            teacher = .init(name: try name(found), subject: try found.optionalText("subject"))
        }
        return ConventionData.School(
            name: try node.text("name"), uai: try node.value("uai", UAI.init), address: try address(node),
            status: try node.value("status", ConventionData.SchoolStatus.init(rawValue:)),
            head: .init(
                name: try name(head), capacity: try head.text("capacity"),
                delegation: try head.optionalText("delegation")),
            referentTeacher: teacher,
            boardDeliberation: try node.optionalValue("boardDeliberation", CalendarDate.init(iso8601:)))
    }

    private func host(_ node: DataReader) throws(ConventionDataError) -> ConventionData.HostOrganisation {
        let representative = try node.record("representative")
        let tutor = try node.record("tutor")
        return ConventionData.HostOrganisation(
            legalName: try node.text("legalName"), siret: try node.optionalValue("siret", SIRET.init),
            address: try address(node), sector: try node.text("sector"), naf: try naf(node),
            representative: .init(name: try name(representative), capacity: try representative.text("capacity")),
            tutor: .init(name: try name(tutor), function: try tutor.text("function")))
    }

    private func naf(_ node: DataReader) throws(ConventionDataError) -> NAFCode? {
        guard let found = node.optionalRecord("naf") else { return nil }
        let edition = try found.value("nomenclature", NAFCode.Edition.init(rawValue:))
        return try found.value("code") { NAFCode($0, edition: edition) }
    }

    private func placement(_ node: DataReader) throws(ConventionDataError) -> ConventionData.Placement {
        var places: [ConventionData.Place] = []
        for item in try node.items("places") {
            places.append(.init(name: try item.optionalText("name"), address: try address(item)))
        }
        var days: [ConventionData.Day] = []
        for item in try node.items("timetable") { days.append(try day(item)) }
        return ConventionData.Placement(
            start: try node.value("start", CalendarDate.init(iso8601:)),
            end: try node.value("end", CalendarDate.init(iso8601:)), places: places, timetable: days,
            activities: try node.text("activities"), meals: try node.optionalText("meals"),
            transport: try node.optionalText("transport"))
    }

    private func day(_ node: DataReader) throws(ConventionDataError) -> ConventionData.Day {
        var slots: [ConventionData.TimeSlot] = []
        for item in try node.items("slots") {
            slots.append(
                .init(
                    from: try item.value("from", TimeOfDay.init(iso8601:)),
                    to: try item.value("to", TimeOfDay.init(iso8601:))))
        }
        return ConventionData.Day(date: try node.value("date", CalendarDate.init(iso8601:)), slots: slots)
    }

    private func signing(_ node: DataReader) throws(ConventionDataError) -> ConventionData.Signing {
        var required: [ConventionData.RequiredSignature] = []
        for item in try node.items("required") {
            guard let signature = ConventionData.RequiredSignature(rawValue: try item.ownText()) else { continue }
            required.append(signature)
        }
        var optional: [ConventionData.OptionalSignature] = []
        for item in try node.optionalRecord("optional")?.ownItems() ?? [] {
            guard let signature = ConventionData.OptionalSignature(rawValue: try item.ownText()) else { continue }
            optional.append(signature)
        }
        return ConventionData.Signing(place: try node.text("place"), required: required, optional: optional)
    }

    private func name(_ node: DataReader) throws(ConventionDataError) -> PersonName {
        PersonName(given: try node.text("givenName"), family: try node.text("familyName"))
    }

    private func address(_ node: DataReader) throws(ConventionDataError) -> PostalAddress {
        let address = try node.record("address")
        return PostalAddress(
            street: try address.text("street"), complement: try address.optionalText("complement"),
            postalCode: try address.text("postalCode"), city: try address.text("city"),
            country: try address.optionalText("country"))
    }
}
