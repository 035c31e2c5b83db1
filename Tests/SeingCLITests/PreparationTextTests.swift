import Foundation
import Testing
import ToolSupport
import Workflow
import WorkflowTestSupport

@testable import SeingCLI

@Suite("What the school reads of a preparation")
struct PreparationTextTests {
    @Test func `nothing that outsiders write steers the terminal or forges a line`() async throws {
        let texts = try WorkflowTexts.load(directory: PythonTool.root.appending(path: "Templates").path)
        let bench = try await PreparedConvention(texts: texts, hasTwoParents: true)
        let part = PreparedConvention.complete([
            "host/sector": "Bois\u{1B}[2J", "placement/activities": String(repeating: "a", count: 300) + "\nfin",
        ])
        _ = try await bench.workflow.savePart(try await bench.token("employer"), part, gives: false)
        try await bench.workflow.disputeFamily(
            try await bench.token("representative-1"), message: "Née\u{202E}\n  part de l’organisme : faite")
        try await bench.workflow.disputeFamily(try await bench.token("representative-2"), message: "La classe")
        let detail = try #require(try await bench.workflow.show(bench.id).preparation)
        let lines = PreparationText(detail: detail, language: .french).lines
        #expect(lines.contains { $0.hasSuffix(#" : Bois\u{1B}[2J"#) })
        #expect(lines.contains { $0.hasSuffix(String(repeating: "a", count: 300) + " / fin") })
        // French has no-break spaces before some signs.
        let plain = lines.map { $0.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ") }
        #expect(plain.contains { $0.contains(#"Née\u{202E}"#) && $0.contains("La classe") }, "\(plain)")
        #expect(!lines.joined().unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\n" })
    }
}
