import Parties
import Testing
import Typesetting

@testable import ConventionTemplates

@Suite("The templates pfmp-example and attestation-2025-11")
struct ShippedExampleTests {
    private static func contents(_ identifier: String) throws -> [(variant: String, content: DocumentContent)] {
        let template = try Repository.store().template(identifier)
        return try SampleVariant.all(for: template).map { variant in
            let issue = IssueContext(
                conventionID: "7K3F-92QM", issuedOn: variant.data.placement.end, createdAt: 0, isDemonstration: true,
                order: [variant.data.signing.required], amends: SampleVariant.amended)
            return (variant.name, try template.fill(variant.data, issue: issue))
        }
    }

    @Test func `ask for no number to call in an emergency, and say where it is`() throws {
        let template = try Repository.store().template("pfmp-example")
        #expect(!template.supplements.contains { $0.name.lowercased().contains("emergency") })
        // An example of every type of supplement all the same; addresses may all be left out.
        #expect(Set(template.supplements.map(\.kind)) == Set(SupplementDeclaration.Kind.allCases))
        let required = template.supplements.filter { !$0.isOptional }.map(\.kind)
        #expect(!required.contains(.email) && !required.contains(.telephone))
        for (variant, content) in try Self.contents("pfmp-example") {
            let text = plainText(content.blocks)
            #expect(
                text.contains("ceux à appeler en cas d’urgence, et ce que l’organisme d’accueil doit savoir"),
                "\(variant)")
            #expect(text.contains("individualisé (PAI) ne figurent pas dans la présente convention"), "\(variant)")
        }
        let least = try #require(try Self.contents("pfmp-example").first { $0.variant == "without-options" })
        #expect(!plainText(least.content.blocks).contains("@"))
    }

    @Test(arguments: ["pfmp-example", "attestation-2025-11"])
    func `part no SIRET from its word at the end of a line`(identifier: String) throws {
        let texts = try Self.contents(identifier).map { plainText($0.content.blocks) }
        #expect(texts.contains { $0.contains("(SIRET\u{A0}9") })
        #expect(texts.allSatisfy { !$0.contains("SIRET 9") })
    }

    @Test func `put an attestation of one place on one page`() throws {
        let typesetter = Typesetter(fonts: try FontSet())
        for (variant, content) in try Self.contents("attestation-2025-11")
        where variant != "longest" && !variant.contains("several") {
            #expect(try typesetter.typeset(content).pageCount == 1, "\(variant)")
        }
    }
}
