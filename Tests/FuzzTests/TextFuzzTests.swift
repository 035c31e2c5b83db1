import Foundation
import Parties
import Testing
import ToolSupport
import Typesetting
import XMLBridge

@testable import ConventionTemplates
@testable import HTTPService
@testable import Mail

/// What schools, employers and browsers send.
@Suite("Altered texts")
struct TextFuzzTests {
    private static let markup = [
        "<", "</", "/>", "<!--", "<![CDATA[", "]]>", "&", "&lt;", "&#0;", "&#x110000;",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "<?xml version='1.1'?>", "xmlns='urn:x'", "{", "}", "[", "]", "\"", "\\u0000", "\\ud800", "null", "1e999",
    ]

    private func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: PythonTool.root.appending(path: path)))
    }

    private func schema(_ name: String) throws -> RelaxNGSchema {
        try RelaxNGSchema(bytes("Templates/Schemas/\(name).rng"))
    }

    private func examples(_ names: [String]) throws -> [[UInt8]] {
        try names.map { try bytes("Examples/conventions/\($0)") }
    }

    @Test func `are read or refused: data of a convention, XML and JSON`() throws {
        let reader = ConventionXML(schema: try schema("convention"))
        let corpus = try examples(["public-lycee-seconde.xml", "two-representatives.xml", "adult-pupil.json"])
        let mutator = Mutator(corpus: corpus, words: Self.markup)
        try Fuzzing(reader: "ConventionXML", mutator: mutator).run(rounds: 400) { bytes in
            let read = Result { try reader.parse(bytes) }
            // The verifier reads what is embedded by the form alone.
            if case .failure(let error as ConventionDataError) = read,
                error.faults.contains(where: { $0.code == .schemaRefused })
            {
                Issue.record("the schema refuses what the form accepts")
            }
            let data = try read.get()
            let again = Result { try reader.parse(ConventionXML.serialize(data)) }
            let mapped = Result { try reader.parse(ConventionXML.json(data)) }
            if try again.get() != data || mapped.get() != data {
                Issue.record("what was accepted is written differently")
            }
        }
    }

    @Test func `are read or refused: contact sheets`() throws {
        let reader = ContactSheetXML(schema: try schema("contact-sheet"))
        let corpus = try examples(["public-lycee-seconde.contacts.xml", "adult-pupil.contacts.json"])
        let mutator = Mutator(corpus: corpus, words: Self.markup)
        try Fuzzing(reader: "ContactSheetXML", mutator: mutator).run(rounds: 400) { _ = try reader.parse($0) }
    }

    @Test func `are read or refused: tables of conventions`() throws {
        let reader = ConventionTable(
            conventionXML: ConventionXML(schema: try schema("convention")),
            contactSheetXML: ContactSheetXML(schema: try schema("contact-sheet")))
        let words = [";", ",", "\"", "\"\"", "\r\n", "\n", "'", "=", "\u{FEFF}", "14/06/2027", "9h-12h", "\u{0}", "\t"]
        let mutator = Mutator(corpus: try examples(["four-conventions.csv"]), words: words)
        try Fuzzing(reader: "ConventionTable", mutator: mutator).run(rounds: 200) { bytes in
            let rows = try reader.read(bytes)
            let again = ConventionTable.bytes(of: rows.map { .init(data: $0.data, contacts: $0.contacts) })
            let read = Result { try reader.read(again) }
            if try read.get().map(\.data) != rows.map(\.data) {
                Issue.record("what was accepted is written differently")
            }
        }
    }

    @Test func `are read or refused: templates`() throws {
        let schema = try schema("template")
        let corpus = [try bytes("Templates/Conventions/observation-2025-11/template.xml")]
        let mutator = Mutator(corpus: corpus, words: Self.markup)
        try Fuzzing(reader: "ConventionTemplate", mutator: mutator).run(rounds: 100) { bytes in
            _ = try ConventionTemplate(bytes: bytes, file: "template.xml", schema: schema, sha256: { _ in [0] })
        }
    }

    @Test func `are read or refused: drawings`() throws {
        let words = [
            "1e6", "-1e-320", "nan", "0", "a1 1 0 01", "z", "m", "href=\"#ray\"", "scale(1e6)", "rotate(", "url(#a)",
            "opacity=\".1\"",
        ]
        let mutator = Mutator(corpus: [try bytes("Examples/letterhead/logo.svg")], words: words + Self.markup)
        try Fuzzing(reader: "SVG", mutator: mutator).run(rounds: 400) { bytes in
            let image = try DocumentImage(svg: bytes)
            if !(image.width > 0 && image.height > 0) { Issue.record("a drawing has no size") }
        }
    }

    @Test func `are read or refused: schemas`() throws {
        let mutator = Mutator(corpus: [try bytes("Templates/Schemas/contact-sheet.rng")], words: Self.markup)
        try Fuzzing(reader: "RelaxNGSchema", mutator: mutator).run(rounds: 200) { _ = try RelaxNGSchema($0) }
    }

    @Test func `are read or refused: mail addresses`() throws {
        let addresses = ["awa.diallo@famille.example", "a@b", "o'neil+stage@sub.ac-creteil.fr"].map { Array($0.utf8) }
        let mutator = Mutator(corpus: addresses, words: ["@", ".", "<", ">", ",", "\n", "%0a", "\"", " "])
        try Fuzzing(reader: "EmailAddress", mutator: mutator).run(rounds: 3_000) { bytes in
            let address = try EmailAddress(String(decoding: bytes, as: UTF8.self))
            let isPlain = address.text.utf8.allSatisfy {
                (0x21...0x7E).contains($0) && !"<>,;:\"()\\".utf8.contains($0)
            }
            if !isPlain { Issue.record("accepted an address that changes a header") }
        }
    }

    @Test func `are read or refused: messages of the mailbox`() throws {
        let message =
            "To: <a@b.example>\r\nSubject: =?utf-8?Q?Votre_=C3=A9l=C3=A8ve?=\r\n\r\nBonjour =C3=A9=\r\n\r\n.\r\n"
        let mutator = Mutator(corpus: [Array(message.utf8)], words: ["=?", "?=", "=", "\r\n\r\n", "?Q?", "?B?"])
        try Fuzzing(reader: "StoredMessage", mutator: mutator).run(rounds: 2_000) { bytes in
            // Any bytes are a message; an empty subject stands for refusal.
            let stored = StoredMessage(id: "a", deliveredAt: Date(timeIntervalSince1970: 0), bytes: bytes)
            if stored.subject.isEmpty { throw CancellationError() }
        }
    }

    @Test func `are read or refused: bodies of requests`() throws {
        let body =
            #"{"signatory":{"givenName":"Hugo","familyName":"Martin"},"capacity":"Gérant","consentVersion":"1","#
            + #""revisionSha256":"\#(String(repeating: "ab", count: 32))"}"#
        let json = Mutator(corpus: [Array(body.utf8)], words: Self.markup)
        try Fuzzing(reader: "CountersignatureRequestBody", mutator: json).run(rounds: 2_000) { bytes in
            _ = try CountersignatureRequestBody(bytes).request(key: "a key")
        }
        let form = Mutator(
            corpus: [Array("jeton=a-b_c&accord=oui&code=012345&motif=%C3%A9t%C3%A9+1".utf8)], words: ["%", "&", "="])
        try Fuzzing(reader: "FormFields", mutator: form).run(rounds: 3_000) { _ = try FormFields($0)["code"] }
    }
}
