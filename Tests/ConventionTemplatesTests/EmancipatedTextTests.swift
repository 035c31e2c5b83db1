import Parties
import Testing
import Typesetting

@testable import ConventionTemplates

/// What the texts print that know of emancipation.
extension EmancipatedDataTests {
    private static func text(_ identifier: String, on day: String = "2026-11-23") throws -> String {
        let supplements: [ConventionData.Supplement] =
            identifier.hasPrefix("amendment")
            ? [.init(name: "changes", value: "Le lieu change."), .init(name: "effectiveOn", value: "2027-06-15")] : []
        return plainText(
            try fill(
                identifier,
                { data in
                    data.document = supplements.isEmpty ? .convention : .amendment
                    data.supplements = supplements
                }, on: day
            ).blocks)
    }

    @Test(arguments: ["observation-2025-11", "amendment-2025-11"])
    func `are said of an emancipated pupil, and nobody is called of age or a representative`(identifier: String) throws
    {
        let text = try Self.text(identifier)
        #expect(text.contains("sans objet, l’élève est mineur et émancipé"))
        #expect(text.contains("L’élève est émancipé et ") && text.contains("article\u{A0}413-6 du code civil"))
        #expect(!text.contains("majeur") && !text.contains("majorité"), "\(text)")
        #expect(!text.contains("par un responsable légal") && !text.contains("charge des responsables légaux"))
        #expect(!text.contains("responsables légaux veillent"))
    }

    @Test(arguments: ["observation-2025-11", "amendment-2025-11"])
    func `say nothing of emancipation once the pupil is of age`(identifier: String) throws {
        #expect(try Self.text(identifier, on: "2028-01-11").contains("émancipé"))
        let text = try Self.text(identifier, on: "2028-01-12")
        #expect(text.contains("sans objet, l’élève est majeur") && text.contains("L’élève a atteint la majorité et "))
        #expect(!text.contains("mancip"))
    }

    @Test(arguments: Repository.conventionExamples)
    func `leave the text of all others alone`(name: String) throws {
        let data = try Repository.example(name)
        let content = try Repository.store().template("observation-2025-11").fill(
            data, issue: Repository.issue(of: data))
        #expect(!plainText(content.blocks).contains("mancip"))
    }

    @Test func `ask three to sign, each in a box`() throws {
        let boxes = flattened(try Self.fill("observation-2025-11").blocks).flatMap { block -> [SignatureBox] in
            guard case .signatureBoxes(let boxes) = block else { return [] }
            return boxes
        }
        #expect(boxes.map(\.fieldName) == ["employer", "school", "student"])
    }
}
