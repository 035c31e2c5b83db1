import ArgumentParser
import Bootstrap
import ConventionTemplates
import Foundation
import OpenSSLBridge

/// Lists and checks the templates of conventions.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "List and check the templates that conventions are made from.",
        subcommands: [List.self, Check.self])

    static func openStore() throws -> TemplateStore {
        do {
            return try TemplateStore(
                directory: Resources.findForThisProgram().templates, sha256: DigestAlgorithm.sha256.digest)
        } catch { throw Console.fail(error, as: .unavailable) }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the templates, with version, source and digest.")

        func run() async throws {
            let store = try TemplateCommand.openStore()
            for identifier in store.identifiers() {
                do {
                    let template = try store.template(identifier)
                    Console.print("\(identifier)  version \(template.identity.version)  \(template.digest)")
                } catch { Console.print("\(identifier)  unusable, run: seing template check \(identifier)") }
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Check templates; by default all of them.")

        @Argument(help: "Identifiers such as observation-2025-11.")
        var identifiers: [String] = []

        func run() async throws {
            let store = try TemplateCommand.openStore()
            var isGood = true
            for identifier in identifiers.isEmpty ? store.identifiers() : identifiers {
                do {
                    _ = try store.template(identifier)
                    Console.print("\(identifier): good")
                } catch {
                    isGood = false
                    Console.print("\(identifier): \(error)")
                }
            }
            if !isGood { throw ExitStatus.failed.exitCode }
        }
    }
}
