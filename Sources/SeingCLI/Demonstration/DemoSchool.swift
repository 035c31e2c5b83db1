import Bootstrap
import ConventionDomain
import Foundation
import Workflow

/// The conventions that a new demonstration starts with.
struct DemoSchool {
    /// Names of the samples in `Examples/conventions`, the one to play with last, so that its mails come first.
    private static let samples = [
        ("two-representatives", ".xml", ".contacts.xml"), ("private-college-troisieme", ".xml", ".contacts.xml"),
        ("public-lycee-seconde", ".xml", ".contacts.xml"),
    ]

    private let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    /// Enters and issues each sample once: what an earlier start left out, because it was killed, is made up for.
    func open(_ narrate: (String) -> Void) async throws {
        for (name, data, contacts) in Self.samples {
            let data = try read(name + data)
            let earlier = try await earlier(data)
            if earlier.contains(where: { $0.status != .draft }) { continue }
            narrate("Issuing the sample convention \(name)…")
            let sheet = try installation.contacts(inSheet: try read(name + contacts))
            let draft =
                if let begun = earlier.first?.id { begun } else {
                    try await installation.workflow.draft(DraftRequest(data: data, contacts: sheet))
                }
            try await installation.workflow.issue(draft)
        }
    }

    /// The conventions of the same pupil, place and days; one whose data were erased may be any of them.
    private func earlier(_ data: [UInt8]) async throws -> [ConventionSummary] {
        let outline = try await installation.workflow.ports.documents.check(data).outline
        return try await installation.workflow.list().filter { $0.outline.map { $0 == outline } ?? true }
    }

    private func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(installation.resources.examples)/conventions/\(name)")))
    }

    /// Where to click as each party.
    ///
    /// - Parameter showsMailbox: Mails are shown by the service, not sent to a server.
    static func directions(baseURL: String, dataDirectory: String, showsMailbox: Bool) -> String {
        let mails =
            showsMailbox
            ? "All mails of the demonstration:  \(baseURL)/dev/mailbox"
            : "Mails leave through the server named by --smtp."
        return """

            Seing is running, with demonstration keys: nothing signed here has legal value.

              \(mails)

              student, parent   open the newest mail « Convention de stage à lire et à signer », follow its link, agree,
                                ask for the code, read it in the mailbox, type it, sign
              school            the same, with the mail that comes once both have signed
              employer          open the mail « Convention de stage à contresigner » that comes last, and paste its two
                                curl commands into a terminal: one fetches the document, one countersigns it
              everybody         open the mail with the finished document, download it, and check it offline:

                \(CommandLine.arguments[0]) verify ~/Downloads/convention-*.pdf --trust \(dataDirectory)/pki/trust

            Stop with Control-C.
            """
    }
}
