import Foundation
import Parties
import Testing
import Workflow

@Suite("Texts")
struct TextTests {
    static let good = "Objet : Code\n\nBonjour {{recipient}}\n{{code}} {{minutes}}\n"

    @Test(arguments: [
        ("Bonjour\n\n{{code}} {{minutes}}", 1), ("Objet : \n\n{{code}} {{minutes}}", 1),
        ("Objet : Code\n{{code}} {{minutes}}\n", 2), ("Objet : Code\n\n{{code}} {{minutes}} {{link}}", 3),
        ("Objet : Code\n\n{{code}} {{minutes}} {{surprise}}", 3), ("Objet : Code\n\nun\n{{code} {{minutes}}", 4),
        ("Objet : Code {{x}}\n\n{{code}} {{minutes}}", 1),
    ])
    func `a mail text with a mistake is refused with its line`(text: String, line: Int) {
        #expect { try MailTemplate(kind: .code, text: text) } throws: { ($0 as? TextError)?.line == line }
    }

    @Test func `a mail text without what it is for is refused`() {
        #expect { try MailTemplate(kind: .code, text: "Objet : Code\n\n{{minutes}}") } throws: { error in
            "\(error)" == "Mails/fr/code.txt: {{code}} is missing from the body"
        }
    }

    @Test func `a value that is missing, unknown or holds a line break is refused`() throws {
        let template = try MailTemplate(kind: .code, text: Self.good)
        var values = Dictionary(uniqueKeysWithValues: MailKind.code.allowed.map { ($0, "x") })
        values[.code] = nil
        #expect(throws: MailRenderingError.missing(.code)) { try template.render(values) }
        values[.code] = "1\r\nBcc: x"
        #expect(throws: MailRenderingError.controlCharacter(in: .code)) { try template.render(values) }
        values[.code] = "1"
        values[.link] = "x"
        #expect(throws: MailRenderingError.unknown(.link)) { try template.render(values) }
    }

    @Test func `values are put in place and not read again`() throws {
        let template = try MailTemplate(kind: .code, text: Self.good)
        var values = Dictionary(uniqueKeysWithValues: MailKind.code.allowed.map { ($0, $0.rawValue.uppercased()) })
        values[.recipient] = "{{code}}"
        let letter = try template.render(values)
        #expect(letter.subject == "Code" && letter.body == "Bonjour {{code}}\nCODE MINUTES\n")
    }

    @Test(arguments: [
        "", "Id: x\n\n\ntext", "Id: x\nVersion: 1\ntext\n", "Id: x\nVersion: 1\n\n  \n", "Version: 1\nId: x\n\nt",
    ])
    func `a statement without id, version or text is refused`(file: String) {
        #expect(throws: TextError.self) { try ConsentStatement(role: .student, file: file) }
    }

    @Test func `a folder without the texts is refused, naming the first`() {
        #expect { try WorkflowTexts.load(directory: "/nowhere") } throws: { error in
            (error as? TextError)?.file == "Consents/fr/student.txt"
        }
    }

    /// « si » of a condition takes the present: « si ce stage n’a pas lieu ».
    @Test func `no mail puts the future after si`() throws {
        let folder = try #require(
            URL(string: #filePath)?.deletingLastPathComponent().appending(path: "../../Templates/Mails/fr"))
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let text = try String(contentsOfFile: folder.appending(path: name).path, encoding: .utf8)
            #expect(!text.contains(/\b[Ss]i [^.,;:]{0,60}(?:aura|sera|auront|seront)\b/), "\(name)")
        }
    }

    @Test func `each role's statement says in which capacity and to what the person agrees`() throws {
        let texts = try Bench.texts()
        let expected: [Signatory.Role: [String]] = [
            .student: ["J’ai lu", "Je m’engage à les respecter"],
            .representative: ["représentant légal", "J’ai lu", "J’autorise"],
            .school: ["en qualité de chef d’établissement", "par délégation"],
            .employer: ["habilité", "engager l’organisme d’accueil"],
        ]
        for (role, phrases) in expected {
            let statement = try #require(texts.consents[role])
            for phrase in phrases { #expect(statement.text.contains(phrase)) }
        }
    }

    /// « de Awa » is no French: « d’Awa » would be, which a placeholder cannot say.
    @Test func `no mail puts a name behind a word that elides`() throws {
        let folder = Bench.templates + "/Mails/fr/"
        for kind in MailKind.allCases {
            let text = try String(contentsOfFile: folder + kind.rawValue + ".txt", encoding: .utf8)
            #expect(!text.contains(/\b(?:de|que|le|la|d’) ?\{\{(?:pupil|recipient|host|school|missing)\}\}/), "\(kind)")
        }
    }

    /// Mails about conventions and about nothing else; every other is sent of amendments as well.
    private static let ofConventions: Set<MailKind> = [
        .alarmSchool, .amended, .amendmentAlarmSchool, .amendmentExpired, .amendmentExpiredSchool, .attestationReminder,
        .attestationRequest, .attested, .corrected, .correctedEmployer, .digest, .endpointGivenUp, .expired,
        .expiredSchool, .headBatch,
        .headEntry, .interrupted, .interruptedSchool, .invitationOptional, .offerDangerSchool, .partFamily,
        .partFamilyHost,
        .partFamilyReminder,
        .partHandedBack,
        .partHost, .partReminder, .reissued, .reminderOptional, .resumed, .superseded,
    ]

    /// Who signs an amendment reads of no convention that would be signed, refused or stopped.
    @Test(arguments: Set(MailKind.allCases).subtracting(ofConventions))
    func `a mail that may be about an amendment calls the document what it is`(kind: MailKind) throws {
        let text = try String(contentsOfFile: Bench.templates + "/Mails/fr/\(kind.rawValue).txt", encoding: .utf8)
        #expect(!text.replacing("seing convention ", with: "").lowercased().contains("convention"), "\(kind)")
    }

    @Test func `no text claims more than a simple electronic signature`() throws {
        let texts = try Bench.texts()
        for statement in texts.consents.values { #expect(!overclaims(statement.text)) }
        for (kind, template) in texts.mails {
            let values = Dictionary(uniqueKeysWithValues: kind.allowed.map { ($0, "x") })
            let letter = try template.render(values)
            #expect(!overclaims(letter.subject + letter.body))
        }
    }

    private func overclaims(_ text: String) -> Bool {
        ["avancée", "qualifiée", "manuscrite"].contains { text.lowercased().contains($0) }
    }
}
