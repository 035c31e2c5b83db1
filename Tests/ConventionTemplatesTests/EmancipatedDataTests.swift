import Foundation
import OpenSSLBridge
import Parties
import TestSupport
import Testing
import Typesetting

@testable import ConventionTemplates

@Suite("The data of an emancipated pupil, and what is printed")
struct EmancipatedDataTests {
    /// The pupil of age of the examples, two years younger.
    private static let json = Result {
        String(decoding: try Repository.bytes("Examples/conventions/adult-pupil.json"), as: UTF8.self)
            .replacing("2008-01-12", with: "2010-01-12")
            .replacing("\"2de 7\"", with: "\"2de 7\", \"emancipated\": \"true\"")
    }

    private static func xml() throws -> ConventionXML { ConventionXML(schema: try Repository.schema("convention")) }

    static func data() throws -> ConventionData { try xml().parse(Array(try json.get().utf8)) }

    private static func table() throws -> ConventionTable {
        ConventionTable(
            conventionXML: try xml(), contactSheetXML: ContactSheetXML(schema: try Repository.schema("contact-sheet")))
    }

    private static func codes(_ text: String) throws -> [ConventionFault.Code] {
        let xml = try xml()
        do throws(ConventionDataError) {
            _ = try xml.parse(Array(text.utf8))
            return []
        } catch { return error.faults.map(\.code) }
    }

    // MARK: The format

    /// Of the files that a program of before there was an emancipation exported, as `xmllint --exc-c14n` and `sha256sum` name them.
    @Test(arguments: [
        ("public-lycee-seconde.xml", "3502dc00c8c41bd019052ed8cf1a211547c554014430ecc2c0650a901dc4955d"),
        ("private-college-troisieme.xml", "7807a347f149568c4a1b69acc35ec2b96c9d4d15360fc489520a1e876cd05b0d"),
        ("two-representatives.xml", "70bf380d264a5d4aaa46b5a41416c44a473304da50d1a08f9cde17c888ad457b"),
        ("adult-pupil.json", "c429bc94a8070fa7be67e8350dfcb8c1cf1c5ab5c65d179a576c4aea797253cf"),
    ])
    func `leave the canonical bytes of all others as they were`(name: String, digest: String) throws {
        let data = try Repository.example(name)
        #expect(!data.pupil.isEmancipated)
        #expect(ConventionXML.canonicalDigest(data, sha256: DigestAlgorithm.sha256.digest) == "sha256:\(digest)")
        var source = String(decoding: try Repository.bytes("Examples/conventions/\(name)"), as: UTF8.self)
        source.replace("</className>", with: "</className><emancipated> false </emancipated>")
        source.replace(/("className": "[^"]*")/) { "\($0.output.1), \"emancipated\": \"false\"" }
        #expect(ConventionXML.serialize(try Self.xml().parse(Array(source.utf8))) == ConventionXML.serialize(data))
    }

