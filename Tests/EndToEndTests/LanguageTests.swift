import Foundation
import Testing
import ToolSupport

/// What a secretary reads, in French unless another language is asked for.
@Suite("The language of the command", .tags(.endToEnd), .timeLimit(.minutes(5)))
struct LanguageTests {
    private let folder: TemporaryDirectory
    private var data: String { folder.url.appending(component: "data").path }

    init() throws { folder = try TemporaryDirectory() }

    /// A command that is not understood, and what is said of it; the French follows the texts of the argument parser.
    static let faults: [([String], french: String, english: String)] = [
        (["verfy", "x.pdf"], "il n’y a pas de commande « verfy »", "unexpected arguments: 'verfy', 'x.pdf'"),
        (["verfy"], "il n’y a pas de commande « verfy »", "Unexpected argument 'verfy'"),
        (["inspect"], "il manque <file>", "Missing expected argument '<file>'"),
        (
            ["verify", "x", "--jsonn"], "l’option --jsonn n’existe pas ; vouliez-vous dire --json",
            "Did you mean '--json'?"
        ),
        (["template", "list", "--frobnicate"], "l’option --frobnicate n’existe pas", "Unknown option '--frobnicate'"),
        (["template", "list", "more"], "« more » n’est pas attendu ici", "Unexpected argument 'more'"),
        (["template", "list", "a", "b"], "ne sont pas attendus ici : 'a', 'b'", "2 unexpected arguments: 'a', 'b'"),
        (["demo", "--out"], "il manque la valeur de --out <out>", "Missing value for '--out <out>'"),
        (["serve", "--demo=yes"], "l’option --demo ne prend pas de valeur", "does not take any value"),
        (["serve", "--port", "many"], "« many » ne convient pas à --port <port>", "The value 'many' is invalid"),
        (["pki", "status", "--lang", "de"], "valeurs possibles : 'fr', 'en'", "Please provide one of 'fr' and 'en'"),
    ]

    @Test(arguments: faults)
    func `of a wrong usage is the locale's`(
        _ arguments: [String], french: String, english: String
    ) async throws {
        for (locale, expected) in ["fr_FR.UTF-8": french, "C": french, "en_GB.UTF-8": english] {
            let outcome = try await RunningProgram(Seing.program, arguments, environment: ["LC_ALL": locale]).outcome()
            #expect(outcome.status == 64 && plain(outcome.errors).contains(expected), "\(outcome)")
        }
    }

    @Test func `of a wrong usage is the one that is asked for`() async throws {
        let outcome = try await Seing.run("inspect", "--lang", "en")
        #expect(outcome.status == 64 && outcome.errors.contains("Missing expected argument"), "\(outcome)")
        #expect(outcome.errors.contains("See 'seing inspect --help'"), "\(outcome)")
        let french = try await Seing.run("inspect", "--lang", "fr", environment: ["LC_ALL": "en_GB.UTF-8"])
        #expect(plain(french.errors).contains("Aide : seing inspect --help"), "\(french)")
    }

    @Test func `of templates is French or English`() async throws {
        try await expect(
            ["template", "list"], french: "à comparer au texte officiel  NOR MENE2517062C", english: "to-verify  NOR")
        try await expect(["template", "check"], french: "observation-2025-11 : utilisable", english: ": good")
        try await expect(
            ["template", "check", "nope"], status: 1, french: "ce fichier manque ou ne peut pas être lu",
            english: "the file is missing or cannot be read")
        let confirm = ["template", "confirm", "observation-2025-11", "--by", "Mme Martin", "--data-dir", data, "--on"]
        try await expect(
            confirm + ["hier"], status: 64, french: "un jour écrit comme 2026-11-23",
            english: "a day such as 2026-11-23")
        try await expect(
            confirm + ["2199-01-01"], status: 64, french: "le 1er janvier 2199 n’est pas encore venu",
            english: "2199-01-01 has not come yet")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        try await expect(
            confirm + ["2026-03-01"], french: "comparé au texte officiel par Mme Martin le 1er mars 2026",
            english: "compared by Mme Martin on 2026-03-01")
    }

    @Test func `of the school's commands is French or English`() async throws {
        let keys = ["pki", "init", "--demo", "--organisation", "Lycée", "--data-dir", data]
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let passphrase = data + "/passphrase"
        try Data("a passphrase of tests".utf8).write(to: URL(filePath: passphrase))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: passphrase)
        #expect(try await RunningProgram(Seing.program, keys).outcome().succeeded)
        try await expect(
            ["journal", "verify", "--data-dir", data], status: 69, french: "il n’y a pas de journal",
            english: "no journal")
        try await expect(
            ["pki", "refresh-lists", "--data-dir", data], french: "liste de révocation des signataires renouvelée dans",
            english: "renewed the revocation list of signatories in")
        let examples = PythonTool.root.appending(path: "Examples/conventions/public-lycee-seconde").path
        let entered = try await Seing.run(
            "convention", "new", examples + ".xml", "--contacts", examples + ".contacts.xml", "--data-dir", data,
            "--lang", "en")
        #expect(entered.errors.contains("has not been compared with the official one"), "\(entered)")
        let show = ["convention", "show", entered.output.trimmingCharacters(in: .newlines), "--data-dir", data]
        try await expect(
            show, french: "responsable légal 1 (representative-1) : ",
            english: "legal representative 1 (representative-1): ")
        try await expect(show, french: "du 14 juin 2027 au 25 juin 2027", english: "2027-06-14 to 2027-06-25")
        try await expect(
            show, french: "élève et responsable légal 1, puis établissement",
            english: "student and legal representative 1, then school")
        try await expect(
            show, french: "n’a pas encore été comparé au texte officiel",
            english: "has not been compared with the official")
        try await expect(
            ["journal", "verify", "--data-dir", data], french: "le journal est intact : 1 ",
            english: "the journal is whole: 1 ")
    }

    private func expect(_ arguments: [String], status: Int32 = 0, french: String, english: String) async throws {
        for (language, expected) in ["fr": french, "en": english] {
            let outcome = try await RunningProgram(Seing.program, arguments + ["--lang", language]).outcome()
            #expect(outcome.status == status && plain(outcome.text).contains(expected), "\(language): \(outcome)")
        }
    }

    /// With plain spaces, as they are typed here.
    private func plain(_ text: String) -> String {
        text.replacing("\u{202F}", with: " ")
    }
}
