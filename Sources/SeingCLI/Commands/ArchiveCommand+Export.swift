import ArgumentParser
import Bootstrap
import CertificateAuthority
import ConventionDomain
import Foundation
import Parties
import Workflow

extension ArchiveCommand {
    /// Hands finished conventions to an archive.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write a transfer package of finished conventions for an archive.",
            discussion: """
                A folder in the BagIt format (RFC 8493): of each convention the newest PDF, its proof file (XML and PDF), the statement about a \
                signature on paper if there is one, and metadata.json. 'sha256sum -c manifest-sha256.txt' and any BagIt tool check \
                it. It holds names and is for the archive alone. It is no SEDA package.
                """)

        @Argument(help: "References of the conventions; without any, all that are signed by all.")
        var ids: [ConventionID] = []
        @Option(help: "Folder to write; empty, or made when it does not exist.", completion: .directory)
        var out: String
        @OptionGroup var options: ConventionCommand.Options

        func run() async throws {
            let installation = try options.data.openInstallation()
            let chosen = try await options.withWorkflow(of: installation) { installation throws(WorkflowError) in
                let all = try await installation.workflow.list().filter(\.status.isSignedByAll).map(\.id)
                return ids.isEmpty ? all : ids
            }
            var bag: TransferBag
            do { bag = try TransferBag(folder: out) } catch { throw Console.fail(error, as: .unavailable) }
            for id in chosen {
                let files = try await options.withWorkflow(of: installation) { installation throws(WorkflowError) in
                    try await Self.files(of: id, installation)
                }
                do { for file in files { try bag.add(file.bytes, at: "\(id.text)/\(file.name)") } } catch {
                    throw Console.fail(error, as: .unavailable)
                }
            }
            do { try bag.close(info: info(chosen.count, installation)) } catch {
                throw Console.fail(error, as: .unavailable)
            }
            Console.print(
                options.language(
                    "\(out) : conventions versées : \(chosen.count)", "\(out): conventions exported: \(chosen.count)"))
        }

        private func info(_ count: Int, _ installation: Installation) -> [(label: String, value: String)] {
            [
                ("Source-Organization", installation.infrastructure.trust.policies.organisation),
                ("Bagging-Date", CalendarDate.today.iso8601),
                ("External-Description", "Conventions de stage signées, avec leur dossier de preuve : \(count)"),
                ("Bag-Software-Agent", "seing \(Version.text)"),
            ]
        }

        private static func files(
            of id: ConventionID, _ installation: Installation
        ) async throws(WorkflowError) -> [(name: String, bytes: [UInt8])] {
            let workflow = installation.workflow
            let detail = try await workflow.show(id)
            guard detail.summary.status.isSignedByAll else {
                throw .invalidData([
                    BilingualText(
                        "\(id.text) : cette convention n’est pas signée par tous, et ne se verse pas",
                        "\(id.text): this convention is not signed by all, and is not handed over")
                ])
            }
            var files = [("convention.pdf", try await workflow.document(of: id).bytes)]
            files.append(("proof.xml", try await workflow.proof(.xml, of: id).bytes))
            files.append(("proof.pdf", try await workflow.proof(.pdf, of: id).bytes))
            if detail.parties.contains(where: { $0.paper != nil }) {
                files.append(("paper-statement.pdf", try await workflow.paperStatement(of: id).bytes))
            }
            let metadata = TransferMetadata(detail)
            do { files.append(("metadata.json", Array(try metadata.json().utf8))) } catch {
                throw .unavailable(.damagedStorage)
            }
            return files
        }
    }
}

/// What an archive has to know of one convention without opening it.
struct TransferMetadata: Encodable {
    struct Party: Encodable {
        let field, role, name, capacity: String
        let signedAt: String?
        let signedOnPaper: Bool
    }

    let format = "seing-transfer-1"
    let reference, title, pupil, school, host, firstDay, lastDay, template: String
    let createdAt, updatedAt: String
    let parties: [Party]
    /// SHA-256 of each revision, in hexadecimal; the last is that of `convention.pdf`.
    let revisions: [String]

    init(_ detail: ConventionDetail) {
        let outline = detail.summary.outline
        func moment(_ date: Date) -> String { Moment.iso8601(Int64(date.timeIntervalSince1970)) }
        reference = detail.summary.id.text
        (title, pupil) = (outline?.title ?? "", outline?.pupil.full ?? "")
        (school, host) = (outline?.school ?? "", outline?.host ?? "")
        (firstDay, lastDay) = (outline?.firstDay ?? "", outline?.lastDay ?? "")
        template = detail.templateIdentifier
        (createdAt, updatedAt) = (moment(detail.summary.createdAt), moment(detail.summary.updatedAt))
        parties = detail.parties.map { party in
            Party(
                field: party.signatory.fieldName, role: party.signatory.role.rawValue,
                name: party.signatory.name.full, capacity: party.signatory.capacity,
                signedAt: party.signedAt.map(moment), signedOnPaper: party.paper != nil)
        }
        revisions = detail.revisions.map(\.digest.hexadecimal)
    }
}
