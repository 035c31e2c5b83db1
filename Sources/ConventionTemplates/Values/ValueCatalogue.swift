import Parties

/// Everything a template may ask for, by name; `docs/templates.md` lists it for people.
enum ValueCatalogue {
    /// What a convention is filled from.
    struct Source: Sendable {
        let data: ConventionData
        let issue: IssueContext
        let template: TemplateIdentity
    }

    static let root = RecordDescription<Source>([
        .record("pupil", pupil) { $0 },
        .list("representatives", representative, count: 0...2) { $0.data.representatives },
        .record("school", school) { $0.data.school },
        .record("host", host) { $0.data.host },
        .record("placement", placement) { $0.data.placement },
        .list("timetable", day, count: 1...20) { $0.data.placement.timetable },
        .record("signing", signing) { $0.data.signing },
        .record("issue", issue) { $0.issue },
        .record("template", template) { $0.template },
        .optionalRecord("amended", amended) { $0.issue.amends },
    ])

    /// What a template of this kind may ask for, its own values apart.
    static func shape(of document: TemplateDocument) -> RecordShape {
        guard case .sheet = document else { return root.shape }
        var entries = root.shape.entries
        entries[sheetName] = .init(kind: .record(sheet.shape), isOptional: false)
        return RecordShape(entries: entries)
    }

    /// The convention that an amendment amends, or an attestation is about.
    private static let amended = RecordDescription<IssueRecord.AmendedReference>([
        .text("identifier") { $0.conventionID },
        .text("digest") { $0.digest },
    ])

    /// The variable `signatory` inside a signature box.
    static let signatory = RecordDescription<Signatory>([
        .text("name") { $0.name.full },
        .text("capacity") { $0.capacity },
    ])

    private static let pupil = RecordDescription<Source>([
        .text("name") { $0.data.pupil.name.full },
        .text("givenName") { $0.data.pupil.name.given },
        .text("familyName") { $0.data.pupil.name.family },
        .date("birthDate") { $0.data.pupil.birthDate },
        .choice("grade") { $0.data.pupil.grade },
        .text("className") { $0.data.pupil.className },
        .yesOrNo("adult") { $0.data.pupil.isAdult(on: $0.issue.issuedOn) },
        .choice("standing") { $0.data.pupil.standing(on: $0.issue.issuedOn) },
    ])

    private static let representative = RecordDescription<ConventionData.LegalRepresentative>([
        .text("name") { $0.name.full },
        .text("capacity") { $0.capacity },
    ])

    private static let signing = RecordDescription<ConventionData.Signing>([
        .text("place") { $0.place },
        .yesOrNo("bothRepresentatives") {
            $0.required.contains(.representative1) && $0.required.contains(.representative2)
        },
    ])

    private static let issue = RecordDescription<IssueContext>([
        .text("identifier") { $0.conventionID },
        .date("date") { $0.issuedOn },
        .yesOrNo("demonstration") { $0.isDemonstration },
    ])

    private static let template = RecordDescription<TemplateIdentity>([
        .text("identifier") { $0.identifier },
        .text("version") { $0.version },
    ])
}
