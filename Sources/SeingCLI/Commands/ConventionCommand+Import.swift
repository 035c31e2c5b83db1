import ArgumentParser
import Bootstrap
import ConventionDomain
import ConventionTemplates
import Parties
import Workflow

extension ConventionCommand {
    /// Enters drafts from files of conventions.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Enter drafts from XML, JSON or a table of many conventions (CSV).",
            discussion: """
                A table has one convention in each row; --blank gives its columns, and docs/convention-data.md says what \
                stands in them. The contacts of stage.xml are read from stage.contacts.xml or stage.contacts.json beside it, \
                those of a table from its own columns.
                All files are checked before anything is entered, and either every draft is entered or none.
                Exit status: 0 done; 64 wrong arguments; 65 something is not acceptable; 69 the data directory cannot be used.
                """)

        @Argument(help: "Files of conventions.", completion: .file(extensions: ["csv", "xml", "json"]))
        var files: [String] = []

        @Flag(help: "Only check, and say everything that is worth a look; needs no data directory.")
        var check = false

        @Flag(help: "Print an empty table to fill in; with --lang en its columns have the names of the elements.")
        var blank = false

        @Option(help: "The template to make the documents from; by default the school's setting.")
        var template: String?

        @Option(help: "The contact sheet of the only file, when it does not lie beside it.", completion: .file())
        var contacts: String?

        @Option(help: "Who signs before whom: countersign, head-last or free; by default as for a single draft.")
        var order: SigningOrder.Preset?

        @OptionGroup var overlap: OverlapOption
        @OptionGroup var options: Options

        func validate() throws {
            if blank, !files.isEmpty || check { throw ValidationError("--blank takes neither files nor --check") }
            if !blank, files.isEmpty { throw ValidationError("Missing expected argument '<files>'") }
            if contacts != nil, files.count != 1 { throw ValidationError("--contacts belongs to exactly one file") }
        }

        func run() async throws {
            if blank {
                return try Console.write(ConventionTable.template(inFrench: options.language == .french))
            }
            if check {
                let templates = try options.data.dataDirectory.openTemplates()
                let conventions = try read(templates, asking: try settings().optionalSignatures)
                options.tell(try requireFit(conventions, templates))
                report(conventions, calendar: templates.conventionXML.calendar, all: true)
                Console.print(
                    options.language(
                        "conventions acceptées : \(conventions.count) ; rien n’a été saisi",
                        "conventions accepted: \(conventions.count); nothing was entered"))
                return
            }
            for id in try await enter() { Console.print(id.text) }
        }

        /// That the data are those that the template asks for, and can be printed; each fault with its place in the file.
        ///
        /// - Returns: What has to be known of the template.
        private func requireFit(
            _ conventions: [IncomingConvention], _ templates: TemplateStore
        ) throws -> [BilingualText] {
            let made: ConventionTemplate
            let check: ConventionCheck
            do {
                let standard = try settings().template
                made = try templates.template(template ?? standard ?? Installation.templateIdentifier)
                check = try ConventionCheck()
            } catch { throw Console.fail(error, as: .unavailable) }
            if let refusal = ConventionCheck.refusal(of: made) {
                try refuse([refusal(in: options.language.ofMessages)])
            }
            try refuse(
                conventions.flatMap { convention in
                    check.faults(of: convention.data, for: made).map {
                        convention.text(of: $0, in: options.language, templates)
                    }
                })
            let reviews = TemplateReviews(dataDirectory: options.data.directory)
            return TemplateNotices(templates, reviews).noticesForNewDocument(from: made)
        }

        private func enter() async throws -> [ConventionID] {
            let installation = try options.data.openInstallation()
            let conventions = try read(
                installation.templates, asking: installation.workflow.settings.optionalSignatures)
            let notices = try requireFit(conventions, installation.templates)
            let requests = conventions.map { convention in
                var request = convention.request(order: order.map { .preset($0) }, template: template)
                request.overlapReason = overlap.despiteOverlap
                return request
            }
            try await examine(zip(conventions, requests).map { ($0, $1) }, installation.workflow)
            var overlaps: [PlacementOverlap] = []
            let ids = try await options.withWorkflow(of: installation) { installation throws(WorkflowError) in
                do throws(WorkflowError) { return try await installation.workflow.draft(requests) } catch {
                    guard case .overlapping(let found) = error else { throw error }
                    overlaps = found
                    return []
                }
            }
            try refuse(overlaps.map { text(of: $0, conventions) })
            options.tell(notices)
            report(conventions, calendar: installation.templates.conventionXML.calendar, all: false)
            return ids
        }

        /// Which other convention, of the files or entered before, has days of the same pupil.
        private func text(of overlap: PlacementOverlap, _ conventions: [IncomingConvention]) -> String {
            let origin = conventions[overlap.place].origin
            let other =
                overlap.otherPlace.map { conventions[$0].origin } ?? overlap.otherText(in: options.language.ofMessages)
            return options.language(
                "\(origin) : le même élève (mêmes nom et date de naissance) a une autre convention pour les mêmes jours : \(other) ; "
                    + "ôtez celle qui est de trop, ou donnez le motif avec --despite-overlap",
                "\(origin): the same pupil (same name and date of birth) has another convention for the same days: \(other); take the "
                    + "one too many away, or give the reason with --despite-overlap")
        }

        /// Every draft as the workflow would enter it, so that all that is wrong is said at once.
        private func examine(
            _ drafts: [(IncomingConvention, DraftRequest)], _ workflow: ConventionWorkflow
        ) async throws {
            var lines: [String] = []
            for (convention, request) in drafts {
                do throws(WorkflowError) { try await workflow.examine(request) } catch {
                    guard case .invalidData(let messages) = error else { throw Console.fail(error, as: .unavailable) }
                    lines += messages.map { "\(convention.origin): \($0(in: options.language.ofMessages))" }
                }
            }
            try refuse(lines)
        }

        private func settings() throws -> SchoolSettings {
            do { return try SchoolSettings.read(dataDirectory: options.data.directory) } catch {
                throw Console.fail(error, as: .unavailable)
            }
        }

        /// - Parameter usual: Who is asked to sign, and need not, by what does not say.
        private func read(
            _ templates: TemplateStore, asking usual: [ConventionData.OptionalSignature]
        ) throws -> [IncomingConvention] {
            let reader = ConventionFileReader(templates: templates, language: options.language, contacts: contacts)
            var conventions: [IncomingConvention] = []
            var lines: [String] = []
            for file in ConventionFileReader.withoutSheets(files) {
                do {
                    conventions += try reader.conventions(in: file)
                } catch let refusal as ConventionFileReader.Refusal {
                    lines += refusal.lines
                }
            }
            try refuse(lines)
            return conventions.map { $0.asking(usual) }
        }

        private func refuse(_ lines: [String]) throws {
            guard !lines.isEmpty else { return }
            for line in lines.prefix(Self.maximumLineCount) { Console.note("seing: \(line)") }
            if lines.count > Self.maximumLineCount {
                let rest = lines.count - Self.maximumLineCount
                Console.note(options.language("… et \(rest) autres", "… and \(rest) more"))
            }
            Console.note(options.language("rien n’a été saisi", "nothing was entered"))
            throw ExitStatus.unreadable.exitCode
        }

        /// Enough to mend a file by, and not a flood when the wrong file was named.
        private static let maximumLineCount = 100

        private func report(_ conventions: [IncomingConvention], calendar: PlacementCalendar, all: Bool) {
            for convention in conventions {
                let remarks = convention.remarks(
                    issuedOn: .today, calendar: calendar, in: options.language, all: all)
                for remark in remarks { Console.note(remark) }
                guard all, !convention.unreachable.isEmpty else { continue }
                let names = convention.unreachable.joined(separator: ", ")
                Console.note(
                    options.language(
                        "à noter : \(convention.origin) : adresse électronique à donner pour : \(names)",
                        "note: \(convention.origin): a mail address has to be given for: \(names)"))
            }
        }
    }
}
