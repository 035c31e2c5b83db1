import ArgumentParser
import Bootstrap
import ConventionDomain
import Parties
import Placements
import Rosters
import Workflow

extension ConventionCommand {
    /// Which pupils of a roster conventions are begun for.
    struct RosterChoice: ParsableArguments {
        @Flag(
            help: """
                Begin a convention for each pupil of a class, or of the school; pupil, representatives and their contacts come from \
                the roster, and data and contact sheet hold the rest.
                """)
        var fromRoster = false

        @Option(
            name: .customLong("school"), help: "With --from-roster: the school's number (UAI).",
            transform: TypedReference.school)
        var uai: UAI?

        @Option(name: .customLong("class"), help: "With --from-roster: only this class.") var className: String?

        @Option(
            name: .customLong("pupil"),
            help: "With --from-roster: only the pupil with this reference; may be repeated.",
            transform: TypedReference.pupil)
        var references: [PupilReference] = []

        func validate() throws {
            guard fromRoster else {
                guard uai == nil, className == nil, references.isEmpty else {
                    throw ValidationError("--school, --class and --pupil need --from-roster")
                }
                return
            }
            guard uai != nil else { throw ValidationError("--from-roster needs --school") }
        }

        /// - Throws: ``RosterError/unknownClass`` or ``RosterError/unknownPupil`` when somebody who was named is not there.
        func pupils(of school: UAI, _ desk: RosterDesk) async throws(RosterError) -> [StoredPupil] {
            var pupils = try await desk.roster(of: school).pupils.filter { $0.leftOn == nil }
            if let className {
                pupils = pupils.filter { $0.pupil.details.className == className }
                guard !pupils.isEmpty else { throw .unknownClass }
            }
            guard !references.isEmpty else { return pupils }
            let chosen = pupils.filter { references.contains($0.pupil.reference) }
            guard chosen.count == Set(references).count else { throw .unknownPupil }
            return chosen
        }
    }
}

extension ConventionCommand.Prepare {
    /// One convention after the other: one that is refused keeps no other back, and one that is there is not made again.
    func prepareRoster(of school: UAI) async throws {
        let read = try files.read(in: options.language)
        let installation = try options.data.openInstallation()
        let pupils: [StoredPupil]
        do throws(RosterError) {
            pupils = try await roster.pupils(of: school, installation.rosterDesk())
        } catch { throw PupilsCommand.explained(error, options.language) }
        let common = try await common(read, of: school, installation)
        var tally = RosterTally()
        for pupil in pupils {
            do throws(WorkflowError) {
                let request: DraftRequest
                do throws(RosterPreparation.Problem) {
                    request = try common.request(
                        for: pupil, installation.workflow.settings, overlapReason: overlap.despiteOverlap)
                } catch { throw .invalidData([error.text]) }
                let id = try await installation.workflow.prepare(request)
                Console.print("\(pupil.pupil.reference.text)  \(id.text)")
                tally.begun += 1
            } catch {
                try tell(error, of: pupil.pupil, in: &tally)
            }
        }
        Console.note(tally.text(in: options.language))
        if tally.refused > 0 { throw ExitStatus.unreadable.exitCode }
    }

    private func common(
        _ read: ConventionCommand.PreparationFiles.Files, of school: UAI, _ installation: Installation
    ) async throws -> RosterPreparation {
        let sheet = try await options.withWorkflow(of: installation) { installation throws(WorkflowError) in
            if let contacts = read.contacts { return try installation.contactSheet(contacts) }
            return ContactSheet(contacts: [])
        }
        let record: SchoolRecord?
        do throws(SchoolFileFault) { record = try installation.schoolRegister.record(of: school) } catch {
            throw SchoolCommand.explained(error, options.language)
        }
        do throws(RosterPreparation.Problem) {
            var common = try RosterPreparation(data: read.data, sheet: sheet, of: school, record: record)
            common.order = files.order
            common.template = files.template
            common.isHostOpen = files.hostByFamily
            return common
        } catch {
            let text = error.text
            throw Console.fail("\(files.data): \(options.language(text.french, text.english))", as: .unreadable)
        }
    }

    /// - Throws: What ends the run: nothing that is only one pupil's.
    private func tell(_ error: WorkflowError, of pupil: Pupil, in tally: inout RosterTally) throws {
        let language = options.language
        switch error {
        case .overlapping:
            tally.there += 1
            Console.note(
                language(
                    "\(pupil.reference.text) : a déjà une convention pour ces jours",
                    "\(pupil.reference.text): has a convention for these days already"))
        case .invalidData(let messages):
            tally.refused += 1
            for message in messages {
                Console.note("seing: \(pupil.reference.text): \(message(in: language.ofMessages))")
            }
        default: throw Console.fail(error, as: .unavailable)
        }
    }
}

/// What became of a class.
private struct RosterTally {
    var (begun, there, refused) = (0, 0, 0)

    func text(in language: Language) -> String {
        language(
            "conventions commencées : \(begun) ; déjà là : \(there) ; refusées : \(refused)",
            "conventions begun: \(begun); there before: \(there); refused: \(refused)")
    }
}
