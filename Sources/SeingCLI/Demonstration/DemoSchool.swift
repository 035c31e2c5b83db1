import Bootstrap
import ConventionDomain
import Foundation
import Parties
import Workflow

/// The conventions that a new demonstration starts with.
struct DemoSchool {
    /// Names of the samples in `Examples/conventions`, the one to play with last, so that its mails come first.
    private static let samples = [
        ("two-representatives", ".xml", ".contacts.xml"), ("private-college-troisieme", ".xml", ".contacts.xml"),
        ("public-lycee-seconde", ".xml", ".contacts.xml"),
    ]

    /// The dates of the samples are fixed: one day they will be past.
    static let lateReason = "Démonstration"

    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Enters and issues each sample once: what an earlier start left out, because it was killed, is made up for.
    func open(_ narrate: (String) -> Void) async throws {
        try await recordDelegation()
        for (name, data, contacts) in Self.samples {
            let data = try read(name + data)
            let earlier = try await earlier(data)
            if earlier.contains(where: { $0.status != .draft }) { continue }
            narrate(
                Language.ofLocale(
                    "Émission de la convention d’exemple \(name)…", "Issuing the sample convention \(name)…"))
            let request = try installation.draftRequest(data: data, sheet: try read(name + contacts))
            let draft =
                if let begun = earlier.first?.id { begun } else {
                    try await installation.workflow.draft(request)
                }
            try await installation.workflow.issue(draft, lateReason: Self.lateReason)
        }
    }

    /// The deputy who signs one of the samples does so by the act that it names.
    private func recordDelegation() async throws {
        guard try await installation.delegations.list().isEmpty, let from = CalendarDate(iso8601: "2026-09-01"),
            let to = CalendarDate(iso8601: "2099-08-31")
        else { return }
        _ = try await installation.delegations.add(
            DelegationEntry(
                school: "0990013B", holder: "Pascal Terrier", function: "Principal adjoint",
                act: "délégation de signature de la principale en date du 1er septembre 2026",
                scope: "conventions de stage", from: from, to: to))
    }

    /// The conventions of the same pupil, place and days; one whose data were erased may be any of them.
    private func earlier(_ data: [UInt8]) async throws -> [ConventionSummary] {
        let outline = try await installation.workflow.ports.documents.check(data, nil).outline
        return try await installation.workflow.list().filter { $0.outline.map { $0 == outline } ?? true }
    }

    private func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(installation.resources.examples)/conventions/\(name)")))
    }

    /// Where to click as each party.
    ///
    /// - Parameter showsMailbox: Mails are shown by the service, not sent to a server.
    static func directions(
        baseURL: String, dataDirectory: String, showsMailbox: Bool, places: DemoPlacements.Directions? = nil,
        in language: Language
    ) -> String {
        let mails =
            showsMailbox
            ? language(
                "Tous les messages de la démonstration :  \(baseURL)/dev/mailbox",
                "All mails of the demonstration:  \(baseURL)/dev/mailbox")
            : language(
                "Les messages partent par le serveur que nomme --smtp.",
                "Mails leave through the server named by --smtp.")
        let check =
            "\(CommandLine.arguments[0]) verify ~/Downloads/convention-*.pdf --trust \(dataDirectory)/pki/trust"
        let around = places.map { $0.text(baseURL, dataDirectory: dataDirectory, in: language) } ?? ""
        return language(french(mails, check, around), english(mails, check, around))
    }

    private static func french(_ mails: String, _ check: String, _ around: String) -> String {
        """

        Seing fonctionne, avec des clés de démonstration : rien de ce qui est signé ici n’a de valeur juridique.

          \(mails)

          élève, parent        ouvrez le dernier message « À lire et à signer », suivez son lien,
                               donnez votre accord, demandez le code, lisez-le dans les messages, saisissez-le, signez
          établissement        de même, avec le message qui arrive quand tous deux ont signé
          organisme d’accueil  ouvrez le message « À contresigner », qui arrive en dernier, et collez
                               ses deux commandes curl dans un terminal : l’une prend le document, l’autre le contresigne
          tous                 ouvrez le message avec le document final, téléchargez-le, et vérifiez-le sans réseau :

            \(check)
        \(around)
        Pour arrêter : Control-C.
        """
    }

    private static func english(_ mails: String, _ check: String, _ around: String) -> String {
        """

        Seing is running, with demonstration keys: nothing signed here has legal value.

          \(mails)

          student, parent   open the newest mail « À lire et à signer », follow its link, agree,
                            ask for the code, read it in the mailbox, type it, sign
          school            the same, with the mail that comes once both have signed
          employer          open the mail « À contresigner » that comes last, and paste its two
                            curl commands into a terminal: one fetches the document, one countersigns it
          everybody         open the mail with the finished document, download it, and check it offline:

            \(check)
        \(around)
        Stop with Control-C.
        """
    }
}
