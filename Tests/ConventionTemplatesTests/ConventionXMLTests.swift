import Foundation
import Parties
import TestSupport
import Testing
import XMLBridge

@testable import ConventionTemplates

@Suite("ConventionXML")
struct ConventionXMLTests {
    /// An example with one passage changed, and what must be said about it.
    struct Mutant: CustomTestStringConvertible, Sendable {
        let old: String
        let new: String
        let code: ConventionFault.Code
        let path: String
        /// Whether the schema alone shows it.
        var isOfTheForm = true

        var testDescription: String { "\(code): \(new.prefix(40))" }
    }

    static let mutants: [Mutant] = [
        .init(old: "urn:seing:convention:1", new: "urn:seing:convention:2", code: .wrongNamespace, path: "convention"),
        .init(old: "<sector>", new: "<colour>b</colour><sector>", code: .unknownElement, path: "host/colour"),
        .init(
            old: "<street>3 rue", new: "<street id=\"x\">3 rue", code: .unknownAttribute, path: "host/address/street"),
        .init(old: "<birthDate>2011-09-03</birthDate>", new: "", code: .missingElement, path: "pupil/birthDate"),
        .init(
            old: "<className>2de 4</className>", new: "<className> </className>", code: .emptyText,
            path: "pupil/className"),
        .init(
            old: "<className>2de 4</className>", new: "<className>2</className><className>3</className>",
            code: .repeatedElement, path: "pupil/className"),
        .init(
            old: "<start>2027-06-14</start>\n    <end>2027-06-25</end>",
            new: "<end>2027-06-25</end><start>2027-06-14</start>", code: .wrongOrder, path: "placement/start"),
        .init(old: "2011-09-03", new: "2011-02-29", code: .notADate, path: "pupil/birthDate"),
        .init(old: "2011-09-03", new: "03/09/2011", code: .notADate, path: "pupil/birthDate"),
        .init(old: "2011-09-03", new: "2011-09-03Z", code: .notADate, path: "pupil/birthDate"),
        .init(
            old: "<from>09:00</from>", new: "<from>24:00</from>", code: .notATime,
            path: "placement/timetable/day[1]/slots/slot[1]/from"),
        .init(old: "<grade>seconde", new: "<grade>terminale", code: .notAChoice, path: "pupil/grade"),
        .init(
            old: "<signature>employer", new: "<signature>notary", code: .notAChoice,
            path: "signing/required/signature[4]"),
        .init(old: "0990011Z", new: "0990011O", code: .wrongUAILetter, path: "school/uai"),
        .init(old: "0990011Z", new: "0990011A", code: .wrongUAILetter, path: "school/uai", isOfTheForm: false),
        .init(old: "0990011Z", new: "990011Z", code: .notAUAI, path: "school/uai"),
        .init(old: "99900001100018", new: "9990000110001", code: .notASIRET, path: "host/siret"),
        .init(old: "99900001100018", new: "999 000 011 00018", code: .notASIRET, path: "host/siret"),
        .init(
            old: "<familyName>Santos", new: "<familyName>\u{202E}sotnaS", code: .forbiddenCharacter,
            path: "host/tutor/familyName", isOfTheForm: false),
        .init(
            old: "<familyName>Santos", new: "<familyName>" + String(repeating: "x", count: 101), code: .textTooLong,
            path: "host/tutor/familyName"),
        .init(
            old: "<activities>", new: "<activities>" + String(repeating: "x ", count: 5000), code: .textTooLong,
            path: "placement/activities"),
        .init(
            old: "<places>", new: "<places>words", code: .strayText, path: "placement/places"),
        .init(
            old: "<representatives>", new: "<representatives></places>", code: .tagMismatch, path: "document"),
    ]

    private static func read(_ text: String) throws -> [ConventionFault] {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        do {
            _ = try xml.parse(Array(text.utf8))
            return []
        } catch { return error.faults }
    }

    private static func source() throws -> String {
        String(decoding: try Repository.bytes("Examples/conventions/public-lycee-seconde.xml"), as: UTF8.self)
    }

    @Test(arguments: mutants)
    func `refuses bad data with code, path and line`(mutant: Mutant) throws {
        let source = try Self.source()
        let range = try #require(source.firstRange(of: mutant.old))
        let faults = try Self.read(source.replacingCharacters(in: range, with: mutant.new))
        let fault = try #require(faults.first)
        #expect(fault.code == mutant.code)
        #expect(fault.path == mutant.path)
        let line = try #require(fault.line)
        let expected = source[..<range.lowerBound].count(where: \.isNewline) + 1
        #expect(abs(line - expected) <= (mutant.code == .missingElement ? 3 : 1))
    }

    @Test(arguments: mutants.filter(\.isOfTheForm))
    func `refuses what another program refuses by the schema`(mutant: Mutant) throws {
        let source = try Self.source()
        let range = try #require(source.firstRange(of: mutant.old))
        let bytes = Array(source.replacingCharacters(in: range, with: mutant.new).utf8)
        let schema = Repository.root.appending(path: "Templates/Schemas/convention.rng").path()
        #expect(try !Command.run("xmllint", "--noout", "--relaxng", schema, "-", input: bytes).succeeded)
    }

