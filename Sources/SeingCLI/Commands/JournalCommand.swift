import ArgumentParser
import Persistence
import Workflow

/// Checks what the service has recorded.
struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Check the journal, in which everything that happens is recorded.",
        subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recompute the journal's chain of hashes; may be run beside the service.",
            discussion: """
                Exit status: 0 nothing was altered, 1 something was, 69 the journal could not be read. Events cut off at \
                the end leave no trace in the chain: compare the hash that is printed with one noted earlier.
                """)

        @OptionGroup var data: DataDirectory

        func run() async throws {
            let report: ChainReport
            do {
                guard SQLiteStore.exists(in: data.path) else { throw NoJournal(directory: data.path) }
                report = try await SQLiteStore.open(directory: data.path).verifyChain()
            } catch { throw Console.fail(error, as: .unavailable) }
            if let fault = report.fault {
                throw Console.fail(
                    "the journal was altered: \(fault); \(report.eventCount) before it are good", as: .failed)
            }
            Console.print(
                "the journal is whole: \(report.eventCount) events, the last one \(hexadecimal(report.headHash))")
            if report.erasedConventions > 0 {
                Console.print(
                    "conventions whose personal data were erased, and whose chain is whole: \(report.erasedConventions)"
                )
            }
        }
    }

    /// The data directory holds no store; a check must not make one.
    struct NoJournal: Error, CustomStringConvertible {
        let directory: String

        var description: String {
            "there is no journal in \(directory); name the data directory of the service with --data-dir"
        }
    }
}
