import Parties

/// The form of `convention.xml`; `Templates/Schemas/convention.rng` says the same for other software.
enum ConventionForm {
    static let namespace = "urn:seing:convention:1"

    /// Data as a school hands them in.
    static let draft = DataFormat(namespace: namespace, root: .record("convention", members))

    /// Data as they are embedded in an issued document: the same, and what the issue added.
    static let issued = DataFormat(namespace: namespace, root: .record("convention", members + [issue]))

    private static let members = [document, pupil, representatives, school, host, placement, signing, supplements]

    /// Absent from the data of a convention, which were the only ones once.
    private static let document = DataForm.value(
        "documentKind", .choice(ConventionData.DocumentKind.allCases.map(\.rawValue))
    ).optional

    private static let supplements = DataForm.list(
        "supplements", of: .record("supplement", [.text("name", .className), .text("value", .supplement)]),
        count: 1...50
    ).optional

    private static let pupil = DataForm.record(
        "pupil",
        name + [
            .value("birthDate", .date), .value("grade", .choice(ConventionData.Grade.allCases.map(\.rawValue))),
            .text("className", .className), .value("emancipated", .boolean).optional,
        ])

    private static let representatives = DataForm.list(
        "representatives", of: .record("representative", name + [.text("capacity", .capacity)]), count: 0...2)

    static let school = DataForm.record(
        "school",
        [
            .text("name", .schoolName), .value("uai", .uai), address,
            .value("status", .choice(ConventionData.SchoolStatus.allCases.map(\.rawValue))),
            .record("head", name + [.text("capacity", .capacity), .text("delegation", .capacity).optional]),
            DataForm.record("referentTeacher", name + [.text("subject", .capacity).optional]).optional,
            .value("boardDeliberation", .date).optional,
        ])

    private static let host = DataForm.record(
        "host",
        [
            .text("legalName", .legalName), .value("siret", .siret).optional, address, .text("sector", .sector),
            DataForm.record(
                "naf",
                [.value("code", .naf), .value("nomenclature", .choice(NAFCode.Edition.allCases.map(\.rawValue)))]
            ).optional,
            .record("representative", name + [.text("capacity", .capacity)]),
            .record("tutor", name + [.text("function", .capacity)]),
        ])

    private static let placement = DataForm.record(
        "placement",
        [
            .value("start", .date), .value("end", .date),
            .list("places", of: .record("place", [.text("name", .schoolName).optional, address]), count: 1...5),
            .list("timetable", of: .record("day", [.value("date", .date), slots]), count: 1...20),
            .text("activities", .activities), .text("meals", .remark).optional, .text("transport", .remark).optional,
        ])

    private static let slots = DataForm.list(
        "slots", of: .record("slot", [.value("from", .time), .value("to", .time)]), count: 1...4)

    private static let signing = DataForm.record(
        "signing",
        [
            .text("place", .city),
            .list("required", of: signature, count: 1...5),
            // An empty list says that nobody is asked, whoever is asked by data that do not say.
            DataForm.list("optional", of: optionalSignature, count: 0...2).optional,
        ])

    private static let signature = DataForm.value(
        "signature", .choice(ConventionData.RequiredSignature.allCases.map(\.rawValue)))

    private static let optionalSignature = DataForm.value(
        "signature", .choice(ConventionData.OptionalSignature.allCases.map(\.rawValue)))

    private static let issue = DataForm.record(
        "issue",
        [
            .text("identifier", .identifier), .value("issuedOn", .date), .value("createdAt", .instant),
            .value("demonstration", .boolean),
            .record(
                "template",
                [.text("identifier", .identifier), .text("version", .className), .value("digest", .digest)]),
            .list("order", of: .list("group", of: signature, count: 1...5), count: 1...5),
            DataForm.record("amends", [.text("identifier", .identifier), .value("digest", .digest)]).optional,
            .text("verificationAddress", .webAddress).optional,
        ])

    private static let name: [DataForm] = [.text("givenName", .personName), .text("familyName", .personName)]

    private static let address = DataForm.record(
        "address",
        [
            .text("street", .addressLine), .text("complement", .addressLine).optional, .text("postalCode", .postalCode),
            .text("city", .city), .text("country", .city).optional,
        ])
}
