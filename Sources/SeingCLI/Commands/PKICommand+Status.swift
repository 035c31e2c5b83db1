import ArgumentParser
import CertificateAuthority
import Foundation

extension PKICommand {
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "Show which keys, certificates and revocation lists exist, and until when.",
            discussion: "Ends with 0 when all is well, with 1 when something has ended, ends soon or is missing.")

        @OptionGroup var dataDirectory: DataDirectory

        @Option(help: "Where the root's private key is, if elsewhere.")
        var rootDir: String?

        @Flag(help: "Print JSON.")
        var json = false

        @Option(help: "Language of the text: fr or en; by default that of the locale.")
        var lang: Language?

        func run() async throws {
            let status: InfrastructureStatus
            do {
                let directory = dataDirectory.path + "/pki"
                guard try PublicKeyInfrastructure.isDemo(directory: directory) != nil else {
                    throw SetupFault.noKeys(directory: dataDirectory.path)
                }
                status = try PublicKeyInfrastructure.status(
                    directory: directory, rootDirectory: rootDir, now: Date())
                Console.print(
                    json
                        ? try InfrastructureStatusDTO(status).json()
                        : InfrastructureText(status: status, language: lang ?? .ofLocale).text)
            } catch { throw Console.fail(error, as: .unavailable) }
            if status.needsAttention { throw ExitStatus.failed.exitCode }
        }
    }
}

/// The status for programs.
struct InfrastructureStatusDTO: Encodable {
    struct Item: Encodable {
        /// `root`, `issuing-ca`, `tsu`, `seal`, `root-crl`, `issuing-ca-crl`
        let subject: String
        /// Absent for what is in use.
        let formerGeneration: Int?
        /// RFC 3339.
        let begins: String
        /// Absent when it does not end.
        let ends: String?
        /// `valid`, `due`, `ended`, `not-yet-valid`
        let state: String
        let key: String?
        /// `file`, `away`, `destroyed`, `missing`, or a URI.
        let keyPlace: String?
        let needsAttention: Bool
    }

    let organisation: String
    let demo: Bool
    let needsAttention: Bool
    let remainsOfRotation: Bool
    let items: [Item]

    init(_ status: InfrastructureStatus) {
        organisation = status.organisation
        demo = status.isDemo
        needsAttention = status.needsAttention
        remainsOfRotation = status.hasRemainsOfRotation
        items = status.items.map(Item.init)
    }
}

extension InfrastructureStatusDTO.Item {
    init(_ item: InfrastructureStatus.Item) {
        subject = item.subject.rawValue
        formerGeneration = item.formerGeneration
        begins = Moment.iso8601(item.begins)
        ends = item.ends == InfrastructureStatus.endless ? nil : Moment.iso8601(item.ends)
        state = item.state.rawValue
        key = item.key
        keyPlace = item.keyPlace.map(Self.name)
        needsAttention = item.needsAttention
    }

    private static func name(_ place: InfrastructureStatus.KeyPlace) -> String {
        switch place {
        case .file: "file"
        case .uri(let uri): uri
        case .away: "away"
        case .destroyed: "destroyed"
        case .missing: "missing"
        }
    }
}
