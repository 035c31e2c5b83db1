import Foundation
import Parties
import TestSupport
import Testing
import Typesetting
import XMLBridge

@testable import ConventionTemplates

@Suite("The template observation-2025-11")
struct ShippedTemplateTests {
    private static func fill(_ name: String, isDemonstration: Bool = false) throws -> DocumentContent {
        let data = try Repository.example(name)
        return try Repository.store().template("observation-2025-11").fill(
            data, issue: try Repository.issue(of: data, isDemonstration: isDemonstration))
    }

    private static func text(_ name: String) throws -> String { plainText(try fill(name).blocks) }

    @Test(arguments: Repository.conventionExamples)
    func `is filled by every example, with ten articles in order and both annexes`(name: String) throws {
        let headings = try Self.text(name).split(separator: "\n").filter { $0.hasPrefix("#") }
        let articles = headings.filter { $0.contains("Article ") }
        #expect(articles.map { $0.prefix { $0 != "–" } } == (1...10).map { "### Article \($0) " })
        #expect(headings.contains("### A – Annexe pédagogique"))
        #expect(headings.contains("### B – Annexe financière"))
        #expect(headings.count { $0.hasPrefix("# ") } == 1)
    }

    @Test(arguments: Repository.conventionExamples)
    func `nests headings without skipping a level`(name: String) throws {
        let levels = flattened(try Self.fill(name).blocks).compactMap { block -> Int? in
            guard case .heading(let level, _) = block else { return nil }
            return level
        }
        #expect(levels.first == 1)
        #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    }

    @Test(arguments: [
        ("public-lycee-seconde.xml", ["employer", "school", "representative-1", "student"]),
        ("private-college-troisieme.xml", ["employer", "school", "representative-1", "student"]),
        ("two-representatives.xml", ["employer", "school", "representative-1", "representative-2", "student"]),
        ("adult-pupil.json", ["employer", "school", "student"]),
    ])
    func `has a box for each required signatory`(name: String, fields: [String]) throws {
        let boxes = flattened(try Self.fill(name).blocks).flatMap { block -> [SignatureBox] in
            guard case .signatureBoxes(let boxes) = block else { return [] }
            return boxes
        }
        #expect(boxes.map(\.fieldName) == fields)
        #expect(boxes.allSatisfy { !$0.title.isEmpty && $0.placeholder.contains("signer par") })
        #expect(boxes.allSatisfy { $0.alternativeText.hasPrefix("Signature ") })
    }

    /// Each part of the data that may be absent, made absent.
    private static let removals: [(name: String, remove: @Sendable (inout ConventionData) -> Void)] = [
        ("delegation", { $0.school.head.delegation = nil }), ("referent teacher", { $0.school.referentTeacher = nil }),
        ("subject", { $0.school.referentTeacher?.subject = nil }),
        ("board's deliberation", { $0.school.boardDeliberation = nil }), ("meals", { $0.placement.meals = nil }),
        ("transport", { $0.placement.transport = nil }), ("name of a place", { $0.placement.places[0].name = nil }),
        ("address complement", { $0.placement.places[0].address.complement = nil }),
        (
            "SIRET of a host abroad",
            {
                $0.host.siret = nil
                $0.host.address.country = "Belgique"
            }
        ),
    ]

    @Test func `is filled whatever part of the data is absent, alone or with all others`() throws {
        let template = try Repository.store().template("observation-2025-11")
        var whole = try Repository.example("public-lycee-seconde.xml")
        whole.school.head.delegation = "délégation du 1er septembre 2026"
        let issue = try Repository.issue(of: whole)
        for removal in Self.removals {
            var data = whole
            removal.remove(&data)
            #expect(throws: Never.self, "without \(removal.name)") { try template.fill(data, issue: issue) }
        }
        for removal in Self.removals { removal.remove(&whole) }
        #expect(throws: Never.self) { try template.fill(whole, issue: issue) }
    }

    @Test func `cites the board's deliberation for a public school only`() throws {
        #expect(try Self.text("public-lycee-seconde.xml").contains("délibération du conseil d’administration"))
        #expect(try !Self.text("private-college-troisieme.xml").contains("conseil d’administration"))
    }

    /// The text of article 5 with the box of the health plan filled in, or left empty.
    private static func activities(healthPlan: String?) throws -> String {
        let template = try Repository.store().template("observation-2025-11")
        var data = try Repository.example("public-lycee-seconde.xml")
        data.supplements = healthPlan.map { [.init(name: "healthPlan", value: $0)] } ?? []
        let content = try template.fill(data, issue: try Repository.issue(of: data))
        let text = plainText(content.blocks)
        let start = try #require(text.firstRange(of: "Article 5")).upperBound
        return String(try text[start..<#require(text[start...].firstRange(of: "\n#")).lowerBound])
    }

    @Test func `says of the health plan what fits the box, and that health is told apart when it is empty`() throws {
        let empty = try Self.activities(healthPlan: nil)
        #expect(
            empty.contains("trousse d’urgence") && empty.contains("Aucune rubrique") && empty.contains("remis à part"))
        for plan in ["family", "school"] {
            let text = try Self.activities(healthPlan: plan)
            #expect(text.contains("trousse d’urgence") && text.contains("n’est pas joint"))
            #expect(!text.contains("Aucune rubrique"))
        }
        let none = try Self.activities(healthPlan: "none")
        #expect(!none.contains("accueil individualisé") && !none.contains("Aucune rubrique"))
        #expect(none.contains("débit de boissons"))
    }

    @Test(arguments: Repository.conventionExamples)
    func `claims for its signatures no more than the law gives to simple ones`(name: String) throws {
        let text = try Self.text(name)
        for claim in ["propre à son auteur", "se constate", "tient lieu d’original", "seconde quinzaine"] {
            #expect(!text.contains(claim), "\(claim)")
        }
        for words in [
            "jeton d’horodatage non qualifié", "ne s’y applique pas", "il appartient à qui se prévaut d’une signature",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test(arguments: Repository.conventionExamples)
    func `ends its recitals with one comma`(name: String) throws {
        let recitals = try Self.fill(name).blocks.compactMap { block -> String? in
            guard case .paragraph(let runs, .recital) = block else { return nil }
            return runs.map(\.text).joined()
        }
        #expect(recitals.last?.hasSuffix(",") == true)
        #expect(recitals.dropLast().allSatisfy { $0.hasSuffix("\u{202F};") })
    }

    @Test func `says of a demonstration that it has no legal value, and of nothing else`() throws {
        let data = "public-lycee-seconde.xml"
        #expect(plainText(try Self.fill(data, isDemonstration: true).blocks).contains("sans valeur juridique"))
        #expect(try !Self.text(data).contains("sans valeur juridique"))
    }

    @Test(arguments: Repository.conventionExamples)
    func `claims no more than a simple electronic signature, and prints no contact`(name: String) throws {
        let text = try Self.text(name).lowercased()
        for word in ["avancée", "qualifiée", "manuscrite", "1384", "l. 211-1", "@", "+33"] {
            #expect(!text.contains(word))
        }
        #expect(text.contains("signatures électroniques simples"))
        #expect(text.contains("fiche de contacts"))
    }

    @Test(arguments: Repository.conventionExamples)
    func `leaves no typed space before high punctuation, and no straight apostrophe`(name: String) throws {
        let text = try Self.text(name)
        for mark in [" ;", " :", " !", " ?", " »", "« ", "'", "  "] { #expect(!text.contains(mark)) }
    }

    @Test func `speaks of the pupil's own case`() throws {
        #expect(
            try Self.text("adult-pupil.json").contains("L’élève a atteint la majorité et signe sans responsable légal.")
        )
        #expect(try Self.text("two-representatives.xml").contains("deux responsables légaux est demandée"))
        #expect(try Self.text("private-college-troisieme.xml").contains("cinq jours, consécutifs ou non"))
        #expect(try Self.text("public-lycee-seconde.xml").contains("deux semaines consécutives"))
    }

    @Test(arguments: Repository.conventionExamples)
    func `is filled to the same content by the same input`(name: String) throws {
        #expect(try Self.fill(name) == Self.fill(name))
    }

    @Test func `says that nobody has compared it with the official text yet`() throws {
        let metadata = try Repository.store().template("observation-2025-11").metadata
        #expect(metadata.source.status == .toVerify)
        #expect(metadata.source.reference == "NOR MENE2517062C")
    }
}
