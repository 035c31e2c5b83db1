import Parties
import Testing

@testable import ConventionTemplates

@Suite("Conditions that never hold")
struct ReachabilityTests {
    private static func passage(_ attributes: String, _ inner: String = "<paragraph>x</paragraph>") -> String {
        "<if \(attributes)>\(inner)</if>"
    }

    private static func choice(_ whens: [String], otherwise: Bool = false) -> String {
        "<choose>" + whens.map { "<when \($0)><paragraph>x</paragraph></when>" }.joined()
            + (otherwise ? "<otherwise><paragraph>x</paragraph></otherwise>" : "") + "</choose>"
    }

    private static let isPublic = "value=\"school.status\" is=\"public\""
    private static let isPrivate = "value=\"school.status\" is-not=\"public\""

    @Test(arguments: [
        passage(isPublic, passage(isPrivate)),
        passage(isPrivate, passage(isPublic)),
        passage(isPublic, passage("value=\"representatives.count\" is=\"1\"", passage(isPrivate))),
        passage("value=\"school.name\" exists=\"no\""),
        passage("value=\"placement.meals\" exists=\"no\"", passage("value=\"placement.meals\" exists=\"yes\"")),
        passage("value=\"representatives.count\" is=\"3\""),
        passage("value=\"pupil.grade\" is=\"quatrieme\"", passage("value=\"pupil.grade\" is=\"seconde troisieme\"")),
        choice([isPublic, isPrivate], otherwise: true),
        choice([isPublic, isPublic]),
        choice([
            "value=\"pupil.adult\" is=\"yes\"", "value=\"pupil.adult\" is=\"no\"", isPublic,
            "value=\"pupil.adult\" is=\"no\"",
        ]),
        "<for-each in=\"placement.places\" as=\"place\">"
            + passage("value=\"place.address\" exists=\"no\"") + "</for-each>",
        // A value that is absent has no parts.
        passage(
            "value=\"school.referentTeacher\" exists=\"no\"",
            passage("value=\"school.referentTeacher.subject\" exists=\"yes\"")),
        // What has a part is there.
        passage(
            "value=\"school.referentTeacher.subject\" exists=\"yes\"",
            passage("value=\"school.referentTeacher\" exists=\"no\"")),
        choice(["value=\"amended\" exists=\"yes\"", "value=\"amended.digest\" exists=\"yes\""]),
        // Two values of one choice.
        passage("value=\"school.status\" is=\"private-under-contract\"", passage(isPublic)),
        passage(isPublic, choice([isPrivate, isPublic])),
        passage(
            "value=\"school.status\" is=\"public private-under-contract\"",
            passage("value=\"school.status\" is=\"private-without-contract\"")),
        choice(["value=\"pupil.adult\" is=\"yes\"", "value=\"pupil.adult\" is=\"no\""], otherwise: true),
        // The template is of the three grades that observe.
        passage("value=\"pupil.grade\" is=\"professionnelle\""),
        choice(["value=\"pupil.grade\" is=\"quatrieme troisieme seconde\""], otherwise: true),
        passage(
            "value=\"representatives.count\" is=\"0\"",
            "<for-each in=\"representatives\" as=\"r\"><paragraph>x</paragraph></for-each>"),
    ])
    func `are found`(body: String) throws {
        let error = try #require(throws: TemplateError.self) { try template(templateSource(body)) }
        #expect(error.problems.map(\.cause.english).allSatisfy { $0.contains("never holds") }, "\(error)")
        #expect(error.problems.count == 1)
    }

    @Test(arguments: [
        passage(isPublic) + passage(isPrivate),
        passage(isPublic, passage(isPublic)),
        passage("value=\"placement.meals\" exists=\"no\"") + passage("value=\"placement.meals\" exists=\"yes\""),
        choice([isPublic, isPrivate]),
        choice([isPublic], otherwise: true),
        choice([isPublic, "value=\"representatives.count\" is=\"0\""], otherwise: true),
        choice(["value=\"representatives.count\" is=\"0\"", "value=\"representatives.count\" is=\"1 2\""]),
        choice([isPublic], otherwise: true) + choice([isPrivate], otherwise: true),
        passage("value=\"school.referentTeacher.name\" exists=\"no\""),
        passage("value=\"amended\" exists=\"no\""),
        passage(
            "value=\"school.referentTeacher\" exists=\"yes\"",
            passage("value=\"school.referentTeacher.subject\" exists=\"no\"")),
        passage(
            "value=\"representatives.count\" is=\"0 1\"",
            "<for-each in=\"representatives\" as=\"r\"><paragraph>x</paragraph></for-each>"),
        passage("value=\"pupil.grade\" is=\"seconde\"") + passage("value=\"pupil.grade\" is-not=\"seconde\""),
        "<choose><when \(isPublic)>\(passage(isPublic))</when><otherwise><paragraph>x</paragraph></otherwise></choose>",
    ])
    func `are not seen where a condition may hold`(body: String) {
        #expect(throws: Never.self) { try template(templateSource(body)) }
    }

    private static func supplemented(_ body: String) -> String {
        templateSource("<paragraph><value of=\"supplement.year\"/></paragraph>" + body).replacing(
            "</metadata>",
            with: """
                </metadata><data><supplement name="year" type="number" label="l" sample="1"/>
                <supplement name="plan" type="choice" label="l" optional="yes" sample="a"><option value="a" label="A"/>\
                <option value="b" label="B"/></supplement></data>
                """)
    }

    private static let plan = "<value of=\"supplement.plan\"/>"

    @Test(arguments: [
        passage("value=\"supplement.plan\" exists=\"no\"", passage("value=\"supplement.plan\" is=\"a\"")),
        passage("value=\"supplement.plan\" is=\"a\"", passage("value=\"supplement.plan\" exists=\"no\"")),
        passage(
            "value=\"supplement.plan\" exists=\"yes\"",
            choice(["value=\"supplement.plan\" is=\"a b\""], otherwise: true)),
        choice(
            [
                "value=\"supplement.plan\" is=\"a\"", "value=\"supplement.plan\" is=\"b\"",
                "value=\"supplement.plan\" exists=\"no\"",
            ], otherwise: true),
        passage("value=\"supplement.year\" is=\"2\"", passage("value=\"supplement.year\" is=\"3\"")),
        passage("value=\"supplement.year\" is=\"10000\""),
    ])
    func `are found among a template's own values, whether they are asked for or compared`(body: String) throws {
        let printed = "<if value=\"supplement.plan\" exists=\"yes\"><paragraph>\(Self.plan)</paragraph></if>"
        #expect(throws: Never.self) { try template(Self.supplemented(printed)) }
        let error = try #require(throws: TemplateError.self) { try template(Self.supplemented(printed + body)) }
        #expect(error.problems.map(\.cause.english).allSatisfy { $0.contains("never holds") }, "\(error)")
        #expect(error.problems.count == 1)
    }
}
