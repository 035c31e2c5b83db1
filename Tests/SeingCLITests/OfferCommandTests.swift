import Bootstrap
import Foundation
import Placements
import Synchronization
import Testing
import ToolSupport
import Workflow

@testable import SeingCLI

/// A table of offers from a file to moderation, by commands alone.
@Suite("seing offer", .timeLimit(.minutes(10)))
struct OfferCommandTests {
    private static let email = "offres@partenaire.example"
    private static let heading =
        "remoteId;title;employer.legalName;employer.siret;employer.kind;employer.sector;employer.size;grades;periods;site1.street;"
        + "site1.postalCode;site1.city;tasks;contact.givenName;contact.familyName;contact.capacity;contact.email;hours.monday"
    private static let title = "=HYPERLINK(1)"

    private let folder: TemporaryDirectory
    private let data: String

    init() async throws {
        folder = try TemporaryDirectory()
        data = folder.file("data")
        let resources = Resources(directory: PythonTool.root.path)
        let now = Date()
        let passphrase = try DemonstrationKeys.prepare(dataDirectory: data, resources: resources, now: now)
        let clock = WallClock { now }
        let installation = try Installation.open(
            resources: resources, dataDirectory: data, passphrase: passphrase, clock: clock)
        let mailed = Mutex<EntryToken?>(nil)
        let letters = EntryLetters.workflow(installation.workflow)
        let desk = installation.entryDesk(
            clock: clock,
            letters: EntryLetters { letter throws(EntryError) in
                mailed.withLock { $0 = letter.token }
                return try letters.write(letter)
            })
        try await desk.sendLink(to: Self.email, as: .employer)
        let token = try #require(mailed.withLock { $0 })
        _ = try await desk.enter(token, as: .employer, EntryAnswer(name: "Partenaire"))
    }

    private func seing(_ arguments: String...) async throws -> Outcome {
        try await RunningProgram(Seing.program, arguments + ["--lang", "fr", "--data-dir", data]).outcome()
    }

    private func row(_ name: String, title: String = title, email: String = "claire@exemple.fr") -> String {
        "\(name);\(title);Boulangerie Martin;35600000000048;business;foodIndustry;under10;troisieme;2027-S11:2;12 rue des Lilas;94000;"
            + "Créteil;Observer la préparation des pâtes.;Claire;Martin;Gérante;\(email);09:00-12:00 13:00-17:00"
    }

    private func file(_ rows: [String], encoding: String.Encoding = .utf8) throws -> String {
        let text = ([Self.heading] + rows).joined(separator: "\r\n")
        return try folder.write("offers.csv", Array(try #require(text.data(using: encoding))))
    }

    @Test func `a table is looked at, taken, and then changes nothing; formulas stay data`() async throws {
        let table = try file([row("a-1"), row("a-2", title: "Autre titre")], encoding: .windowsCP1252)
        let look = try await seing("offer", "import", table, "--owner", Self.email, "--dry-run")
        #expect(look.succeeded && look.output == "nouvelle  a-1\nnouvelle  a-2\n", "\(look)")
        #expect(look.errors.contains("rien n’a été fait"), "\(look)")
        #expect(try await seing("offer", "list").output.isEmpty)
        let take = try await seing("offer", "import", table, "--owner", Self.email, "--submit")
        #expect(take.succeeded, "\(take)")
        let again = try await seing("offer", "import", table, "--owner", Self.email, "--submit")
        #expect(again.succeeded && again.output == "inchangée  a-1\ninchangée  a-2\n", "\(again)")
        let list = try await seing("offer", "list")
        #expect(list.output.split(separator: "\n").count == 2, "\(list)")
        #expect(list.output.contains("submitted  35600000000048  2027-S11:2/2  =HYPERLINK(1)"), "\(list)")
        let csv = try await seing("offer", "list", "--csv")
        #expect(csv.output.contains(";'=HYPERLINK(1)") && !csv.output.contains(";=HYPERLINK"), "\(csv)")
        for outcome in [list, csv] {
            #expect(!outcome.output.contains("claire@") && !outcome.output.contains("Claire"))
        }
        let duplicates = try await seing("offer", "duplicates")
        #expect(duplicates.succeeded, "\(duplicates)")
    }

    @Test func `without being told to, a table is given to nobody`() async throws {
        let table = try file([row("a-1"), row("a-2")])
        #expect(try await seing("offer", "import", table, "--owner", Self.email).succeeded)
        #expect(try await seing("offer", "list").output.contains("  draft  "))
        let duplicates = try await seing("offer", "duplicates")
        #expect(duplicates.status == 1 && duplicates.output.hasPrefix("100 %\n"), "\(duplicates)")
    }

    @Test func `one fault keeps the whole table out, and is told by line and column`() async throws {
        let table = try file([row("a-1"), row("a-2", email: "@SUM(1)")])
        let refused = try await seing("offer", "import", table, "--owner", Self.email, "--submit")
        #expect(refused.status == 65 && refused.output.isEmpty, "\(refused)")
        #expect(refused.errors.contains("ligne 3, colonne Q (contact.email)"), "\(refused)")
        #expect(refused.errors.contains("rien n’a été importé") && !refused.errors.contains("SUM"), "\(refused)")
        #expect(try await seing("offer", "list").output.isEmpty)
        let half = try folder.write("half.csv", Array("remoteId;\"title\r\na".utf8))
        let unread = try await seing("offer", "import", half, "--owner", Self.email)
        #expect(unread.status == 65 && unread.errors.contains("guillemet"), "\(unread)")
    }

    @Test func `more than an account may have is refused before anything is taken`() async throws {
        let table = try file((0..<1_001).map { row("a-\($0)") })
        let refused = try await seing("offer", "import", table, "--owner", Self.email)
        #expect(refused.status == 65 && refused.errors.contains("1000 offres en cours au plus"), "\(refused)")
        #expect(try await seing("offer", "list").output.isEmpty)
    }

    @Test func `an account that is not there owns nothing`() async throws {
        let table = try file([row("a-1")])
        let refused = try await seing("offer", "import", table, "--owner", "nobody@exemple.fr")
        #expect(refused.status == 1, "\(refused)")
        #expect(try await seing("employer-key", "new", "p", "--siret", "99900004500016").succeeded)
        #expect(try await seing("employer-key", "let-offer", "p", "--as", "nobody@exemple.fr").status == 1)
        #expect(try await seing("employer-key", "let-offer", "none", "--as", Self.email).status == 1)
        #expect(try await seing("employer-key", "let-offer", "p", "--as", Self.email).succeeded)
        #expect(try await seing("employer-key", "list").output.contains("publie pour employer-"))
        #expect(try await seing("employer-key", "offer-no-more", "p").succeeded)
        #expect(try await !seing("employer-key", "list").output.contains("publie"))
    }
}