    @Test func `come back from XML, JSON and a table, and another program takes them by the schema`() throws {
        let data = try Self.data()
        let canonical = ConventionXML.serialize(data)
        #expect(data.pupil.isEmancipated)
        #expect(
            String(decoding: canonical, as: UTF8.self).contains(
                "</className>\n    <emancipated>true</emancipated>\n  </pupil>"))
        #expect(try Self.xml().parse(canonical) == data && ConventionXML.parseKept(canonical) == data)
        #expect(try Self.xml().parse(ConventionXML.json(data)) == data)
        #expect(try Self.table().read(ConventionTable.bytes(of: [.init(data: data)])).map(\.data) == [data])
        let schema = Repository.root.appending(path: "Templates/Schemas/convention.rng").path()
        func isValid(_ bytes: [UInt8]) throws -> Bool {
            try Command.run("xmllint", "--noout", "--relaxng", schema, "-", input: bytes).succeeded
        }
        #expect(try isValid(canonical))
        let other = String(decoding: canonical, as: UTF8.self).replacing(">true</e", with: ">oui</e")
        #expect(try !isValid(Array(other.utf8)))
    }

    @Test func `are one of two words, in their place`() throws {
        let text = try Self.json.get()
        #expect(try Self.codes(text) == [])
        #expect(try Self.codes(text.replacing("\"true\"", with: "\"oui\"")) == [.notAChoice])
        #expect(try Self.codes(text.replacing("\"true\"", with: "\"\"")) == [.notAChoice])
        #expect(try Self.codes(text.replacing("\"true\"", with: "1")) == [.notAJSONText])
        #expect(try Self.xml().parse(Array(text.replacing("\"true\"", with: "true").utf8)) == Self.data())
        #expect(try Self.codes(text.replacing("2010-01-12", with: "2011-06-15")) == [.emancipatedTooYoung])
        #expect(try Self.codes(text.replacing("2010-01-12", with: "2011-06-14")) == [])
    }

    @Test(
        arguments: [
            ("true", true), ("VRAI", true), ("oui", true), ("", nil), ("FAUX", false), ("non", false), ("false", false),
        ] as [(String, Bool?)])
    func `are read as spreadsheets rewrite them`(cell: String, holds: Bool?) throws {
        var rows = try CSVText.rows(ConventionTable.bytes(of: [.init(data: try Self.data())]))
        let column = try #require(rows[0].firstIndex(of: "pupil.emancipated"))
        #expect(rows[1][column] == "true")
        rows[1][column] = cell
        guard holds == true else {
            // A minor who is not emancipated, and whom nobody represents.
            let refused = try #require(throws: ConventionTable.Refusal.self) {
                try Self.table().read(CSVText.bytes(rows))
            }
            #expect(refused.faults.map(\.fault.code) == [.minorWithoutRepresentative])
            return
        }
        #expect(try Self.table().read(CSVText.bytes(rows)).map(\.data) == [Self.data()])
    }

    @Test func `are refused with the column's name when a cell holds something else`() throws {
        var rows = try CSVText.rows(ConventionTable.bytes(of: [.init(data: try Self.data())]))
        let column = try #require(rows[0].firstIndex(of: "pupil.emancipated"))
        rows[1][column] = "peut-être"
        let refused = try #require(throws: ConventionTable.Refusal.self) { try Self.table().read(CSVText.bytes(rows)) }
        #expect(refused.faults.map(\.fault.code) == [.notAChoice])
        #expect(refused.faults[0].text(in: .english, quotingValues: false).contains("pupil.emancipated"))
    }

    // MARK: Templates that know nothing of it

    static func fill(
        _ identifier: String, _ change: (inout ConventionData) -> Void = { _ in }, on day: String = "2026-11-23"
    ) throws -> DocumentContent {
        var data = try data()
        change(&data)
        return try Repository.store().template(identifier).fill(
            data,
            issue: IssueContext(
                conventionID: "7K3F-92QM", issuedOn: try #require(CalendarDate(iso8601: day)), createdAt: 1_795_424_400,
                isDemonstration: false, order: [data.signing.required], amends: SampleVariant.amended))
    }

    @Test func `are refused by a text that takes a pupil without representatives for one of age`() throws {
        let error = try #require(throws: FillError.self) { try Self.fill("observation-2024-07") }
        guard case .data(let refused) = error else { throw error }
        #expect(refused.faults.map(\.code) == [.emancipationNotServed] && refused.faults[0].path == "pupil/emancipated")
        #expect(throws: Never.self) {
            try Self.fill("observation-2024-07", { $0.pupil.isEmancipated = false }, on: "2028-01-12")
        }
        // Neither says anything of who represents whom.
        for identifier in ["pfmp-example", "attestation-2025-11"] {
            #expect(try Repository.store().template(identifier).servesEmancipated, "\(identifier)")
        }
    }

    @Test(arguments: [
        ("<if value=\"pupil.adult\" is=\"yes\"><paragraph>x</paragraph></if>", false),
        ("<if value=\"representatives.count\" is=\"0\"><paragraph>x</paragraph></if>", false),
        (
            "<if value=\"pupil.adult\" is=\"yes\"><paragraph>x</paragraph></if>"
                + "<if value=\"pupil.standing\" is=\"emancipated\"><paragraph>y</paragraph></if>", true
        ),
        ("<for-each in=\"representatives\" as=\"r\"><paragraph><value of=\"r.name\"/></paragraph></for-each>", true),
        ("<paragraph>x</paragraph>", true),
    ])
    func `are served by a text that asks for them, or concludes nothing`(body: String, serves: Bool) throws {
        let template = try template(templateSource(body))
        #expect(template.servesEmancipated == serves)
        #expect(SampleVariant.all(for: template).contains { $0.data.pupil.isEmancipated } == serves)
        let data = try Self.data()
        #expect(template.faults(of: data).map(\.code) == (serves ? [] : [.emancipationNotServed]))
    }
}
