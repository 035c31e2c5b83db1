import Foundation
import Parties
import Testing
import XMLBridge

@testable import ConventionTemplates

/// What a secretary gets wrong, and what a stranger tries.
@Suite("Typical and hostile mistakes")
struct TypicalMistakeTests {
    private static func faults(_ bytes: [UInt8]) throws -> [ConventionFault] {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        do {
            _ = try xml.parse(bytes)
            return []
        } catch { return error.faults }
    }

    private static func faults(_ name: String, _ old: String, _ new: String) throws -> [ConventionFault] {
        let source = String(decoding: try Repository.bytes("Examples/conventions/\(name)"), as: UTF8.self)
        let range = try #require(source.firstRange(of: old))
        return try faults(Array(source.replacingCharacters(in: range, with: new).utf8))
    }

    @Test(arguments: [
        ("&amp;", "&", ConventionFault.Code.unescapedSign, "écrivez &amp;"),
        ("Chef d’atelier", "Chef < atelier", .unescapedSign, "écrivez &amp; ou &lt;"),
        ("Karim", "Karim&nbsp;", .unescapedSign, "&amp;"),
        ("2011-09-03", "03/09/2011", .notADate, "«\u{A0}03/09/2011\u{A0}» n’est pas une date"),
        ("birthDate>2011-09-03</birthDate", "birthdate>2011-09-03</birthdate", .misspelledElement, "birthDate"),
        ("student", "studnet", .notAChoice, "student, representative-1"),
        ("99900001100018", "999 000 011 0001", .notASIRET, "13 chiffres, 14 sont attendus"),
        ("0990011Z", "0990011A", .wrongUAILetter, "qui donnent Z"),
        ("</familyName>", "</familyname>", .tagMismatch, "</nom>"),
        ("<className>2de 4</className>", "", .missingElement, "ajoutez <className>"),
        ("</convention>", "</convention>x", .textAfterEnd, "supprimez-le"),
        ("Karim", "Ka\u{202E}rim", .forbiddenCharacter, "«\u{A0}Ka<U+202E>rim\u{A0}»"),
        ("Karim", "K\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}arim", .forbiddenCharacter, "sans lettre"),
        ("<signing>", "<issue/><signing>", .unexpectedIssue, "lors de l’émission"),
    ])
    func `are told once, in words that help`(
        old: String, new: String, code: ConventionFault.Code, words: String
    ) throws {
        let faults = try Self.faults("public-lycee-seconde.xml", old, new)
        #expect(faults.map(\.code) == [code])
        #expect(faults.first?.line != nil)
        #expect(faults.first?.text(in: .french, quotingValues: true).contains(words) == true)
    }

    @Test(arguments: [
        ("\"2de 7\"", "7", ConventionFault.Code.notAJSONText), ("\"2de 7\"", "\"2de 7", .signExpected),
        ("\"2de 7\"", "\"\\udc00\"", .notWellFormed), ("\"2de 7\"", "\"\\ud83d\\u0041\"", .notWellFormed),
        ("\"2de 7\"", "\"2\u{7}\"", .forbiddenByte), ("\"2de 7\"", "\"2\\u0007\"", .forbiddenCharacter),
        ("\"2de 7\"", "'2de 7'", .notWellFormed), ("\"pupil\"", "'pupil'", .signExpected),
        ("\"2de 7\"", "\"2de 7\",", .signExpected),
        ("\"className\":", "\"className\": \"a\", \"class\\u004eame\":", .repeatedElement),
    ])
    func `are told of JSON too`(old: String, new: String, code: ConventionFault.Code) throws {
        #expect(try Self.faults("adult-pupil.json", old, new).map(\.code) == [code])
    }

    @Test(arguments: [String.Encoding.isoLatin1, .utf16, .windowsCP1252])
    func `say that a file is not UTF-8`(encoding: String.Encoding) throws {
        let source = String(
            decoding: try Repository.bytes("Examples/conventions/public-lycee-seconde.xml"), as: UTF8.self)
        let data = try #require(source.replacing("’", with: "'").data(using: encoding))
        #expect(try Self.faults([UInt8](data)).map(\.code) == [.notUTF8])
    }

    @Test func `do not include a byte order mark`() throws {
        for name in ["adult-pupil.json", "public-lycee-seconde.xml"] {
            #expect(try Self.faults([0xEF, 0xBB, 0xBF] + Repository.bytes("Examples/conventions/\(name)")) == [])
        }
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/p\">%p;]><a/>",
        "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>",
    ])
    func `are refused before an entity is read`(text: String) throws {
        #expect(try Self.faults(Array(text.utf8)).map(\.code) == [.documentTypeRefused])
        let error = #expect(throws: TemplateError.self) { try template(text) }
        #expect(error?.description.contains("DOCTYPE") == true)
    }

    @Test func `do not read another file by inclusion`() throws {
        let include = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\" parse=\"text\"/>"
        let faults = try Self.faults("public-lycee-seconde.xml", "Karim", include)
        #expect(faults.map(\.code) == [.strayElement])
    }

    private static let head = "<convention xmlns=\"urn:seing:convention:1\">"

    /// A megabyte of what costs a careless reader the square of its length.
    static let floods: [(name: String, text: String)] = [
        ("elements", head + String(repeating: "<x/>", count: 200_000) + "</convention>"),
        ("known elements", head + String(repeating: "<pupil/>", count: 40_000) + "</convention>"),
        ("attributes", head + "<x " + (0..<90_000).map { "a\($0)=\"\"" }.joined(separator: " ") + "/></convention>"),
        ("members", "{\"format\": \"urn:seing:convention:1\"" + (0..<40_000).map { ", \"a\($0)\": {}" }.joined() + "}"),
        (
            "items",
            "{\"format\": \"urn:seing:convention:1\", \"representatives\": [{}"
                + String(repeating: ",{}", count: 200_000) + "]}"
        ),
    ]

    @Test(arguments: floods.map(\.name))
    func `end soon, however many there are, and are not all told`(name: String) throws {
        let text = try #require(Self.floods.first { $0.name == name }?.text)
        let start = ContinuousClock.now
        let faults = try Self.faults(Array(text.utf8))
        #expect((1...150).contains(faults.count))
        #expect(start.duration(to: .now) < .seconds(15))
    }

    @Test func `give one name one form, composed or not, in XML and JSON`() throws {
        let xml = ConventionXML(schema: try Repository.schema("convention"))
        let source = String(decoding: try Repository.bytes("Examples/conventions/adult-pupil.json"), as: UTF8.self)
        let composed = try xml.parse(Array(source.precomposedStringWithCanonicalMapping.utf8))
        let decomposed = try xml.parse(Array(source.decomposedStringWithCanonicalMapping.utf8))
        #expect(source.unicodeScalars.count != source.decomposedStringWithCanonicalMapping.unicodeScalars.count)
        #expect(ConventionXML.serialize(composed) == ConventionXML.serialize(decomposed))
        #expect(try xml.parse(ConventionXML.serialize(decomposed)) == composed)
    }
}
