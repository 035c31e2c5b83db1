import ArgumentParser
import Bootstrap
import Foundation
import PAdESValidation
import Persistence
import Workflow

/// Checks what the service has recorded, and gives it to others to check.
struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Check and export the journal, in which everything that happens is recorded.",
        subcommands: [Verify.self, Export.self])

    /// Options of both commands.
    struct Options: ParsableArguments {
        @OptionGroup var data: DataDirectory
        @OptionGroup var option: LanguageOption

        var language: Language { option.language }

        func openStore() throws -> SQLiteStore {
            // A question must not make a store where there is none.
            guard SQLiteStore.exists(in: data.path) else {
                throw Console.fail(
                    language(
                        "il n’y a pas de journal dans \(data.path) ; indiquez le dossier de données du service avec --data-dir",
                        "there is no journal in \(data.path); name the data directory of the service with --data-dir"),
                    as: .unavailable)
            }
            do { return try SQLiteStore.open(directory: data.path) } catch {
                throw Console.fail(error, as: .unavailable)
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract:
                "Recompute the journal's chain of hashes and check its time-stamps; may be run beside the service.",
            discussion: """
                Exit status: 0 nothing was altered; 1 something was; 2 nothing is known to be, but a time-stamp is not \
                trusted with DATA-DIR/pki/trust, or events have waited for one for more than a day; 69 the journal could \
                not be read. Events cut off after the newest time-stamp leave no trace: compare the hash that is printed \
                with one noted earlier, outside this machine.
                """)

        @OptionGroup var options: Options

        func run() async throws {
            let language = options.language
            let store = try options.openStore()
            let now = Date()
            let report: ChainReport
            do {
                let judge = AnchorJudge.trusting(folder: options.data.path + "/pki/trust", now: now)
                report = try await store.verifyChain(judgingAnchorsBy: judge)
            } catch { throw Console.fail(error, as: .unavailable) }
            let text = JournalText(report, now: Int64(now.timeIntervalSince1970), in: language)
            if let fault = text.fault {
                Console.note("seing: \(fault)")
                Console.note(text.advice)
                throw ExitStatus.failed.exitCode
            }
            text.lines.forEach(Console.print)
            if !text.isSettled { throw ExitStatus.undetermined.exitCode }
        }
    }
}

extension AnchorJudge {
    /// Trusts what verifiers of documents trust; a folder that cannot be read trusts nobody.
    fileprivate static func trusting(folder: String, now: Date) -> AnchorJudge {
        let files = try? TrustDirectory.files(folder)
        let validator = TimeStampValidator(trust: files.flatMap { try? TrustMaterial(files: $0) } ?? .none)
        let now = Int64(now.timeIntervalSince1970)
        return AnchorJudge { anchor, token, existence in
            let report = validator.validate(token, sha256: anchor.imprint, at: now, existence: existence)
            return AnchorJudgement(
                isIntact: report.isIntact, isTrusted: report.identity == .trusted, time: report.time)
        }
    }
}
