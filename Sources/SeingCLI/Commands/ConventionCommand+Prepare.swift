import ArgumentParser
import Bootstrap
import ConventionDomain
import Foundation
import Parties
import Workflow

extension ConventionCommand {
    /// What a preparation is entered from.
    struct PreparationFiles: ParsableArguments {
        @Argument(
            help: """
                The data in JSON: pupil, representatives, school, dates, signatures and at least the host's name, unless the \
                family names it.
                """,
            completion: .file(extensions: ["json"]))
        var data: String

        @Option(
            help: """
                The contact sheet; the host's link goes to the employer's address. With --from-roster it may be left out when the school                 has said how it is reached.
                """, completion: .file())
        var contacts: String?

        @Option(
            help:
                "Who signs before whom: countersign, head-last or free; by default the school's setting, then the template's."
        )
        var order: SigningOrder.Preset?

        @Option(help: "The template to make the document from; by default the school's setting.")
        var template: String?

        @Flag(
            help:
                "Let the family name the host; then neither data nor contact sheet do. Nothing is sent to it before confirm-host."
        )
        var hostByFamily = false

        /// - Parameter usual: Whom data that say nothing of it ask; `nil` for those whom the school asks always.
        func request(
            of installation: Installation, _ files: Files, asking usual: [ConventionData.OptionalSignature]? = nil
        ) throws(WorkflowError) -> DraftRequest {
            var request = try installation.preparationRequest(
                data: files.data, sheet: files.contacts ?? [], order: order, template: template, asking: usual)
            request.isHostOpen = hostByFamily
            return request
        }

        struct Files {
            let data: [UInt8]
            let contacts: [UInt8]?
        }

        func read(in language: Language) throws -> Files {
            Files(data: try bytes(data, language), contacts: try contacts.map { try bytes($0, language) })
        }

        func requireContacts() throws {
            guard contacts != nil else { throw ValidationError("name the contact sheet with --contacts") }
        }

        private func bytes(_ path: String, _ language: Language) throws -> [UInt8] {
            do { return [UInt8](try Data(contentsOf: URL(filePath: path))) } catch {
                throw Console.fail("\(path): \(FileFault(error).text(in: language))", as: .unreadable)
            }
        }
    }

