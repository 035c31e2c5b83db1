import Foundation
import TestSupport
import Testing
import ToolSupport

/// A file made to keep the verifier busy costs its ten seconds and nothing of the others.
@Suite("seing verify on files that take too long", .timeLimit(.minutes(5)))
struct SlowFileTests {
    /// Twenty thousand pages that share one list of annotations with two hundred thousand entries: all would be looked at.
    private static func slowFile() -> [UInt8] {
        let count = 20_000
        var objects: [Int: String] = [
            1: "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/SigFlags 3>>>>",
            2: "<</Type/Pages/Count \(count)/Kids[\((4..<count + 4).map { "\($0) 0 R" }.joined(separator: " "))]>>",
            3: "[" + String(repeating: "1 ", count: 200_000) + "]",
        ]
        for number in 4..<count + 4 {
            objects[number] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots 3 0 R>>"
        }
        return PDFForge.bytes(objects)
    }

    @Test func `gives them up with a word, and reports every other one`() async throws {
        let sample = try await SampleConvention.shared.value
        let folder = try TemporaryDirectory()
        let (slow, good) = (Self.slowFile(), try sample.bytes)
        // As many as there are workers at least on a small machine: each is held up once.
        for name in ["a.pdf", "b.pdf", "m.pdf"] { try folder.write(name, slow) }
        for number in 0..<8 { try folder.write("good-\(number).pdf", good) }
        let start = ContinuousClock.now
        let table = try await Seing.run("verify", folder.path, "--trust", sample.trust, "--lang", "fr")
        let elapsed = start.duration(to: .now)
        #expect(table.status == 2, "\(table)")
        #expect(
            elapsed < .seconds(60), "three times ten seconds at most on one core, and some for the rest: \(elapsed)")
        let rows = table.output.split(separator: "\n").prefix { $0 != "À revoir" }
        #expect(rows.filter { $0.hasPrefix("✓ good-") }.count == 8, "\(table.output)")
        for name in ["a.pdf", "b.pdf", "m.pdf"] {
            #expect(rows.contains { $0.hasPrefix("? \(name)") }, "\(table.output)")
            #expect(
                table.output.contains("  \(name)\n    Ce document est trop grand ou trop complexe pour être vérifié."))
        }
        #expect(table.output.contains("8 en ordre, 3 impossibles à vérifier entièrement"))
    }
}
