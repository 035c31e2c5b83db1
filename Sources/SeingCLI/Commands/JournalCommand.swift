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
            commandName: "verify", abstract: "Recompute the journal's chain of hashes; may be run beside the service.",
            discussion: """
                Exit status: 0 nothing was altered, 1 something was, 69 the journal could not be read. Events cut off at \
                the end leave no trace in the chain: compare the hash that is printed with one noted earlier.
                """)

        @OptionGroup var data: DataDirectory
        @OptionGroup var option: LanguageOption

        func run() async throws {
            let language = option.language
            // A check must not make a store where there is none.
            guard SQLiteStore.exists(in: data.path) else {
                throw Console.fail(
                    language(
                        "il n’y a pas de journal dans \(data.path) ; indiquez le dossier de données du service avec --data-dir",
                        "there is no journal in \(data.path); name the data directory of the service with --data-dir"),
                    as: .unavailable)
            }
            let report: ChainReport
            do { report = try await SQLiteStore.open(directory: data.path).verifyChain() } catch {
                throw Console.fail(error, as: .unavailable)
            }
            if let fault = report.fault {
                throw Console.fail(
                    language(
                        "le journal a été modifié : \(fault.text(in: language)) ; événements intacts avant lui : "
                            + "\(report.eventCount)",
                        "the journal was altered: \(fault); \(report.eventCount) before it are good"), as: .failed)
            }
            report.words(in: language).forEach(Console.print)
        }
    }
}

extension ChainReport {
    fileprivate func words(in language: Language) -> [String] {
        let last = hexadecimal(headHash)
        let whole = language(
            "le journal est intact : \(eventCount) événements, empreinte du dernier : \(last)",
            "the journal is whole: \(eventCount) events, the last one \(last)")
        let erased = language(
            "conventions dont les données personnelles ont été effacées, et dont la chaîne est intacte : "
                + "\(erasedConventions)",
            "conventions whose personal data were erased, and whose chain is whole: \(erasedConventions)")
        return erasedConventions > 0 ? [whole, erased] : [whole]
    }
}

extension ChainFault {
    fileprivate func text(in language: Language) -> String {
        let french =
            switch kind {
            case .gap: "l’événement \(sequence) n’est pas celui qui devait suivre : il en manque un, ou il a été ajouté"
            case .brokenLink: "l’événement \(sequence) ne fait pas suite au précédent"
            case .alteredHeader: "l’en-tête de l’événement \(sequence) a été modifié"
            case .alteredPayload: "le contenu de l’événement \(sequence) n’est plus celui qui avait été enregistré"
            }
        return language(french, description)
    }
}