    @Test(arguments: [
        ("<!DOCTYPE c [<!ENTITY a \"b\">]><c>&a;</c>", ConventionFault.Code.documentTypeRefused),
        ("", .emptyFile), ("<convention", .notWellFormed),
        (String(repeating: "<c>", count: 40) + String(repeating: "</c>", count: 40), .tooDeep),
        ("<c>" + String(repeating: "x", count: 2 << 20) + "</c>", .tooLarge),
    ])
    func `refuses hostile files`(text: String, code: ConventionFault.Code) throws {
        #expect(try Self.read(text).map(\.code) == [code])
    }

    @Test func `names every fault at once, and no value of the data`() throws {
        let source = try Self.source().replacing("2027-06-25", with: "2027-06-31").replacing(
            "0990011Z", with: "0990011A"
        )
        .replacing("<familyName>Santos", with: "<familyName>Santos\u{202E}")
        let faults = try Self.read(source)
        #expect(faults.map(\.code) == [.wrongUAILetter, .forbiddenCharacter, .notADate, .notADate])
        #expect(!ConventionDataError(faults).description.contains("Santos"))
    }

    @Test func `refuses a truncated file wherever it ends`() throws {
        let source = Array(try Self.source().utf8)
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        for count in stride(from: 0, to: source.count - 2, by: 37) {
            #expect(throws: ConventionDataError.self) { try xml.parse(Array(source.prefix(count))) }
        }
    }

    @Test(arguments: ["public-lycee-seconde.xml", "adult-pupil.json"])
    func `refuses or understands a file with any byte changed, and never stops`(name: String) throws {
        let source = try Repository.bytes("Examples/conventions/\(name)")
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        var state: UInt64 = 42
        for _ in 0..<400 {
            var bytes = source
            // A linear congruential generator: the same changes on every run.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
            guard let data = try? xml.parse(bytes) else { continue }
            #expect(try xml.parse(ConventionXML.serialize(data)) == data)
        }
    }

    @Test(arguments: Repository.conventionExamples)
    func `reads every example, and writes what it reads again as the same values`(name: String) throws {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        let data = try Repository.example(name)
        #expect(try xml.parse(ConventionXML.serialize(data)) == data)
        #expect(try xml.parse(ConventionXML.json(data)) == data)
    }

    @Test(arguments: Repository.conventionExamples)
    func `writes canonical bytes that another program validates and leaves as they are`(name: String) throws {
        let bytes = ConventionXML.serialize(try Repository.example(name))
        let schema = Repository.root.appending(path: "Templates/Schemas/convention.rng").path()
        #expect(try Command.run("xmllint", "--noout", "--relaxng", schema, "-", input: bytes).succeeded)
        #expect(
            try Command.run("xmllint", "--exc-c14n", "-", input: bytes).output == String(decoding: bytes, as: UTF8.self)
        )
    }

    @Test func `gives the same bytes to the same values, however they were typed`() throws {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        let source = try Self.source()
        let other = source.replacing("<givenName>Inès", with: "<!-- c -->\n<givenName>\n Ine\u{300}s  ")
        let (first, second) = (try xml.parse(Array(source.utf8)), try xml.parse(Array(other.utf8)))
        #expect(ConventionXML.serialize(first) == ConventionXML.serialize(second))
    }

    private static let amended = IssueRecord.AmendedReference(
        conventionID: "4T8D-61PW", digest: "sha256:" + String(repeating: "0f", count: 32))

    @Test func `reads the digest of what is amended, and of no other form`() {
        #expect(Self.amended.digestBytes == Array(repeating: 0x0F, count: 32))
        #expect(IssueRecord.AmendedReference(conventionID: "A", digest: "sha256:0").digestBytes == [])
    }

    @Test(arguments: [nil, amended])
    func `keeps data and issue apart`(amends: IssueRecord.AmendedReference?) throws {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        let data = try Repository.example("public-lycee-seconde.xml")
        let issue = IssueRecord(
            conventionID: "7K3F-92QM", issuedOn: data.placement.start,
            createdAt: Instant(secondsSince1970: 1_795_424_400),
            isDemonstration: true,
            template: .init(
                identifier: "t", version: "1", digest: "sha256:" + String(repeating: "0", count: 64)),
            order: [[.student, .representative1], [.school], [.employer]], amends: amends)
        let bytes = ConventionXML.serialize(IssuedConvention(data: data, issue: issue))
        #expect(try ConventionXML.parseIssued(bytes) == IssuedConvention(data: data, issue: issue))
        #expect(throws: ConventionDataError.self) { try xml.parse(bytes) }
        #expect(throws: ConventionDataError.self) { try ConventionXML.parseIssued(ConventionXML.serialize(data)) }
        let schema = Repository.root.appending(path: "Templates/Schemas/convention.rng").path()
        #expect(try Command.run("xmllint", "--noout", "--relaxng", schema, "-", input: bytes).succeeded)
    }
}
