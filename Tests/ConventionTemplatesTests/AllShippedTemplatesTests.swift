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
        "amendment-2025-11", "attestation-2025-11", "contact-sheet-2025-11", "health-sheet-2025-11",
        "observation-2024-07", "observation-2025-11", "pfmp-example",
    ]

    private static func source(_ identifier: String) -> String { "Templates/Conventions/\(identifier)/template.xml" }

    struct PublishedText: Sendable, CustomTestStringConvertible {
        let identifier: String
        let version: String
        let sum: String

        var testDescription: String { "\(identifier) version \(version)" }

        /// The newest version stands in the file that people edit, every other in the folder of its version.
        var source: String {
            let isNewest = AllShippedTemplatesTests.published.last { $0.identifier == identifier }?.version == version
            return isNewest
                ? AllShippedTemplatesTests.source(identifier)
                : "Templates/Conventions/\(identifier)/earlier/version-\(version)/template.xml"
        }
    }

    /// A published text never changes and is never lost: conventions that were made from it could not be made again. Another
    /// text is another version: add it, and leave what is here. The digests are those of `xmllint --exc-c14n` and `sha256sum`.
    static let published = [
        ("amendment-2025-11", "1", "a16d9cc56a99024a5af78e4f2ec7a29d7a947bc60597fddd28aaefb6eea27bb4"),
        ("attestation-2025-11", "1", "7e90e80048e345c255ae7bb8cbf6a5f6e6228b085be7e2980015fd973a464eed"),
        ("observation-2024-07", "1", "68963e17469c4557eb0ff49772bc6a19a862189a53a6b30138fd8ec432b2eb5a"),
        ("observation-2025-11", "2", "60c189eaa87fb31818bcd71dbff91c0a6309de3769f40106cd0c3a8b62922921"),
        ("pfmp-example", "1", "279f66389024e2af4ede71a2a29507075bf4d84937f166ec2f58d71d8960495b"),
        ("observation-2025-11", "3", "3a5d36c2354cb73a4b1a5b9bbe16ee147c3e75caa099cd96fc65d6571da34e16"),
        ("observation-2024-07", "2", "70584072efe44225aec789cca490f893f58ae6d2803a235fc44480081067561b"),
        ("amendment-2025-11", "2", "aaa4495c3fbe897b479683434fd0a0899d81ef33e8f71089d2a6a164e1cbcdef"),
        ("attestation-2025-11", "2", "58192dc07f81150367874abb4c8a40a18ed7907d622af8affc85403e97329880"),
        ("pfmp-example", "2", "d046723101c7c97115bc1735c7380de95fd2be9f37b2152aacfe9bab961b5d61"),
        ("contact-sheet-2025-11", "1", "dc013c9ebc7fff4cd13b9e7e3c5b76add6130feb74dac232fc3fd854536b5b64"),
        ("health-sheet-2025-11", "1", "3170ff52d318a9248cbb5342728188b9888f15b015f7a04a9d3d36dd98862f35"),
        ("pfmp-example", "3", "9c5c967c5542051d4cc31bff1dacff571f0b620df5f5dba49b53f2a7f7e63f17"),
        ("attestation-2025-11", "3", "c4c36001b2c9c231c9ba6fce1ecafaca5427d613ce71a02f85a492b743d7986f"),
        ("observation-2025-11", "4", "2cb759870057910139597e93bb03cbdb15fc5c908e7f12ebf62bf07a4f9c5077"),
        ("amendment-2025-11", "3", "2be51675a0635549ce7f41d4a8e3096945ee977fd5890266c7a3eef302e72ee6"),
        ("health-sheet-2025-11", "2", "17450d4722bbfda7aaeae5787b512a7a2f2f861893eb3ae3e0ec318f4d70cc32"),
    ].map(PublishedText.init)

    @Test func `is listed`() throws {
        #expect(try Repository.store().identifiers() == Self.identifiers)
    }

    @Test(arguments: published)
    func `has every text that was published, as other programs compute its digest`(text: PublishedText) throws {
        let canonical = try Command.run("xmllint", "--exc-c14n", Repository.root.appending(path: text.source).path())
        let sum = try Command.run("sha256sum", input: Array(canonical.output.utf8)).output.prefix(64)
        #expect(text.sum == String(sum))
        let template = try #require(try Repository.store().template(text.identifier, digest: "sha256:\(text.sum)"))
        #expect(template.isPublished && template.identity.version == text.version)
    }

    @Test func `has a line for each published text, in the order of publishing`() throws {
        let list = String(decoding: try Repository.bytes("Templates/Conventions/published.txt"), as: UTF8.self)
        let lines = list.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: " ").dropLast().joined(separator: " ") }
        #expect(lines == Self.published.map { "\($0.identifier) \($0.version) sha256:\($0.sum)" })
    }

    @Test(arguments: identifiers)
    func `makes new documents from the newest text, which has no draft after it`(identifier: String) throws {
        let newest = try #require(Self.published.last { $0.identifier == identifier })
        let store = try Repository.store()
        #expect(try store.template(identifier).digest == "sha256:\(newest.sum)")
        #expect(try store.workingText(identifier).digest == "sha256:\(newest.sum)")
    }

    @Test(arguments: identifiers)
    func `keeps in its newest text the rules that came after texts were published`(identifier: String) throws {
        let file = Repository.root.appending(path: Self.source(identifier)).path()
        #expect(throws: Never.self) {
            try ConventionTemplate(
                bytes: try Repository.bytes(Self.source(identifier)), file: file,
                schema: try Repository.schema("template"), sha256: { _ in [0] })
        }
    }

    @Test func `keeps no text that was never published`() throws {
        let folder = Repository.root.appending(path: "Templates/Conventions")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
            .filter { $0.hasSuffix("/template.xml") }.map { "Templates/Conventions/" + $0 }
        #expect(Set(files) == Set(Self.published.map(\.source)))
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
            #expect(throws: Never.self, "\(variant.name)") {
                guard case .sheet(let kind) = template.metadata.document else {
                    return try template.fill(variant.data, issue: issue)
                }
                let sample = try #require(variant.sheet)
                let context = try #require(SheetContext(sample.contacts, of: variant.data, for: sample.reader))
                return try template.fill(kind, context, of: variant.data, issue: issue)
            }
        }
    }
}
