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

    @Test func `beyond the fonts are refused with the character's name`() throws {
        let typesetter = Typesetter(fonts: try Fonts.set())
        for (name, scalar) in [("علي", "ع"), ("王芳", "王"), ("ივანე", "ი"), ("Հայկ", "Հ")] as [(String, Unicode.Scalar)] {
            #expect(throws: TypesettingError.missingGlyph(scalar, face: .regular, place: "block 2")) {
                try typesetter.typeset(document([paragraph(name)]))
            }
        }
    }
}
