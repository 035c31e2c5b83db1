import Bootstrap
import ConventionDomain
import Foundation
import Persistence
import Workflow

/// Issues conventions of pupils of different names, through the use cases, as many at a time as there are processors.
struct StoreFilling {
    private let installation: Installation
    private let example: (data: String, contacts: String)

    /// Makes keys and a store below the directory, unless they are there.
    init(directory: String) throws {
        let resources = Resources(directory: Self.repository)
        let passphrase = try DemonstrationKeys.prepare(dataDirectory: directory, resources: resources, now: Date())
        installation = try Installation.open(
            resources: resources, dataDirectory: directory, passphrase: passphrase,
            publicAddress: "http://127.0.0.1:8080")
        let read = { (name: String) in
            try Data(contentsOf: URL(filePath: "\(resources.examples)/conventions/public-lycee-seconde\(name)"))
        }
        example = (
            String(decoding: try read(".xml"), as: UTF8.self),
            String(decoding: try read(".contacts.xml"), as: UTF8.self)
        )
    }

    private static let repository =
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path

    /// How many conventions there are.
    func count() async throws -> Int { try await installation.workflow.list().count }

    func close() throws { try installation.store.close() }

    /// - Parameter first: Number of the first, of which the pupil's name is made.
    /// - Returns: References of what was issued.
    func issue(_ count: Int, first: Int) async throws -> [String] {
        try await withThrowingTaskGroup(of: [String].self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var references: [String] = []
                    for number in stride(from: worker, to: count, by: 8) {
                        references.append(try await issue(number: first + number))
                    }
                    return references
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Lets every mail that waits pass for delivered.
    func dropMails() async throws {
        _ = try await OutboxDelivery(store: installation.store.outboxStore, mailer: Mailer { _ in }).deliverDue(
            now: Date())
    }

    private func issue(number: Int) async throws -> String {
        let data = example.data.replacing("Belkacem-Roy", with: "Belkacem-\(Self.letters(number))")
        // Mails to one address leave one after the other; here as there each family has its own, and a school forty pupils.
        let contacts = example.contacts.replacing("@famille", with: ".\(number)@famille")
            .replacing("@lycee", with: ".\(number / 40)@lycee").replacing(
                "@marcheboeuf", with: ".\(number)@marcheboeuf")
        let id = try await installation.workflow.draft(
            try installation.draftRequest(data: Array(data.utf8), sheet: Array(contacts.utf8)))
        try await installation.workflow.issue(id, lateReason: "Banc d’essai")
        return id.text
    }

    private static func letters(_ number: Int) -> String {
        var (rest, text) = (number, "")
        repeat {
            text.unicodeScalars.append(UnicodeScalar(UInt8(97 + rest % 26)))
            rest /= 26
        } while rest > 0
        return text.capitalized
    }
}
