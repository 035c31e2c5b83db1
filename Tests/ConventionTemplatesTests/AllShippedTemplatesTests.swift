import Foundation
import Parties
import TestSupport
import Testing
import Typesetting
import XMLBridge

@testable import ConventionTemplates

@Suite("Every template that came with the program")
struct AllShippedTemplatesTests {
    /// Named here too, so that none is lost or added unseen.
    static let identifiers = [
        "amendment-2025-11", "attestation-2025-11", "observation-2024-07", "observation-2025-11", "pfmp-example",
    ]

    private static func source(_ identifier: String) -> String { "Templates/Conventions/\(identifier)/template.xml" }

    /// A published text never changes: conventions that were made from it could not be made again. Another text is another
    /// template. The digests are those of `xmllint --exc-c14n` and `sha256sum`.
    private static let digests = [
        "amendment-2025-11": "96dc84ca9472c383b2b62dcf90c487f8d17547060d9af5797973b85116466273",
        "attestation-2025-11": "4428f187f2c288a2e8f661d012669d808493b9025f8a74401b5cb44337736348",
        "observation-2024-07": "19ba2d2579979e69b7ffd368075a1bcb34de7c31b919a32c7eb574ad169b61d2",
        "observation-2025-11": "3c742fb45aea06ae4f693c31af13f35e78779551d9b29e73979a9fc45357cb30",
        "pfmp-example": "d9d38b26a41dc5e8f69b05dce18c636cb77bc33392fd6dc8362037ded3ab7c88",
    ]

    @Test func `is listed`() throws {
        #expect(try Repository.store().identifiers() == Self.identifiers)
    }

    @Test(arguments: identifiers)
    func `has the text that was published, as other programs compute its digest`(identifier: String) throws {
        let file = Repository.root.appending(path: Self.source(identifier)).path()
        let canonical = try Command.run("xmllint", "--exc-c14n", file)
        let sum = try Command.run("sha256sum", input: Array(canonical.output.utf8)).output.prefix(64)
        #expect(Self.digests[identifier] == String(sum))
        let list = String(
            decoding: try Repository.bytes("Templates/Conventions/published.txt"), as: UTF8.self)
        #expect(list.split(separator: "\n").contains { $0.hasPrefix("\(identifier) 1 sha256:\(sum) ") })
    }

    @Test(arguments: identifiers)
    func `is valid by the schema, as another program judges`(identifier: String) throws {
        let schema = Repository.root.appending(path: "Templates/Schemas/template.rng").path()
        let file = Repository.root.appending(path: Self.source(identifier)).path()
        #expect(try Command.run("xmllint", "--noout", "--relaxng", schema, file).succeeded)
        let canonical = try XMLDocument(parsing: try Repository.bytes(Self.source(identifier))).canonicalBytes()
        #expect(try Command.run("xmllint", "--exc-c14n", file).output == String(decoding: canonical, as: UTF8.self))
    }

    @Test(arguments: identifiers)
    func `claims no more than a simple signature, and cites no article that was renumbered`(identifier: String) throws {
        let text = String(decoding: try Repository.bytes(Self.source(identifier)), as: UTF8.self).lowercased()
        for word in ["avancée", "qualifiée", "manuscrite", "1384", "l. 211-1", "numéro ine", "sécurité sociale"] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test(arguments: identifiers)
    func `serves every situation, and gives every signatory a box`(identifier: String) throws {
        let template = try Repository.store().template(identifier)
        let variants = SampleVariant.all(for: template)
        #expect(variants.count >= 3)
        for variant in variants {
            #expect(variant.data.faults().isEmpty, "\(variant.name)")
            let issue = IssueContext(
                conventionID: "7K3F-92QM", issuedOn: variant.data.placement.start, createdAt: 0, isDemonstration: false,
                order: [variant.data.signing.required], amends: SampleVariant.amended)
            #expect(throws: Never.self, "\(variant.name)") { try template.fill(variant.data, issue: issue) }
        }
    }
}
