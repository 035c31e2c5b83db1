import Parties

extension ValueCatalogue {
    static let school = RecordDescription<ConventionData.School>([
        .text("name") { $0.name },
        .uai("uai") { $0.uai },
        .text("address") { $0.address.singleLine },
        .text("city") { $0.address.city },
        .choice("status") { $0.status },
        .record("head", head) { $0.head },
        .optionalRecord("referentTeacher", teacher) { $0.referentTeacher },
        .optionalDate("boardDeliberation") { $0.boardDeliberation },
    ])

    private static let head = RecordDescription<ConventionData.HeadOfSchool>([
        .text("name") { $0.name.full },
        .text("capacity") { $0.capacity },
        .optionalText("delegation") { $0.delegation },
    ])

    private static let teacher = RecordDescription<ConventionData.ReferentTeacher>([
        .text("name") { $0.name.full },
        .optionalText("subject") { $0.subject },
    ])

    static let host = RecordDescription<ConventionData.HostOrganisation>([
        .text("legalName") { $0.legalName },
        .optionalSIRET("siret") { $0.siret },
        .text("address") { $0.address.singleLine },
        .text("city") { $0.address.city },
        .text("sector") { $0.sector },
        .record("representative", hostRepresentative) { $0.representative },
        .record("tutor", tutor) { $0.tutor },
    ])

    private static let hostRepresentative = RecordDescription<ConventionData.HostRepresentative>([
        .text("name") { $0.name.full },
        .text("capacity") { $0.capacity },
    ])

    private static let tutor = RecordDescription<ConventionData.Tutor>([
        .text("name") { $0.name.full },
        .text("function") { $0.function },
    ])
}
