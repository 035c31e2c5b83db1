import Foundation
import Testing
import ToolSupport

/// Manual page and completions follow from what the program says of itself.
@Suite("The manual page and the completions")
struct ManualTests {
    private struct Dump: Decodable {
        struct Command: Decodable {
            let commandName: String
            let arguments: [Argument]?
            let subcommands: [Command]?
        }
        struct Argument: Decodable {
            struct Name: Decodable { let name: String }
            let preferredName: Name?
            let kind: String
        }
        let command: Command
    }

    private func manual() async throws -> String {
        let script = PythonTool.root.appending(path: "scripts/make-manual").path
        let outcome = try await Command.outcome("python3", script, try Seing.program.path)
        try #require(outcome.succeeded, "\(outcome.errors)")
        return outcome.output
    }

    @Test func `hold every command and every option`() async throws {
        let text = try await Command.outcome(
            "mandoc", "-Tutf8", "-O", "width=300", input: Array(try await manual().utf8)
        ).output.replacing(#/.\u{08}/#, with: "")
        let fish = try await Seing.run("--generate-completion-script", "fish").output
        let dump = try await Seing.run("--experimental-dump-help").outputBytes
        var pending = [(path: "", command: try JSONDecoder().decode(Dump.self, from: dump).command)]
        var optionCount = 0
        while let (path, command) = pending.popLast() {
            let name = (path + " " + command.commandName).trimmingCharacters(in: .whitespaces)
            let below = (command.subcommands ?? []).filter { $0.commandName != "help" }
            pending += below.map { (name, $0) }
            if below.isEmpty { #expect(text.contains("\n   \(name)\n"), "\(name)") }
            let section = text.components(separatedBy: "\n   \(name)\n").last ?? ""
            let end = section.range(of: "\n   seing")?.lowerBound ?? section.endIndex
            for argument in command.arguments ?? [] where argument.kind != "positional" && below.isEmpty {
                guard let option = argument.preferredName?.name, !["help", "version"].contains(option) else { continue }
                #expect(section[..<end].contains("--\(option)"), "\(name) --\(option)")
                #expect(fish.contains("-l '\(option)'") || fish.contains("-l \(option)"), "\(name) --\(option)")
                optionCount += 1
            }
        }
        #expect(optionCount > 50)
    }

    @Test func `are without a fault that mandoc finds`() async throws {
        let lint = try await Command.outcome("mandoc", "-Tlint", "-W", "warning", input: Array(try await manual().utf8))
        #expect(lint.succeeded && lint.text.isEmpty, "\(lint.text)")
        let broken = Array(try await manual().replacing(".Sh NAME", with: ".Xx NAME").utf8)
        #expect(try await !Command.outcome("mandoc", "-Tlint", "-W", "warning", input: broken).succeeded)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `complete the values of options`(shell: String) async throws {
        let script = try await Seing.run("--generate-completion-script", shell)
        #expect(script.status == 0)
        for value in ["strict", "general", "fr", "en"] { #expect(script.output.contains(value), "\(value)") }
        guard shell == "bash" else { return }
        #expect(try await Command.outcome("bash", "-n", input: Array(script.output.utf8)).succeeded)
    }
}
