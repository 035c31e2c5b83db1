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
        "<choose><when \(isPublic)>\(passage(isPublic))</when><otherwise><paragraph>x</paragraph></otherwise></choose>",
    ])
    func `are not seen where a condition may hold`(body: String) {
        #expect(throws: Never.self) { try template(templateSource(body)) }
    }
}
