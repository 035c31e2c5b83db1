import Parties

/// The form of a contact sheet; `Templates/Schemas/contact-sheet.rng` says the same for other software.
enum ContactSheetForm {
    static let format = DataFormat(
        namespace: "urn:seing:contact-sheet:1",
        root: .record(
            "contactSheet",
            [
                .text("convention", .identifier).optional,
                .list("contacts", of: contact, count: 1...ContactSheet.Person.allCases.count),
                .value("parents", .choice(ContactSheet.Parents.allCases.map(\.rawValue))).optional,
                .value("emergencyKit", .choice(ContactSheet.EmergencyKit.allCases.map(\.rawValue))).optional,
            ]))

    private static let contact = DataForm.record(
        "contact",
        [
            .value("of", .choice(ContactSheet.Person.allCases.map(\.rawValue))),
            .value("email", .email).optional, .value("telephone", .telephone).optional,
            .value("notice", .choice(ContactSheet.Notice.allCases.map(\.rawValue))).optional,
        ])
}
