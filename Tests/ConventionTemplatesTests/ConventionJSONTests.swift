import Foundation
import Parties
import TestSupport
import Testing
import XMLBridge

@testable import ConventionTemplates

@Suite("Convention data as JSON")
struct ConventionJSONTests {
    private static func faults(_ text: String) throws -> [ConventionFault] {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        do {
            _ = try xml.parse(Array(text.utf8))
            return []
        } catch { return error.faults }
    }

    private static func source() throws -> String {
        String(decoding: try Repository.bytes("Examples/conventions/adult-pupil.json"), as: UTF8.self)
    }

    @Test(arguments: [
        ("\"className\": \"2de 7\"", "\"className\": 7", ConventionFault.Code.notAJSONText, "pupil/className"),
        ("\"className\": \"2de 7\"", "\"className\": null", .notAJSONText, "pupil/className"),
        ("\"className\": \"2de 7\"", "\"className\": [\"2de 7\"]", .notAJSONText, "pupil/className"),
        ("\"className\": \"2de 7\"", "\"class\": \"2de 7\"", .unknownElement, "pupil/class"),
        ("\"className\": \"2de 7\"", "\"className\": \"a\", \"className\": \"b\"", .repeatedElement, "document"),
        ("\"className\": \"2de 7\"", "\"className\": \"\\u202e\"", .forbiddenCharacter, "pupil/className"),
        ("\"className\": \"2de 7\"", "\"className\": \"\\ud800\"", .notWellFormed, "document"),
        ("\"className\": \"2de 7\"", "\"className\": \"2de 7", .signExpected, "document"),
        ("\"className\": \"2de 7\"", "", .signExpected, "document"),
        ("\"2027-06-18\"", "\"2027-06-31\"", .notADate, "placement/end"),
        ("\"representatives\": []", "\"representatives\": {}", .notAJSONArray, "representatives"),
        ("urn:seing:convention:1", "urn:seing:convention:9", .missingFormat, "format"),
    ])
    func `refuses bad data with code, path and the line of the JSON`(
        old: String, new: String, code: ConventionFault.Code, path: String
    ) throws {
        let source = try Self.source()
        let range = try #require(source.firstRange(of: old))
        let fault = try #require(try Self.faults(source.replacingCharacters(in: range, with: new)).first)
        #expect(fault.code == code)
        #expect(fault.path == path)
        let expected = source[..<range.lowerBound].count(where: \.isNewline) + 1
        #expect(abs(try #require(fault.line) - expected) <= 1)
    }

    @Test(arguments: [
        "{", "{}", "{\"format\": \"urn:seing:convention:1\"}", "{} {}", "{\"a\" 1}", "{'a': 1}", "{\"a\": 1,}",
        "{\"a\": tru}",
    ])
    func `refuses what is no convention in JSON`(text: String) throws {
        #expect(try !Self.faults(text).isEmpty)
    }

    @Test func `refuses depth and size beyond reason`() throws {
        #expect(try Self.faults("{\"a\":" + String(repeating: "[", count: 100_000)).map(\.code) == [.tooDeep])
        #expect(try Self.faults("{\"a\":\"" + String(repeating: "x", count: 2 << 20)).map(\.code) == [.tooLarge])
    }

    @Test(arguments: Repository.conventionExamples)
    func `writes JSON that another reader understands in the same way`(name: String) throws {
        let bytes = ConventionXML.json(try Repository.example(name))
        let theirs = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary)
        let ours = Self.object(try JSONReader.read(bytes))
        #expect(theirs == ours as? NSDictionary)
    }

    @Test func `reads every escape as another reader does`() throws {
        let text = "{\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE42é🙂\"}"
        let theirs = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
        #expect(theirs == Self.object(try JSONReader.read(Array(text.utf8))) as? NSDictionary)
    }

    private static func object(_ json: JSONValue) -> Any {
        switch json.content {
        case .object(let members):
            Dictionary(uniqueKeysWithValues: members.map { ($0.name, object($0.value)) }) as NSDictionary
        case .array(let items): items.map(object) as NSArray
        case .string(let text): text as NSString
        case .boolean(let value): value as NSNumber
        case .number, .null: NSNull()
        }
    }
}

@Suite("ContactSheetXML")
struct ContactSheetXMLTests {
    private static func faults(_ text: String) throws -> [ConventionFault.Code] {
        let xml = ContactSheetXML(schema: try Repository.schema("contact-sheet"))
        do {
            _ = try xml.parse(Array(text.utf8))
            return []
        } catch { return error.faults.map(\.code) }
    }

