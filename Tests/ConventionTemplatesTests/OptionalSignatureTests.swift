import Foundation
import Parties
import Testing

@testable import ConventionTemplates

@Suite("Data that ask who need not sign")
struct OptionalSignatureTests {
    static let askings: [[ConventionData.OptionalSignature]] = [
        [.tutor], [.referentTeacher, .tutor], [.tutor, .referentTeacher],
    ]

    private func asking(_ optional: [ConventionData.OptionalSignature]) throws -> ConventionData {
        var data = try Repository.example("public-lycee-seconde.xml")
        data.signing.optional = optional
        return data
    }

    private func parse(_ bytes: [UInt8]) throws -> ConventionData {
        try ConventionXML(schema: try Repository.schema("convention")).parse(bytes)
    }

    @Test(arguments: askings)
    func `are read back from XML, JSON and a table`(optional: [ConventionData.OptionalSignature]) throws {
        let data = try asking(optional)
        #expect(try parse(ConventionXML.serialize(data)) == data)
        let table = ConventionTable(
            conventionXML: try ConventionXML(schema: Repository.schema("convention")),
            contactSheetXML: try ContactSheetXML(schema: Repository.schema("contact-sheet")))
        #expect(try table.read(ConventionTable.bytes(of: [.init(data: data)])).map(\.data) == [data])
    }

    @Test func `are read from JSON`() throws {
        let text = String(decoding: try Repository.bytes("Examples/conventions/adult-pupil.json"), as: UTF8.self)
        let asking = text.replacing("\"required\":", with: "\"optional\": [\"tutor\"], \"required\":")
        try #require(asking != text)
        #expect(try parse(Array(asking.utf8)).signing.optional == [.tutor])
    }

    /// Rule: an empty list says that nobody is asked; no list says nothing, and leaves it to the school's setting.
    @Test func `say that nobody is asked, or do not say, in XML, JSON and a table`() throws {
        let reader = ConventionXML(schema: try Repository.schema("convention"))
        let silent = ConventionXML.serialize(try asking([]))
        let asked = String(decoding: ConventionXML.serialize(try asking([.tutor])), as: UTF8.self)
        let list = try #require(asked.firstMatch(of: #/<optional>.*</optional>/#.dotMatchesNewlines()))
        let nobody = Array(asked.replacing(list.output, with: "<optional/>").utf8)
        let json = String(decoding: try Repository.bytes("Examples/conventions/adult-pupil.json"), as: UTF8.self)
        let empty = Array(json.replacing("\"required\":", with: "\"optional\": [], \"required\":").utf8)
        #expect(!reader.saysWhoMaySign(silent) && !reader.saysWhoMaySign(Array(json.utf8)))
        for bytes in [nobody, empty] {
            #expect(try reader.saysWhoMaySign(bytes) && reader.parse(bytes).signing.optional.isEmpty)
        }
        #expect(ConventionXML.serialize(try reader.parse(nobody)) == silent, "kept as it was before")
        let table = ConventionTable(
            conventionXML: reader, contactSheetXML: try ContactSheetXML(schema: Repository.schema("contact-sheet")))
        let csv = String(decoding: ConventionTable.bytes(of: [.init(data: try asking([.tutor]))]), as: UTF8.self)
        for (cell, says) in [("tutor", true), ("aucune", true), ("None", true), ("", false)] {
            let row = try #require(try table.read(Array(csv.replacing(";tutor", with: ";\(cell)").utf8)).first)
            #expect(
                row.saysWhoMaySign == says && row.data.signing.optional == (cell == "tutor" ? [.tutor] : []), "\(cell)")
        }
    }

    @Test func `ask by default whom they name, in a convention alone`() throws {
        var data = try asking([])
        #expect(data.asking([.referentTeacher, .tutor]).signing.optional == [.referentTeacher, .tutor])
        data.school.referentTeacher = nil
        #expect(data.asking([.referentTeacher, .tutor]).signing.optional == [.tutor])
        data.document = .attestation
        #expect(data.asking([.tutor]).signing.optional.isEmpty)
    }

    @Test func `leave data that ask nobody as they were written before`() throws {
        let text = String(decoding: ConventionXML.serialize(try asking([])), as: UTF8.self)
        #expect(!text.contains("optional"))
    }

    @Test(arguments: ["student", "employer", "teacher", "nobody"])
    func `name nobody who has to sign, and no stranger`(name: String) throws {
        let text = String(decoding: ConventionXML.serialize(try asking([.tutor])), as: UTF8.self)
        let wrong = text.replacing("<signature>tutor</signature>", with: "<signature>\(name)</signature>")
        try #require(wrong != text)
        #expect(throws: ConventionDataError.self) { try parse(Array(wrong.utf8)) }
    }

    @Test func `are refused by a template without a box for them, and served by one that has it`() throws {
        let data = try asking([.referentTeacher, .tutor])
        let store = try Repository.store()
        #expect(try store.template("observation-2025-11").faults(of: data).isEmpty)
        let former = try #require(
            try store.template(
                "observation-2025-11",
                digest: "sha256:3a5d36c2354cb73a4b1a5b9bbe16ee147c3e75caa099cd96fc65d6571da34e16"))
        let faults = former.faults(of: data)
        #expect(faults.map(\.code) == [.optionalSignatureWithoutBox, .optionalSignatureWithoutBox])
        #expect(throws: FillError.self) { try former.fill(data, issue: try Repository.issue(of: data)) }
    }

    @Test func `are asked of a convention, and of somebody whom it names`() throws {
        var data = try asking([.referentTeacher, .tutor])
        data.school.referentTeacher = nil
        #expect(data.faults().map(\.code) == [.optionalSignatoryUnknown])
        #expect(data.signatories.last?.fieldName == "tutor")
        data.document = .amendment
        #expect(data.faults().map(\.code).contains(.optionalSignatureNotPossible))
        let amended = PlacementAmendment(before: try asking([.tutor]), after: try asking([.tutor]))
        let day = try #require(CalendarDate(iso8601: "2027-05-03"))
        #expect(amended.data(madeOn: day, supplements: []).signing.optional.isEmpty)
        #expect(amended.amendedConvention.signing.optional == [.tutor])
    }

    @Test func `are asked no more of a teacher whom an amendment names no longer`() throws {
        let before = try asking([.referentTeacher, .tutor])
        var after = before
        (after.school.referentTeacher, after.signing.optional) = (nil, [])
        let amended = PlacementAmendment(before: before, after: after).amendedConvention
        #expect(amended.signing.optional == [.tutor] && amended.coherenceFaults().isEmpty)
    }
}
