import Foundation
import Testing

@testable import ConventionTemplates

/// What is done the short way gives what Foundation gives the long way.
@Suite("Texts in their normal form")
struct TextNormalisationTests {
    @Test func `every character that needs no look stays as it is beside whatever stands`() {
        let scalars = (0..<UInt32(0x3000)).compactMap(Unicode.Scalar.init).filter(TextNormalisation.isAlwaysComposed)
        #expect(scalars.count > 1500)
        for scalar in scalars {
            #expect(scalar.properties.canonicalCombiningClass == .notReordered)
            for before in ["a", "E", "\u{41A}", "\u{3B1}", "e\u{301}", ""] {
                let text = before + String(scalar)
                let composed = text.precomposedStringWithCanonicalMapping.unicodeScalars
                #expect(
                    composed.elementsEqual(
                        before.precomposedStringWithCanonicalMapping.unicodeScalars + [scalar]),
                    "U+\(String(scalar.value, radix: 16)) after \(before)")
            }
        }
    }

    @Test func `a line is composed, trimmed, and has single spaces`() {
        let parts = [
            " ", "  ", "\t", "\n", "\r\n", "a", "Z9", "~", "é", "e\u{301}", "\u{301}", "Ω", "\u{2126}", "ễ", "Щ", "’",
            "\u{A0}", "\u{7F}",
        ]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...6, using: &generator)).map { _ in parts.randomElement() ?? "" }.joined()
            let expected = text.precomposedStringWithCanonicalMapping.unicodeScalars
                .split { " \t\n\r".unicodeScalars.contains($0) }.map { String($0) }.joined(separator: " ")
            let found = TextNormalisation.singleLine(text)
            #expect(found.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(Array(text.unicodeScalars))")
        }
    }
}
