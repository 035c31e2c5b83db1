import ArgumentParser
import Bootstrap
import ConventionDomain
import ConventionTemplates
import Parties
import Workflow

extension ConventionCommand {
    /// Replaces conventions that nobody has signed by corrected ones.
    struct Revise: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revise",
            abstract: "Correct conventions that nobody has signed: a new version takes the place of each.",
            discussion: """
                The corrected convention has a reference, a document, a verification code and links of its own; everybody is invited \
                anew, and links of the former one say that it was replaced. A signatory who left is replaced in the same way. What some \
                have signed, but not all, is left alone unless --reissue is given: then it is cancelled, issued anew, and all who were \
                invited read the reason. What all have signed takes an amendment.
                Many are corrected from a table: seing convention export --format csv --contacts, mend it, and name it with --from. Its \
                rows are known by the column 'convention'; those whose data are unchanged are passed over. Before anything is changed \
                it says how many of each there are and asks; stopped in the middle, the same command goes on where it was.
                Exit status: 0 done; 1 some were refused; 64 wrong arguments; 65 something is not acceptable; 69 the data directory cannot be used.
                """)

        @Argument(help: "The convention's reference, when one is corrected.") var id: ConventionID?

        @Option(
            help: "The corrected data of the one convention: convention.xml, or JSON of the same structure.",
            completion: .file(extensions: ["xml", "json"]))
        var data: String?

        @Option(
            help: "Its contact sheet; without it, the addresses on file serve whoever signs in the same place.",
            completion: .file())
        var contacts: String?

        @Option(
            help: "A table of corrected conventions, with their references.", completion: .file(extensions: ["csv"]))
        var from: String?

        @Option(help: "Why; kept with each convention. Those invited to one that is cancelled and issued anew read it.")
        var reason: String

        @Option(
            help: ArgumentHelp(
                "Why it may be signed although the placement has begun; kept as a decision of the school.",
                valueName: "reason"))
        var late: String?

        @Flag(help: "Cancel and issue anew what some have signed, but not all.")
        var reissue = false

        @Flag(help: "Only say what would become of each.")
        var dryRun = false

        @Flag(help: "Do not ask before many are corrected.")
        var yes = false

        @OptionGroup var options: Options

        func validate() throws {
            guard (id == nil) == (data == nil), (id == nil) != (from == nil) else {
                throw ValidationError("name one convention with its --data, or a table with --from")
            }
            if from != nil, contacts != nil { throw ValidationError("a table has its contacts in columns of its own") }
        }

        func run() async throws {
            let installation = try options.data.openInstallation()
            let reader = ConventionFileReader(
                templates: installation.templates, language: options.language, contacts: contacts,
                takesSheetBeside: false)
            let session = ReviseSession(
                run: CorrectionRun(installation.workflow), language: options.language, dryRun: dryRun)
            if let id, let data {
                let incoming = try accepted { try reader.conventions(in: data) }
                guard incoming.count == 1, let convention = incoming.first else {
                    throw Console.fail(
                        options.language(
                            "\(Printable.text(data)) : attendu une seule convention ; pour une table : --from",
                            "\(Printable.text(data)): expected one convention; for a table: --from"), as: .unreadable)
                }
                return try await session.correctOne(
                    item(id, try await installation.keepingWhoMaySign(of: id, in: convention)), options)
            }
            let rows = try accepted { try reader.conventions(in: from ?? "") }
            try await session.correctAll(try await items(of: rows, installation), asks: !yes, options)
        }

        private func item(_ id: ConventionID, _ convention: IncomingConvention) -> CorrectionRun.Item {
            CorrectionRun.Item(
                convention: id,
                correction: Correction(
                    request: convention.request(order: nil, template: nil), reason: reason, lateReason: late,
                    reissuesSigned: reissue))
        }

        private func items(
            of rows: [IncomingConvention], _ installation: Installation
        ) async throws -> [CorrectionRun.Item] {
            var items: [CorrectionRun.Item] = []
            var lines: [String] = []
            var seen: Set<ConventionID> = []
            for row in rows {
                guard let id = row.reference.flatMap({ ConventionID($0) }) else {
                    lines.append(
                        options.language(
                            "\(row.origin) : la colonne « convention » ne donne pas de référence",
                            "\(row.origin): the column 'convention' gives no reference"))
                    continue
                }
                if !seen.insert(id).inserted {
                    lines.append(
                        options.language(
                            "\(row.origin) : la convention \(id.text) figure deux fois dans la table",
                            "\(row.origin): the convention \(id.text) stands in the table twice"))
                }
                items.append(item(id, try await installation.keepingWhoMaySign(of: id, in: row)))
            }
            try refuse(lines)
            return items
        }

        private func accepted(_ read: () throws -> [IncomingConvention]) throws -> [IncomingConvention] {
            do { return try read() } catch let refusal as ConventionFileReader.Refusal {
                try refuse(refusal.lines)
                return []
            }
        }

        private func refuse(_ lines: [String]) throws {
            guard !lines.isEmpty else { return }
            for line in lines { Console.note("seing: \(line)") }
            Console.note(options.language("rien n’a été changé", "nothing was changed"))
            throw ExitStatus.unreadable.exitCode
        }
    }
}

extension Installation {
    /// What data that say nothing of it ask: those whom the convention asks that they correct.
    fileprivate func keepingWhoMaySign(
        of id: ConventionID, in convention: IncomingConvention
    ) async throws(WorkflowError) -> IncomingConvention {
        guard !convention.saysWhoMaySign else { return convention }
        do throws(WorkflowError) { return convention.asking(try await whoMaySign(in: id)) } catch {
            // That there is none, or that it cannot be corrected, is said where it is corrected.
            guard case .unavailable = error else { return convention }
            throw error
        }
    }
}
