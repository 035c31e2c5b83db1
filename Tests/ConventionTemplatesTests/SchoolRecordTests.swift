import Foundation
import Parties
import Testing

@testable import ConventionTemplates

@Suite("What a school says of itself")
struct SchoolRecordTests {
    private static let example = Result { try Repository.bytes("Examples/roster/etablissement.json") }

    private static func text() throws -> String { String(decoding: try example.get(), as: UTF8.self) }

    private func faults(_ text: String) -> [ConventionFault] {
        do throws(ConventionDataError) {
            _ = try SchoolRecordJSON.parse(Array(text.utf8))
            return []
        } catch { return error.faults }
    }

    @Test func `is read, and written so that it reads the same`() throws {
        let record = try SchoolRecordJSON.parse(try Self.example.get())
        #expect(record.school.uai.text == "0990012A" && record.school.head.name.family == "Le Goff")
        #expect(record.mailbox?.text == "stages@sainte-anne.example")
        #expect(record.contact(of: .referentTeacher)?.email == "j.ricard@sainte-anne.example")
        let written = SchoolRecordJSON.bytes(record)
        #expect(try SchoolRecordJSON.parse(written) == record)
        #expect(SchoolRecordJSON.bytes(try SchoolRecordJSON.parse(written)) == written)
        #expect(record.priority.isEmpty)
        let kept = try Self.text().replacing(
            "\"contacts\":", with: "\"priority\": [\"qpv\", \"repPlus\"], \"contacts\":")
        let priority = try SchoolRecordJSON.parse(Array(kept.utf8))
        #expect(priority.priority == [.repPlus, .qpv])
        #expect(try SchoolRecordJSON.parse(SchoolRecordJSON.bytes(priority)) == priority)
    }

    /// Rule: the school's part is judged by what a convention's is judged by, before any convention needs it.
    @Test(arguments: [
        ("\"private-under-contract\"", "\"private\"", ConventionFault.Code.notAChoice, "school/status"),
        ("\"0990012A\"", "\"0990012B\"", .wrongUAILetter, "school/uai"),
        ("\"29999\"", "\"2999\"", .notAPostalCode, "school/address/postalCode"),
        ("\"Cheffe d’établissement\"", "\"Principale adjointe\"", .deputyWithoutDelegation, "school/head"),
        (
            "\"status\"", "\"boardDeliberation\": \"2026-10-15\", \"status\"", .boardDeliberationNotPublic,
            "school/boardDeliberation"
        ),
        ("stages@sainte-anne.example", "stages", .notAnEMailAddress, "contacts/contact[1]/email"),
        ("\"email\": \"stages@sainte-anne.example\", ", "", .schoolMailboxMissing, "contacts"),
        ("\"of\": \"school\"", "\"of\": \"employer\"", .notAChoice, "contacts/contact[1]/of"),
        ("\"of\": \"referent-teacher\"", "\"of\": \"school\"", .contactTwice, "contacts/contact[2]/of"),
        ("urn:seing:school:1", "urn:seing:convention:1", .missingFormat, "format"),
        ("\"head\"", "\"director\"", .missingElement, "school/head"),
        ("\"contacts\":", "\"priority\": [\"REP\"], \"contacts\":", .notAChoice, "priority/kind[1]"),
        ("\"name\"", "\"uai\": \"0990012A\", \"name\"", .repeatedElement, "document"),
    ])
    func `has its faults told with place and line`(
        _ found: String, _ wrong: String, _ code: ConventionFault.Code, _ path: String
    ) throws {
        let whole = try Self.text()
        let changed = whole.replacing(found, with: wrong)
        try #require(changed != whole)
        let faults = faults(changed)
        let fault = try #require(faults.first { $0.code == code }, "\(faults)")
        #expect(fault.path == path && fault.line != nil, "\(fault)")
    }

    @Test func `is refused as a whole when it is no JSON, and by every fault at once`() throws {
        #expect(faults("établissement").map(\.code).count == 1)
        let many = try Self.text().replacing("0990012A", with: "1").replacing("\"29999\"", with: "29999")
        #expect(faults(many).first?.code == .notAJSONText)
        let two = try Self.text().replacing("0990012A", with: "1").replacing("j.ricard@", with: "j ricard@")
        #expect(Set(faults(two).map(\.code)) == [.notAUAI, .notAnEMailAddress])
    }
}
