import ConventionDomain
import Foundation
import OpenSSLBridge
import TestSupport
import Testing
import ToolSupport
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Journal export, recomputed by a stranger")
struct JournalExportTests {
    @Test func `the whole journal is recomputed from the export alone`() async throws {
        let journal = try await AnchoredJournal()
        let report = try await journal.store.verifyChain()
        let verdict = try await AnchoredJournal.verify(try await journal.export())
        let head = JournalHeader.hexadecimal(report.headHash)
        #expect(
            verdict.output
                == "whole: \(report.eventCount) events, 2 time-stamps, 0 payloads opened, 0 withheld, head \(head)\n",
            "\(verdict.text)")
        #expect(verdict.succeeded)
    }

    @Test func `a completed convention's payloads open, and are what its history says`() async throws {
        let journal = try await AnchoredJournal()
        let lines = try await journal.export(JournalExportScope(convention: journal.completed))
        let verdict = try await AnchoredJournal.verify(lines)
        let history = try #require(try await journal.store.history(journal.completed))
        #expect(verdict.output.contains(" \(history.entries.count) payloads opened, 0 withheld,"), "\(verdict.text)")
        let shown = try lines.map(OpenedLine.init).filter { $0.members["payload"] != nil }
        for (line, entry) in zip(shown, history.entries) {
            let payload = Array(try #require(Data(base64Encoded: line["payload"])))
            #expect(try EventCodec.decode(payload, type: line["type"]) == entry.event)
        }
    }

    @Test func `of an erased convention the erasure alone opens`() async throws {
        let journal = try await AnchoredJournal()
        let lines = try await journal.export(JournalExportScope(convention: journal.erased))
        let verdict = try await AnchoredJournal.verify(lines)
        #expect(verdict.output.contains(" 1 payloads opened, 1 withheld,"), "\(verdict.text)")
        let last = try #require(try lines.map(OpenedLine.init).last { $0.members["content"] != nil })
        #expect(last["type"] == "erased" && last.members["content"] as? [String: String] == ["reason": "retention"])
    }

    @Test func `addresses are given when asked for, and not otherwise`() async throws {
        let journal = try await AnchoredJournal()
        let without = try await journal.export(JournalExportScope(convention: journal.corrected))
        let with = try await journal.export(JournalExportScope(convention: journal.corrected, withAddresses: true))
        #expect(!without.contains { $0.contains("exemple.fr") } && with.contains { $0.contains("awa.nouvelle@") })
        #expect(try await AnchoredJournal.verify(without).output.contains(" 1 withheld,"))
        #expect(try await AnchoredJournal.verify(with).output.contains(" 0 withheld,"))
    }

    /// Payloads are in base64 too.
    private func clear(_ lines: [String]) throws -> String {
        try lines.map { line in
            let payload = try OpenedLine(line)["payload"]
            return line + (Data(base64Encoded: payload).map { String(decoding: $0, as: UTF8.self) } ?? "")
        }.joined()
    }

    @Test func `nothing personal is in the journal without a payload, and no secret in any`() async throws {
        let journal = try await AnchoredJournal()
        let headers = try clear(try await journal.export())
        for word in ["Awa", "Diallo", "Menuiserie", "Lycée", "exemple.fr", "salt", "payload"] {
            #expect(!headers.contains(word), "\(word)")
        }
        let payloads = try clear(
            try await journal.export(JournalExportScope(convention: journal.corrected, withAddresses: true)))
        #expect(payloads.contains("Diallo"))
        let texts = try await journal.store.waitingMails().map(\.textBody).joined(separator: "\n")
        let secrets = texts.matches(of: #//[sr]/([A-Za-z0-9_-]{43})/#).map { String($0.1) }
        #expect(secrets.count > 3)
        for secret in secrets { #expect(!payloads.contains(secret)) }
    }

    @Test func `an unknown convention is refused, and nothing is written`() async throws {
        let journal = try await AnchoredJournal()
        let stranger = try #require(ConventionID(randomBytes: [UInt8](repeating: 7, count: 20)))
        await #expect(throws: JournalExportError.self) {
            _ = try await journal.export(JournalExportScope(convention: stranger))
        }
    }

    @Test func `each line is as the published schema says`() async throws {
        let journal = try await AnchoredJournal()
        let schema = PythonTool.root.appending(path: "Templates/Schemas/journal-export.schema.json").path
        for scope in [nil, journal.completed, journal.erased, journal.corrected].map({
            JournalExportScope(convention: $0)
        }) {
            let text = try await journal.export(scope).map { $0 + "\n" }.joined()
            let outcome = try await RunningProgram(
                PythonTool.interpreter(), [PythonTool.script("validate_json.py"), schema, "--lines"],
                input: Data(text.utf8)
            ).outcome()
            #expect(outcome.succeeded, "\(outcome.text)")
        }
    }

    @Test func `openssl verifies each token over the anchor's lines, and not over others`() async throws {
        let journal = try await AnchoredJournal()
        let folder = try TemporaryDirectory()
        let lines = try await journal.export()
        for line in try lines.map(OpenedLine.init) where line["line"] == "anchor" {
            let text =
                "seing-anchor-1\n\(line.number("sequence"))\n\(line["headHash"])\n\(line["previousTokenDigest"])\n"
            let token = try folder.write("token.der", Array(try #require(Data(base64Encoded: line["token"]))))
            for (content, isOver) in [(text, true), (text + " ", false)] {
                let data = try folder.write("anchor.txt", Array(content.utf8))
                let said = try await Command.outcome(
                    "openssl", "ts", "-verify", "-token_in", "-in", token, "-data", data, "-CAfile",
                    journal.authority.trustPath + "/root.pem", "-attime",
                    "\(Int64(TestAuthority.now.timeIntervalSince1970))")
                #expect(said.succeeded == isOver && said.text.contains("Verification: OK") == isOver, "\(said.text)")
            }
        }
    }

    @Test func `the example of the format's page is right, line by line`() async throws {
        let page = try String(
            contentsOf: PythonTool.root.appending(path: "docs/journal-format.md"), encoding: .utf8)
        let section = try #require(page.components(separatedBy: "## An example to recompute by hand").last)
        let script = try #require(section.components(separatedBy: "```sh\n").dropFirst().first)
            .components(separatedBy: "```")[0]
        let claimed = script.matches(of: #/# ([0-9a-f]{64})/#).map { String($0.1) }
        let said = try await Command.outcome("sh", "-c", script)
        #expect(claimed.count == 4)
        #expect(said.output.split(separator: "\n").map { String($0.prefix(64)) } == claimed)
        let previous = JournalHeader(
            sequence: 1, convention: "abcdefghijkmnpqrstuv", position: 1, type: "drafted", at: 1_780_300_800,
            previousHash: JournalHeader.noHash, previousOwnHash: JournalHeader.noHash,
            commitment: DigestAlgorithm.sha256.digest(Array("nobody knows any more".utf8)))
        #expect(JournalHeader.hexadecimal(previous.hash) == claimed[0])
    }
}
