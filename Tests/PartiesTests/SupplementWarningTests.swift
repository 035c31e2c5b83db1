import Testing

@testable import Parties

@Suite("Warnings of supplements")
struct SupplementWarningTests {
    private static func warnings(
        _ supplements: [(String, String)], _ change: (inout ConventionData) -> Void = { _ in }
    ) throws -> [ConventionFault] {
        var data = try sampleConvention()
        data.supplements = supplements.map { .init(name: $0.0, value: $0.1) }
        change(&data)
        let codes: Set<ConventionFault.Code> = [.healthPlanSigned, .contactsSigned, .supplementOfNobody]
        return data.warnings().filter { codes.contains($0.code) }
    }

    @Test(arguments: ["none", "family", "school"])
    func `say that a health plan will be read by all who sign`(plan: String) throws {
        let warning = try #require(try Self.warnings([("healthPlan", plan)]).first)
        #expect(warning.code == .healthPlanSigned && warning.path == "supplements/supplement[1]/value")
        let text = warning.text(in: .french)
        #expect(text.contains("figurera dans le document signé, que les quatre parties liront"), "\(text)")
        #expect(text.contains("fiche PAI"), "\(text)")
    }

    @Test func `count addresses and numbers, whatever they are called and wherever they are from`() throws {
        let warnings = try Self.warnings([
            ("schoolEmail", "ce.0990011z@exemple.fr"), ("other", "+262692123456"),
            ("note", "appeler le 06 39 98 12 34"),
            ("year", "2"), ("diploma", "Baccalauréat"),
        ])
        #expect(warnings == [ConventionFault(.contactsSigned, at: "supplements", found: "3")])
        #expect(warnings.first?.text(in: .french).contains("compléments\u{A0}: 3\u{A0};") == true)
    }

    @Test func `name an address of somebody whom the convention does not name`() throws {
        let second = [("year", "1"), ("secondRepresentativeEmail", "a@exemple.fr")]
        let found = try Self.warnings(second).filter { $0.code == .supplementOfNobody }
        #expect(
            found == [
                ConventionFault(
                    .supplementOfNobody, at: "supplements/supplement[2]/value", found: "secondRepresentativeEmail",
                    expected: ["representatives/representative[2]"])
            ])
        let text = try #require(found.first?.text(in: .french))
        #expect(
            text.contains("la convention ne nomme pas cette personne (representatives/representative[2])"), "\(text)")
        let named = try Self.warnings(second) {
            $0.representatives.append(.init(name: PersonName(given: "Eli", family: "Roy"), capacity: "Père"))
        }
        #expect(named.map(\.code) == [.contactsSigned])
    }

    @Test(arguments: [
        ("representativeTelephone", true), ("teacherEmail", true), ("hostEmail", false), ("teacherVisit", false),
    ])
    func `know the persons of the official boxes`(name: String, isOfNobody: Bool) throws {
        let found = try Self.warnings([(name, "x")]) {
            $0.representatives = []
            $0.school.referentTeacher = nil
        }
        #expect(found.contains { $0.code == .supplementOfNobody } == isOfNobody)
    }

    @Test func `are not given where there are no supplements`() throws { #expect(try Self.warnings([]).isEmpty) }
}
