import Foundation
import Parties
import Testing

@testable import ConventionTemplates

/// What people do to a file so that it is no template any more, and what they are told: where, what, how to mend it, in their words.
@Suite("A broken template")
struct BrokenFileTests {
    struct Broken: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let source: String
        let line: Int
        let cause: String
        let remedy: String

        init(_ name: String, _ source: String, line: Int, _ cause: String, _ remedy: String) {
            (testDescription, self.source, self.line, self.cause, self.remedy) = (name, source, line, cause, remedy)
        }
    }

    private static let whole = templateSource("<paragraph>x</paragraph>\n<paragraph>y</paragraph>")

    private static func changed(_ old: String, _ new: String) -> String {
        precondition(whole.contains(old))
        return whole.replacing(old, with: new)
    }

    static let broken: [Broken] = [
        .init("nothing", "", line: 1, "le fichier est vide", "seing template new NOM"),
        .init("blanks", " \n ", line: 2, "le fichier est vide", "seing template new NOM"),
        .init("words", "Convention de stage", line: 1, "n’est pas du XML", "seing template new NOM"),
        .init(
            "a wrong end tag", changed("x</paragraph>", "x</strong>"), line: bodyLine,
            "</strong> est écrit alors que <paragraph>, ouvert à la ligne \(bodyLine), n’est pas fermé",
            "ajoutez </paragraph>"),
        .init(
            "no end tag", changed("x</paragraph>\n", "x\n"), line: bodyLine + 3,
            "</body> est écrit alors que <paragraph>, ouvert à la ligne \(bodyLine)", "corrigez l’un des deux noms"),
        .init(
            "half of it", String(whole[..<(whole.firstRange(of: ">y")?.upperBound ?? whole.endIndex)]),
            line: bodyLine + 1,
            "alors que <paragraph>, ouvert à la ligne \(bodyLine + 1)", "reprenez le fichier entier"),
        .init("a second end", whole + "\nx", line: bodyLine + 5, "quelque chose suit </template>", "supprimez-le"),
        .init(
            "an ampersand", changed(">x<", ">Roy & fils<"), line: bodyLine, "un signe & ou < est seul", "écrivez &amp;"),
        .init(
            "a name of HTML", changed(">x<", ">Roy&nbsp;fils<"), line: bodyLine, "&nbsp; n’est pas du XML",
            "les autres caractères eux-mêmes"),
        .init("a bell", changed(">x<", ">\u{7}<"), line: bodyLine, "caractère de contrôle", "supprimez-le"),
        .init(
            "no quotation marks", changed("<paragraph>x", "<paragraph style=lead>x"), line: bodyLine,
            "un attribut n’est pas bien écrit", "guillemets droits"),
        .init(
            "French quotation marks", changed("<paragraph>x", "<paragraph style=«lead»>x"), line: bodyLine,
            "un attribut n’est pas bien écrit", "guillemets droits"),
        .init(
            "an attribute twice", changed("<paragraph>x", "<paragraph style=\"lead\" style=\"lead\">x"), line: bodyLine,
            "deux fois dans la même balise", "n’en gardez qu’un"),
        .init(
            "a prefix", changed("<paragraph>x</paragraph>", "<w:p>x</w:p>"), line: bodyLine,
            "préfixe qui n’est pas déclaré", "retirez le préfixe"),
        .init(
            "a comment", changed(">x<", "><!-- a -- b -->x<"), line: bodyLine, "deux tirets de suite", "sans --"),
        .init(
            "a DOCTYPE", "<!DOCTYPE template [<!ENTITY e \"x\">]>\n" + whole, line: 1, "une déclaration DOCTYPE",
            "un modèle n’en a pas besoin"),
        .init(
            "depth", changed(">x<", ">" + nested(40) + "<"), line: bodyLine, "plus de 32 éléments", "réduisez"),
        .init(
            "great depth", changed(">x<", ">" + nested(400) + "<"), line: bodyLine, "plus de 32 éléments", "réduisez"),
        .init(
            "size", changed(">x<", ">" + String(repeating: "x", count: 2 << 20) + "<"), line: 1,
            "le fichier est trop gros",
            "retirez ce qui n’est pas du modèle"),
        .init(
            "another language", changed("fr-FR", "en"), line: 1, "la langue (language) du modèle est \"en\"",
            "écrivez language=\"fr-FR\""),
        .init(
            "no language", changed(" language=\"fr-FR\"", ""), line: 1, "l’attribut language manque",
            "ajoutez language="),
        .init(
            "a text that turns round", changed(">y<", ">Total : \u{202E}000 1<"), line: bodyLine + 1,
            "le caractère invisible U+202E (RIGHT-TO-LEFT OVERRIDE)", "tapez-le de nouveau"),
        .init(
            "the same by its number", changed(">y<", ">Total : &#x202E;000 1<"), line: bodyLine + 1,
            "le caractère invisible U+202E", "tapez-le de nouveau"),
        .init(
            "the same in an attribute",
            changed(
                "<paragraph>y</paragraph>", "<table caption=\"a\u{200B}\"><columns><column>c</column></columns></table>"
            ),
            line: bodyLine + 1, "le caractère invisible U+200B (ZERO WIDTH SPACE)", "tapez-le de nouveau"),
        .init(
            "a schema's matter",
            changed(
                "<paragraph>y</paragraph>", "<article number=\"1\"><heading>h</heading><heading>i</heading></article>"),
            line: bodyLine + 1, "a un second heading", "n’en gardez qu’un"),
        .init(
            "an empty heading", changed("<paragraph>y</paragraph>", "<section><heading/></section>"),
            line: bodyLine + 1,
            "l’élément heading est vide", "écrivez-y un texte"),
        .init(
            "an empty caption",
            changed("<paragraph>y</paragraph>", "<table caption=\"\"><columns><column>c</column></columns></table>"),
            line: bodyLine + 1, "caption", "retirez l’attribut"),
        .init(
            "a section in a note",
            changed("<paragraph>y</paragraph>", "<note><section><heading>h</heading></section></note>"),
            line: bodyLine + 1, "section est dans une note", "sortez-le"),
        .init(
            "a new page on one page",
            changed(
                "<paragraph>y</paragraph>",
                "<keep-together><paragraph>y</paragraph>\n<if value=\"pupil.adult\" is=\"yes\"><page-break/></if></keep-together>"
            ),
            line: bodyLine + 2, "dans l’élément keep-together de la ligne \(bodyLine + 1)", "placez-la avant ou après"),
        .init(
            "a new page in a note", changed("<paragraph>y</paragraph>", "<note><page-break/></note>"),
            line: bodyLine + 1,
            "dans l’élément note de la ligne \(bodyLine + 1)", "placez-la avant ou après"),
    ]

    private static func nested(_ depth: Int) -> String {
        String(repeating: "<strong>", count: depth) + "x" + String(repeating: "</strong>", count: depth)
    }

    /// Words of the parser, which speaks English alone.
    private static var foreign: Regex<Substring> {
        /mismatch|expected|Premature|Excessive|Opening|StartTag|validate|Extra content|not found/
    }

    @Test(arguments: broken)
    func `says file, line, cause and remedy, in French`(broken: Broken) throws {
        let error = try #require(throws: TemplateError.self) { try template(broken.source) }
        let text = error.text(in: .french)
        let first = try #require(error.problems.first)
        #expect(first.line == broken.line, "\(text.prefix(300))")
        #expect(first.cause.french.contains(broken.cause), "\(text.prefix(300))")
        #expect(first.remedy.french.contains(broken.remedy), "\(text.prefix(300))")
        #expect(text.hasPrefix("small/template.xml:\(broken.line): "))
        #expect(!text.contains(Self.foreign), "\(text.prefix(300))")
        #expect(error.problems.allSatisfy { $0.line > 0 && !$0.remedy.french.isEmpty && !$0.cause.english.isEmpty })
    }

    @Test(arguments: [
        "<supplement name=\"bonus\" type=\"text\" label=\"\" sample=\"x\"/>",
        "<supplement name=\"bonus\" type=\"date\" max-length=\"3\" label=\"l\" sample=\"2027-06-14\"/>",
        "<supplement name=\"bonus\" type=\"choice\" label=\"l\" sample=\"a b\"><option value=\"a b\" label=\"l\"/></supplement>",
    ])
    func `says what the schema alone refuses in the same way`(supplement: String) throws {
        let source = templateSource("<paragraph><value of=\"supplement.bonus\"/></paragraph>").replacing(
            "</metadata>", with: "</metadata>\n<data>\(supplement)</data>")
        let error = try #require(throws: TemplateError.self) { try template(source) }
        let text = error.text(in: .french)
        #expect(!text.contains(Self.foreign), "\(text)")
        #expect(error.problems.allSatisfy { $0.line > 0 && !$0.remedy.french.isEmpty }, "\(text)")
    }

    private static func supplemented(_ body: String) -> String {
        templateSource(body).replacing(
            "</metadata>",
            with:
                "</metadata><data><supplement name=\"bonus\" type=\"text\" optional=\"yes\" label=\"l\" sample=\"x\"/></data>"
        )
    }

    private static let bonus = "<paragraph><value of=\"supplement.bonus\"/></paragraph>"

    @Test(arguments: [
        "\(bonus)", "<if value=\"supplement.bonus\" exists=\"no\">\(bonus)</if>",
        "<paragraphs of=\"supplement.bonus\"/>",
        "<if value=\"placement.meals\" exists=\"yes\">\(bonus)</if>",
        "<choose><when value=\"supplement.bonus\" exists=\"yes\"><paragraph>x</paragraph></when><otherwise>\(bonus)</otherwise></choose>",
    ])
    func `prints an optional supplement without asking for it`(body: String) throws {
        let error = try #require(throws: TemplateError.self) { try template(Self.supplemented(body)) }
        #expect(error.problems.map(\.line) == [bodyLine])
        let text = error.text(in: .french)
        #expect(text.contains("supplement.bonus est facultatif et imprimé sans condition"), "\(text)")
        #expect(text.contains("<if value=\"supplement.bonus\" exists=\"yes\">"), "\(text)")
    }

    @Test(arguments: [
        "<if value=\"supplement.bonus\" exists=\"yes\">\(bonus)</if>",
        "<if value=\"supplement.bonus\" exists=\"yes\"><if value=\"pupil.adult\" is=\"yes\">\(bonus)</if></if>",
        "<choose><when value=\"supplement.bonus\" exists=\"no\"><paragraph>x</paragraph></when><otherwise>\(bonus)</otherwise></choose>",
    ])
    func `is none when it asks first`(body: String) throws {
        #expect(throws: Never.self) { try template(Self.supplemented(body)) }
    }

    @Test func `names the values that it wants of every convention, though data may lack them`() throws {
        let made = try template(
            templateSource(
                """
                <paragraph><value of="placement.meals"/> <value of="school.referentTeacher.subject"/></paragraph>
                <if value="school.referentTeacher.subject" exists="yes"><paragraph><value of="school.referentTeacher.name"/></paragraph></if>
                <if value="school.referentTeacher" exists="yes"><paragraph><value of="school.referentTeacher.subject"/></paragraph></if>
                <for-each in="placement.places" as="place"><paragraph><value of="place.name"/></paragraph></for-each>
                """))
        #expect(
            made.unguardedValues.map { "\($0.line) \($0.name)" } == [
                "\(bodyLine) placement.meals", "\(bodyLine) school.referentTeacher.subject",
                "\(bodyLine + 3) place.name",
            ])
    }

    @Test func `that was published before a rule came is good for what was made from it`() throws {
        let source = Self.supplemented(Self.bonus)
        let kept = try ConventionTemplate(
            bytes: Array(source.utf8), file: "t", schema: try Repository.schema("template"), sha256: { _ in [0] },
            isKept: true)
        #expect(kept.supplements.count == 1)
    }
}
