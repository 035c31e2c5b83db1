import Foundation
import TestSupport
import Testing

@testable import Typesetting

@Suite("Names of ten languages", .tags(.interop))
struct NameTests {
    static let names: [(language: String, names: String)] = [
        ("French", "Gaëlle Œuvrard-Lefèvre, Loïc Gouÿn, Anaïs L’Haÿ"),
        ("Portuguese", "João Conceição Magalhães, Mónica Côrte-Real"),
        ("Vietnamese", "Nguyễn Thị Hồng Ánh, Đặng Văn Dũng, Phạm Quỳnh Như, Trần Đức Thịnh, Huỳnh Ngọc Thảo, Lê Ưu Ơn"),
        ("Polish", "Łukasz Żółkiewski, Święcicka Małgorzata, Źrebiec Ćwikła, Gołębiowski Stanisław"),
        ("Turkish", "Şükrü Öztürk, Işıl Yıldız, İpek Çağla, Yiğit Güneş"),
        ("Greek", "Ελένη Παπαδοπούλου, Αικατερίνη Ξένου, Νικολαΐδης Δημήτρης, Ψαρρός Ϊων Όθων"),
        ("Russian and Ukrainian", "Юлия Щербакова, Фёдор Эйзенштейн, Їжакевич Ґалаґан, Єва Ў"),
        ("Romanian", "Ștefan Țîrlea, Mihăiță Brâncuși, Gheorghiță Păunescu"),
        ("Czech", "Jiří Růžička, Šárka Žižková, Čeněk Dvořák, Šťastný Ďuriš, Zdeňka Říhová"),
        ("Hungarian and Icelandic", "Győző Szűcs, Őze Űrmössy, Þór Ægisdóttir, Guðrún"),
    ]

    @Test(arguments: names.indices)
    func `are set in every face and come out as they went in`(index: Int) throws {
        let names = Self.names[index].names
        let file = try DocumentFile(
            document(Inline.Style.allCases.map { .paragraph([Inline(names, $0)], .body) }, title: names))
        let text = words(try file.read("pdftotext", "-raw", after: ["-"])).precomposedStringWithCanonicalMapping
        // Once in the title, once in each face.
        #expect(text.components(separatedBy: words(names)).count == 5, "\(Self.names[index].language): \(text)")
        let result = try Command.run(conformanceCheck, "3a,ua1", file.path)
        #expect(result.succeeded, "\(result.output)")
    }

    /// More glyphs of a face than codes of one byte.
    @Test func `may have more letters together than there are short codes`() throws {
        let ranges: [ClosedRange<UInt32>] = [
            0xC0...0xD6, 0xD8...0xF6, 0xF8...0x17F, 0x391...0x3A1, 0x3B1...0x3C9, 0x410...0x44F,
        ]
        let letters = ranges.joined().compactMap(Unicode.Scalar.init).filter { $0 != "\u{149}" && $0 != "\u{17F}" }
        let lines = stride(from: 0, to: letters.count, by: 20).map { start in
            String(String.UnicodeScalarView(letters[start..<min(start + 20, letters.count)]))
        }
        let file = try DocumentFile(
            document(lines.flatMap { [paragraph($0), .paragraph([Inline($0, .bold)], .body)] }))
        let text = words(try file.read("pdftotext", "-raw", after: ["-"])).precomposedStringWithCanonicalMapping
        for line in lines { #expect(text.components(separatedBy: line).count == 3, "\(line)") }
        let result = try Command.run(conformanceCheck, "3a,ua1", file.path)
        #expect(result.succeeded, "\(result.output)")
    }

    @Test func `beyond the fonts are refused with the character's name`() throws {
        let typesetter = Typesetter(fonts: try Fonts.set())
        for (name, scalar) in [("علي", "ع"), ("王芳", "王"), ("ივანე", "ი"), ("Հայկ", "Հ")] as [(String, Unicode.Scalar)] {
            #expect(throws: TypesettingError.missingGlyph(scalar, face: .regular, place: "block 2")) {
                try typesetter.typeset(document([paragraph(name)]))
            }
        }
    }
}
