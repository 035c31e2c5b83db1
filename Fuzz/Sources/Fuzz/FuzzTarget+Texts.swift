import Foundation
import Typesetting
import XMLBridge

@testable import ConventionTemplates

extension FuzzTarget {
    static let texts = [
        FuzzTarget(name: "convention-data") { bytes in
            let data = try convention.parse(bytes)
            mustHold(
                (try? convention.parse(ConventionXML.serialize(data))) == data, "what is accepted is written alike")
            mustHold((try? convention.parse(ConventionXML.json(data))) == data, "in JSON it is the same")
        },
        FuzzTarget(name: "contact-sheet") { bytes in
            let sheet = try contactSheet.parse(bytes)
            mustHold(
                (try? contactSheet.parse(ContactSheetXML.serialize(sheet))) == sheet,
                "what is accepted is written alike")
            mustHold((try? contactSheet.parse(ContactSheetXML.json(sheet))) == sheet, "in JSON it is the same")
        },
        FuzzTarget(name: "convention-table") { bytes in
            let rows = try table.read(bytes)
            let again = ConventionTable.bytes(of: rows.map { .init(data: $0.data, contacts: $0.contacts) })
            mustHold(
                (try? table.read(again))?.map(\.data) == rows.map(\.data), "a table that is accepted is written alike")
            mustHold(
                (try? table.read(again))?.map(\.contacts) == rows.map(\.contacts), "and so are its contacts")
        },
        FuzzTarget(name: "json") { bytes in
            let envelope = try JSONEnvelope(bytes)
            _ = (envelope.document("convention"), envelope.text("template"), envelope.has("contacts"))
        },
        FuzzTarget(name: "xml") { bytes in
            let document = try XMLDocument(parsing: bytes)
            let canonical = try document.canonicalBytes()
            // Its canonical form may be longer than the bytes, and so too long to be read again.
            guard let again = try? XMLDocument(parsing: canonical) else { return }
            mustHold((try? again.canonicalBytes()) == canonical, "the canonical form is its own")
        },
        FuzzTarget(name: "template") { bytes in
            _ = try ConventionTemplate(
                bytes: bytes, file: "template.xml", schema: schema("template"), sha256: { _ in [0] })
        },
        FuzzTarget(name: "svg") { bytes in
            let image = try DocumentImage(svg: bytes)
            mustHold(image.width > 0 && image.height > 0, "a drawing has a size")
        },
        FuzzTarget(name: "png") { bytes in
            let image = try DocumentImage(png: bytes)
            mustHold(image.width * image.height <= 4_000_000, "a picture has no more pixels than are allowed")
        },
        FuzzTarget(name: "relax-ng") { _ = try RelaxNGSchema($0) },
    ]

    private static let convention = ConventionXML(schema: schema("convention"))
    private static let contactSheet = ContactSheetXML(schema: schema("contact-sheet"))
    private static let table = ConventionTable(conventionXML: convention, contactSheetXML: contactSheet)

    private static func schema(_ name: String) -> RelaxNGSchema {
        let directory = ProcessInfo.processInfo.environment["SEING_FUZZ_SCHEMAS"] ?? "Templates/Schemas"
        guard let data = FileManager.default.contents(atPath: "\(directory)/\(name).rng"),
            let schema = try? RelaxNGSchema(Array(data))
        else { fatalError("\(directory)/\(name).rng cannot be read; name the folder in SEING_FUZZ_SCHEMAS") }
        return schema
    }
}