    private static func sheet(_ contact: String) -> String {
        "<contactSheet xmlns=\"urn:seing:contact-sheet:1\"><contacts><contact>\(contact)</contact></contacts></contactSheet>"
    }

    @Test(arguments: [
        ("<of>neighbour</of><email>a@b.fr</email>", ConventionFault.Code.notAChoice),
        ("<of>school</of>", .contactEmpty),
        ("<of>tutor</of><email>t@a.example</email><notice>forbidden</notice>", .noticeOfNoParent),
        ("<of>representative-2</of><email>t@a.example</email><notice>never</notice>", .notAChoice),
        ("<of>school</of><email>a@b</email>", .notAnEMailAddress),
        ("<of>school</of><email>a b@c.fr</email>", .notAnEMailAddress),
        ("<of>school</of><email>a@b.fr, c@d.fr</email>", .notAnEMailAddress),
        ("<of>school</of><email>a@-b.fr</email>", .notAnEMailAddress),
        ("<of>school</of><email>a@é.fr</email>", .domainNotASCII),
        ("<of>school</of><email>a&#10;Bcc:c@d.fr</email>", .notAnEMailAddress),
        ("<of>school</of><telephone>06 39 98 10 0</telephone>", .notAPhoneNumber),
        ("<of>school</of><telephone>639981001</telephone>", .notAPhoneNumber),
        ("<of>school</of><telephone>+33 6 39 98 10 01 12</telephone>", .notAPhoneNumber),
        ("<of>school</of><telephone>Secrétariat</telephone>", .notAPhoneNumber),
    ])
    func `refuses contacts that reach nobody`(contact: String, code: ConventionFault.Code) throws {
        #expect(try Self.faults(Self.sheet(contact)) == [code])
    }

    @Test(arguments: [
        ("+262692123456", "+262692123456"), ("06 39 98 10 01", "+33639981001"), ("+330639981001", "+33639981001"),
        ("+33 (0)6 39 98 10 01", "+33639981001"), ("0692 12 34 56", "+262692123456"),
        ("+32 470 12 34 56", "+32470123456"),
    ])
    func `keeps a number in its international form, however it is written`(text: String, e164: String) throws {
        let xml = ContactSheetXML(schema: try Repository.schema("contact-sheet"))
        let source = Self.sheet("<of>school</of><telephone>\(text)</telephone>")
        let sheet = try xml.parse(Array(source.utf8))
        #expect(sheet.contacts.map(\.telephone) == [e164])
        #expect(try xml.parse(ContactSheetXML.serialize(sheet)) == sheet)
        #expect(String(decoding: ContactSheetXML.json(sheet), as: UTF8.self).contains("\"\(e164)\""))
        let schema = Repository.root.appending(path: "Templates/Schemas/contact-sheet.rng").path()
        #expect(try Command.run("xmllint", "--noout", "--relaxng", schema, "-", input: Array(source.utf8)).succeeded)
    }

    @Test func `keeps what is for the school alone, in XML and JSON`() throws {
        let xml = ContactSheetXML(schema: try Repository.schema("contact-sheet"))
        let sheet = ContactSheet(
            contacts: [
                .init(of: .representative1, email: "m@mere.example"),
                .init(of: .representative2, email: "o@pere.example", notice: .forbidden),
            ], parents: .disagree)
        #expect(try xml.parse(ContactSheetXML.serialize(sheet)) == sheet)
        #expect(try xml.parse(ContactSheetXML.json(sheet)) == sheet)
        let schema = Repository.root.appending(path: "Templates/Schemas/contact-sheet.rng").path()
        #expect(
            try Command.run(
                "xmllint", "--noout", "--relaxng", schema, "-", input: ContactSheetXML.serialize(sheet)
            ).succeeded)
    }

    @Test(arguments: Repository.contactExamples)
    func `reads every example, and writes what it reads again as the same values`(name: String) throws {
        let xml = ContactSheetXML(schema: try Repository.schema("contact-sheet"))
        let sheet = try xml.parse(try Repository.bytes("Examples/conventions/\(name)"))
        #expect(try xml.parse(ContactSheetXML.serialize(sheet)) == sheet)
        #expect(try xml.parse(ContactSheetXML.json(sheet)) == sheet)
    }
}