    /// Begins a convention whose other parts host and family fill.
    struct Prepare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "prepare", abstract: "Begin a convention, and ask host and family for their parts.",
            discussion: """
                The host gets a link to a page on which it gives tutor, place, hours, tasks, meals and its signatory; the \
                representatives, or the pupil who is of age or emancipated, get one to check their own data. Nothing is signed. When both parts are there, \
                the school approves: seing convention approve.
                """)

        @OptionGroup var files: PreparationFiles
        @OptionGroup var roster: RosterChoice
        @OptionGroup var overlap: OverlapOption
        @OptionGroup var options: Options

        func validate() throws { if !roster.fromRoster { try files.requireContacts() } }

        func run() async throws {
            if let school = roster.uai { return try await prepareRoster(of: school) }
            let read = try files.read(in: options.language)
            let id = try await options.withWorkflow { installation throws(WorkflowError) in
                var request = try files.request(of: installation, read)
                request.overlapReason = overlap.despiteOverlap
                return try await installation.workflow.prepare(request)
            }
            Console.print(id.text)
        }
    }

    /// Corrects what the school entered of a convention that is being prepared.
    struct CorrectPart: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "correct-part",
            abstract: "Enter the school's part of a convention anew, while it is being prepared.",
            discussion: """
                What the host has written stays, unless --host-part gives another; seing convention host-part prints it. The family is asked again when its data have changed, or when it had said that something is wrong.
                """)

        @Argument(help: "The convention's reference.") var id: ConventionID
        @OptionGroup var files: PreparationFiles

        @Option(
            help: "The host's part in JSON, as its software would send it.", completion: .file(extensions: ["json"]))
        var hostPart: String?

        @OptionGroup var options: Options

        func validate() throws { try files.requireContacts() }

        func run() async throws {
            let read = try files.read(in: options.language)
            let part = try readHostPart()
            let detail = try await options.withWorkflow { installation throws(WorkflowError) in
                let asked = try await installation.workflow.whoMaySign(inPreparation: id)
                try await installation.workflow.correctPreparation(
                    id, try files.request(of: installation, read, asking: asked), hostPart: part)
                return try await installation.workflow.show(id)
            }
            Console.print(options.language("\(id.text) : corrigée", "\(id.text): corrected"))
            // A part that was given may not fit any more.
            guard let preparation = detail.preparation, preparation.progress.given.contains(.host) else { return }
            for line in PreparationText(detail: preparation, language: options.language).remarks { Console.print(line) }
        }

        private func readHostPart() throws -> HostPart? {
            guard let hostPart else { return nil }
            let bytes = try ReadFile.bytes(hostPart, in: options.language)
            do throws(HostPart.Problem) { return try HostPart(json: bytes) } catch {
                throw Console.fail("\(hostPart) : \(error.pointer) \(error.detail)", as: .unreadable)
            }
        }
    }

    /// Prints the host's part.
    struct HostPartJSON: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "host-part",
            abstract: "Print what the host has written of a convention that is being prepared, in JSON.")

        @Argument(help: "The convention's reference.") var id: ConventionID
        @OptionGroup var options: Options

        func run() async throws {
            let detail = try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.workflow.show(id)
            }
            guard let preparation = detail.preparation else {
                throw Console.fail(
                    options.language(
                        "la convention n’est pas, ou n’est plus, en préparation ; pour ses données : seing convention export",
                        "the convention is not being prepared, or not any more; for its data: seing convention export"),
                    as: .failed)
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            try Console.write(Array(try encoder.encode(preparation.part.tree)) + [0x0A])
        }
    }

    /// Hands the host's part back.
    struct HandBack: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hand-back", abstract: "Ask the host to change its part; it gets a new link and the reason.",
            discussion:
                "Where the family has named a host that waits to be confirmed, the family is asked to name it anew.")

        @Argument(help: "The convention's reference.") var id: ConventionID
        @Option(help: "What is to be changed; the host reads it.")
        var reason: String
        @OptionGroup var options: Options

        func run() async throws {
            let isNaming = try await options.withWorkflow { installation throws(WorkflowError) in
                let workflow = installation.workflow
                let isNaming = try await workflow.show(id).preparation?.progress.hostNaming != nil
                if isNaming {
                    try await workflow.returnProposal(id, reason: reason)
                } else {
                    try await workflow.handBack(id, reason: reason)
                }
                return isNaming
            }
            let language = options.language
            let whom = isNaming ? language("la famille", "the family") : language("l’organisme d’accueil", "the host")
            Console.print(
                language(
                    "\(id.text) : rendue à \(whom) ; le message part avec le service",
                    "\(id.text): handed back to \(whom); the mail leaves with the running service"))
        }
    }

    /// Takes the host that the family named.
    struct ConfirmHost: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm-host",
            abstract: "Take the host that the family has named, and ask it for its part.",
            discussion: """
                Look at it first: seing convention show. Give the address that you have looked at: if the family has named another one \
                since, nothing happens. Nothing was sent to it before; this sends the host its link. To name another host yourself: correct-part; to have the family name another: hand-back.
                """)

        @Argument(help: "The convention's reference.") var id: ConventionID
        @Option(help: "The mail address that the family gives for the host, as seing convention show has it.")
        var email: String
        @Option(help: "The host's mobile number, where the school wants codes by SMS of hosts.") var mobile: String?
        @OptionGroup var options: Options

        func run() async throws {
            try await options.withWorkflow { installation throws(WorkflowError) in
                try await installation.workflow.confirmHost(id, email: email, mobile: mobile)
            }
            Console.print(
                options.language(
                    "\(id.text) : organisme d’accueil confirmé ; son lien part avec le service",
                    "\(id.text): host confirmed; its link leaves with the running service"))
        }
    }

    /// Makes drafts of conventions whose parts are there.
    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve", abstract: "Approve prepared conventions: each becomes a draft that can be issued.",
            discussion: """
                Of several conventions each is approved by itself: those that are not acceptable are told and stay as they were. \
                Nobody is invited to sign before: seing convention issue.
                """)

        @Argument(help: "References of the conventions.") var ids: [ConventionID]
        @Flag(help: "Answer for a family that has not; kept in the journal as the school's doing.")
        var withoutFamily = false
        @OptionGroup var options: Options

        func run() async throws {
            try await options.forEach(ids) { installation, id throws(WorkflowError) in
                try await installation.workflow.approve(id, withoutFamily: withoutFamily)
                Console.print(
                    options.language(
                        "\(id.text) : approuvée ; pour l’émettre : seing convention issue \(id.text)",
                        "\(id.text): approved; to issue it: seing convention issue \(id.text)"))
            }
        }
    }
}

extension ConventionCommand.Options {
    /// Does the same for several conventions, each by itself: one that is refused keeps no other from it.
    ///
    /// - Throws: What the first of those that were refused ends with.
    func forEach(
        _ ids: [ConventionID], _ body: (Installation, ConventionID) async throws(WorkflowError) -> Void
    ) async throws {
        let installation = try data.openInstallation()
        var failure: (any Error)?
        for id in ids {
            do {
                try await withWorkflow(of: installation) { installation throws(WorkflowError) in
                    try await body(installation, id)
                }
            } catch {
                if ids.count > 1 { Console.note("  (convention \(id.text))") }
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }
}
