import ConventionVerification
import Foundation
import PAdESValidation
import PDFModel
import Testing

@testable import SeingCLI

/// Whatever can be found is said in both languages, and nothing in the wrong one.
@Suite("The text of a finding")
struct FindingTextTests {
    private static let details: [FindingDetail] =
        ContentsFault.allCases.map(FindingDetail.contents) + TimeFault.allCases.map(FindingDetail.time)
        + ChainFault.allCases.flatMap { [.chain($0, depth: 0), .chain($0, depth: 2)] } + [.object(12)]

    static let texts: [FindingText] =
        FindingCode.allCases.map(\.text) + ConventionFinding.Code.allCases.map(\.text) + details.map(\.text)

    @Test func `is another one for each finding, in each language`() {
        let codes = FindingCode.allCases.map(\.text) + ConventionFinding.Code.allCases.map(\.text)
        #expect(Set(codes.map(\.french)).count == codes.count)
        #expect(Set(codes.map(\.english)).count == codes.count)
    }

    @Test(arguments: texts)
    func `is there in French and English`(text: FindingText) {
        #expect(!text.french.isEmpty && !text.english.isEmpty && text.french != text.english)
        let words = Set(text.french.lowercased().split { !$0.isLetter }.map(String.init))
        #expect(words.isDisjoint(with: ["the", "is", "of", "no", "not", "found", "expected", "signature's", "byte"]))
        let english = Set(text.english.lowercased().split { !$0.isLetter }.map(String.init))
        #expect(english.isDisjoint(with: ["le", "la", "les", "un", "une", "est", "pas", "du"]))
    }

    @Test(arguments: texts)
    func `is typographically right in French`(text: FindingText) {
        let french = Language.withFrenchSpaces(text.french)
        #expect(!french.contains("'") && !french.contains("\""))
        for mark in [":", ";", "!", "?", "»"] {
            for part in french.components(separatedBy: mark).dropLast() { #expect(part.hasSuffix("\u{202F}")) }
        }
        #expect(!french.hasSuffix(".") && french.first?.isUppercase == false)
    }

    @Test func `holds no found or expected value of the reader in French`() {
        for code in PDFReadError.Code.allCases {
            let error = PDFReadError(code, at: 7, found: "FOUND", expected: "EXPECTED")
            let text = ReadErrorText(error: error, language: .french)
            #expect(!text.reason.contains("FOUND") && !text.reason.contains("byte") && text.reason.contains("octet 7"))
            #expect(ReadErrorText(error: error, language: .english).reason.contains("FOUND"))
        }
    }
}

@Suite("Text of a document in a report")
struct PrintableTests {
    @Test(arguments: [
        ("Inès d’Été-Müller", "Inès d’Été-Müller"), ("a\n  ✓ b", "a\\u{A}  ✓ b"), ("\u{1B}[2J", "\\u{1B}[2J"),
        ("\u{202E}abc", "\\u{202E}abc"), ("\u{2028}", "\\u{2028}"), ("\u{9B}2J", "\\u{9B}2J"),
    ])
    func `forges no line and drives no terminal`(text: String, shown: String) {
        #expect(Printable.text(text) == shown)
    }

    @Test func `ends somewhere`() { #expect(Printable.text(String(repeating: "a", count: 10_000)).count == 201) }
}
