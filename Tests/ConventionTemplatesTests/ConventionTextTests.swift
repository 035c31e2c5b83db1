import Parties
import Testing
import Typesetting

@testable import ConventionTemplates

/// What the model is known to say, article by article; nobody has compared it with the Bulletin officiel yet.
@Suite("The text of observation-2025-11")
struct ConventionTextTests {
    private static func text(_ name: String) throws -> String {
        let data = try Repository.example(name)
        let content = try Repository.store().template("observation-2025-11").fill(
            data, issue: try Repository.issue(of: data, isDemonstration: false))
        return plainText(content.blocks).replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }

    static let statements: [(heading: String, words: [String])] = [
        ("Article 1 ", ["élève de quatrième, de troisième ou de seconde générale et technologique"]),
        ("Article 2 ", ["annexe pédagogique", "annexe financière"]),
        ("Article 3 ", ["d’un commun accord", "chef d’établissement"]),
        ("Article 4 ", ["conserve son statut scolaire", "aucune rémunération ni gratification"]),
        (
            "Article 5 ",
            [
                "ne participe pas à la production", "enquêtes en lien avec les enseignements", "sous le contrôle",
                "D. 4153-15 à D. 4153-37", "aucune manœuvre", "travaux légers", "jamais affecté au service du bar",
                "trousse d’urgence",
            ]
        ),
        ("Article 6 ", ["vivement recommandé", "responsabilité civile", "services de l’État"]),
        ("Article 7 ", ["au cours du trajet", "sans délai", "le jour même"]),
        (
            "Article 8 ",
            [
                "agissement sexiste", "discriminatoire", "L. 1142-2-1", "L. 1153-1", "loi n° 2018-703",
                "Dès son arrivée", "voies de signalement",
                "évalue les risques", "équipements de protection individuelle", "le forme à leur usage",
                "suspendue ou arrêtée",
            ]
        ),
        (
            "Article 9 ",
            ["mutuellement informés", "discipline", "en accord avec l’équipe pédagogique", "Toute absence", "aussitôt"]
        ),
        ("Article 10 ", ["inclus"]),
        (
            "Repères réglementaires",
            [
                "sept heures par jour", "trente-cinq heures par semaine", "quatorze heures consécutives",
                "deux jours consécutifs", "quatre heures et demie", "trente minutes consécutives",
            ]
        ),
        ("Objectifs assignés", ["environnement technologique, économique et professionnel"]),
        ("Compétences visées", ["Observer", "Communiquer", "Comprendre", "S’impliquer"]),
        ("Modalités d’évaluation", ["restitution"]),
        ("1. Hébergement", ["n’entre pas dans le champ"]),
        ("2. Restauration", ["mêmes conditions que le personnel", "sauf s’il est pris en charge"]),
        ("3. Transport", ["circulaire n° 96-248", "assimilé au trajet entre le domicile et l’établissement", "seul"]),
        ("4. Assurance", ["article 6"]),
    ]

    @Test(arguments: Repository.conventionExamples)
    func `says under each heading what it has to say`(name: String) throws {
        let text = try Self.text(name)
        for statement in Self.statements {
            let start = try #require(text.firstRange(of: "# \(statement.heading)"), "\(statement.heading)").upperBound
            let end = text[start...].firstRange(of: "\n#")?.lowerBound ?? text.endIndex
            for words in statement.words {
                #expect(text[start..<end].contains(words), "\(statement.heading): \(words)")
            }
        }
    }

    @Test(arguments: Repository.conventionExamples)
    func `cites the texts in force`(name: String) throws {
        let text = try Self.text(name)
        for reference in [
            "L. 4153-1 et L. 4153-2", "L. 124-1", "L. 313-1", "L. 331-4", "L. 331-5", "L. 332-3", "L. 335-2",
            "L. 411-3",
            "L. 421-7", "L. 911-4", "D. 331-1 à D. 331-9", "D. 332-14", "D. 333-3-1", "1240 à 1242", "n° 96-248",
            "10 février 2021",
            "16 juillet 2024", "21 novembre 2025", "MENE2517062C",
        ] {
            #expect(text.contains(reference), "\(reference)")
        }
    }

    @Test(arguments: Repository.conventionExamples)
    func `keeps the days of the convention within its own limits`(name: String) throws {
        #expect(try Repository.example(name).faults() == [])
    }
}
