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

    /// Enters and issues the samples, unless there are conventions already.
    func openIfEmpty(_ narrate: (String) -> Void) async throws {
        guard try await installation.workflow.list().isEmpty else { return }
        for (name, data, contacts) in Self.samples {
            narrate("Issuing the sample convention \(name)…")
            let sheet = try installation.contacts(inSheet: try read(name + contacts))
            let id = try await installation.workflow.draft(
                DraftRequest(data: try read(name + data), contacts: sheet))
            try await installation.workflow.issue(id)
        }
    }

    private func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(installation.resources.examples)/conventions/\(name)")))
    }

    /// Where to click as each party.
    static func directions(baseURL: String, dataDirectory: String) -> String {
        """

        Seing is running, with demonstration keys: nothing signed here has legal value.

          All mails of the demonstration:  \(baseURL)/dev/mailbox

          student, parent   open the newest mail « Convention de stage à lire et à signer », follow its link, agree,
                            ask for the code, read it in the mailbox, type it, sign
          school            the same, with the mail that comes once both have signed
          employer          open the mail « Convention de stage à contresigner » that comes last, and paste its two
                            curl commands into a terminal: one fetches the document, one countersigns it
          everybody         open the mail with the finished document, download it, and check it offline:

            .build/debug/seing verify ~/Downloads/convention.pdf --trust \(dataDirectory)/pki/trust

        Stop with Control-C.
        """
    }
}
