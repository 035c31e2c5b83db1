import Foundation
import TestSupport
import Testing
import ToolSupport

@testable import Persistence

@Suite("A tampered export of the journal")
struct TamperedExportTests {
    private let lines: [String]

    init() async throws {
        let journal = try await AnchoredJournal()
        lines = try await journal.export(JournalExportScope(convention: journal.completed))
    }

    /// The fourth event is in line 5, before the first anchor.
    private let fourth = 4

    private func expect(
        _ lines: [String], line: Int, saying words: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let verdict = try await AnchoredJournal.verify(lines)
        #expect(
            verdict.status == 1 && verdict.errors.hasPrefix("line \(line): ") && verdict.errors.contains(words),
            "\(verdict.text)", sourceLocation: sourceLocation)
    }

    private func changing(_ index: Int, _ change: (inout OpenedLine) -> Void) throws -> [String] {
        var (lines, line) = (lines, try OpenedLine(lines[index]))
        change(&line)
        lines[index] = try line.text
        return lines
    }

    @Test func `read and written again without a change is whole`() async throws {
        let verdict = try await AnchoredJournal.verify(try changing(fourth) { _ in })
        #expect(verdict.succeeded, "\(verdict.text)")
    }

    @Test(arguments: [
        ("at", "not the one that was hashed"), ("position", "event before this one is missing"),
        ("sequence", "event 5 stands where event 4 should"),
    ])
    func `a changed number is found`(name: String, words: String) async throws {
        let changed = try changing(fourth) { $0.members[name] = $0.number(name) + 1 }
        try await expect(changed, line: fourth + 1, saying: words)
    }

    @Test(arguments: [
        ("type", "not the one that was hashed"), ("convention", "event before this one is missing"),
        ("commitment", "not the one that was hashed"), ("previousHash", "does not continue the one before"),
        ("previousOwnHash", "does not continue its convention's"), ("hash", "not the one that was hashed"),
    ])
    func `a changed text is found`(name: String, words: String) async throws {
        let changed = try changing(fourth) { $0.members[name] = String($0[name].reversed()) }
        try await expect(changed, line: fourth + 1, saying: words)
    }

    @Test func `two events that changed places are found`() async throws {
        var swapped = lines
        swapped.swapAt(fourth, fourth + 1)
        try await expect(swapped, line: fourth + 1, saying: "event 5 stands where event 4 should")
    }

    @Test func `an event that was taken out is found`() async throws {
        var short = lines
        short.remove(at: fourth)
        try await expect(short, line: fourth + 1, saying: "event 5 stands where event 4 should")
    }

    @Test func `an event that stands twice is found`() async throws {
        var double = lines
        double.insert(lines[fourth], at: fourth)
        try await expect(double, line: fourth + 2, saying: "event 4 stands where event 5 should")
    }

    @Test func `an export that was cut is found, in a line and between lines`() async throws {
        let (shorter, middle) = (Array(lines.dropLast()), Array(lines.prefix(fourth)))
        try await expect(shorter, line: lines.count, saying: "cut off")
        try await expect(middle, line: middle.count + 1, saying: "cut off")
        try await expect([], line: 1, saying: "cut off")
        let within = middle + [String(lines[fourth].prefix(60))]
        try await expect(within, line: fourth + 1, saying: "no line of an export")
    }

    @Test func `a last event that was taken out with the end rewritten as if it had never been is found by the anchor`()
        async throws
    {
        let cut = try #require(lines.lastIndex { $0.contains("\"line\":\"anchor\"") })
        var short = lines
        short.removeSubrange(cut - 1..<cut)
        try await expect(short, line: cut, saying: "another event was time-stamped")
    }

    @Test func `a changed payload, salt or content is found`() async throws {
        let payload = try changing(fourth) { line in
            line.members["payload"] = Data("{\"fieldName\":\"school\"}".utf8).base64EncodedString()
        }
        try await expect(payload, line: fourth + 1, saying: "not those committed to")
        let salt = try changing(fourth) { $0.members["salt"] = String($0["salt"].reversed()) }
        try await expect(salt, line: fourth + 1, saying: "not those committed to")
        let content = try changing(fourth) { $0.members["content"] = ["fieldName": "school"] }
        try await expect(content, line: fourth + 1, saying: "content shown")
        let moved = try changing(fourth) { line in
            let bytes = Array(Data(base64Encoded: line["payload"]) ?? Data())
            line.members["salt"] = line["salt"] + bytes.prefix(1).map { String(format: "%02x", $0) }.joined()
            line.members["payload"] = Data(bytes.dropFirst()).base64EncodedString()
        }
        try await expect(moved, line: fourth + 1, saying: "not those committed to")
    }

    @Test func `a payload that was taken away is found`() async throws {
        let bare = try changing(fourth) { line in
            for name in ["payload", "salt", "content"] { line.members[name] = nil }
        }
        try await expect(bare, line: fourth + 1, saying: "payload is missing")
    }

    /// Who recomputes every hash after a change is left with anchors over what was.
    @Test
    func `a chain recomputed after a change is found by the first anchor, whether or not its lines are rewritten`()
        async throws
    {
        let changed = try changing(fourth) { $0.members["at"] = $0.number("at") + 3_600 }
        let anchor = try #require(lines.firstIndex { $0.contains("\"line\":\"anchor\"") })
        try await expect(
            try recomputed(changed, withAnchors: false), line: anchor + 1, saying: "another event was time-stamped")
        try await expect(
            try recomputed(changed, withAnchors: true), line: anchor + 1, saying: "time-stamp is over something else")
        let without = try recomputed(changed, withAnchors: true).filter { !$0.contains("\"line\":\"anchor\"") }
        try await expect(without, line: without.count, saying: "another journal")
    }

    @Test func `an anchor that was taken out is found by the next`() async throws {
        let anchor = try #require(lines.firstIndex { $0.contains("\"line\":\"anchor\"") })
        let next = try #require(lines.lastIndex { $0.contains("\"line\":\"anchor\"") })
        var short = lines
        short.remove(at: anchor)
        try await expect(short, line: next, saying: "a time-stamp before this one is missing")
    }

    @Test func `something after the end, or before the beginning, is found`() async throws {
        try await expect(lines + [lines[fourth]], line: lines.count + 1, saying: "after the end")
        try await expect(Array(lines.dropFirst()), line: 1, saying: "begins with")
        try await expect(lines.prefix(1) + lines, line: 2, saying: "begins with")
    }

    /// Every hash computed anew, as somebody with the whole database could.
    private func recomputed(_ lines: [String], withAnchors: Bool) throws -> [String] {
        var (previous, own) = (JournalHeader.hexadecimal(JournalHeader.noHash), [String: String]())
        let none = previous
        return try lines.map { text in
            var line = try OpenedLine(text)
            switch line["line"] {
            case "event":
                line.members["previousHash"] = previous
                line.members["previousOwnHash"] = own[line["convention"]] ?? none
                previous = try hash(of: line)
                own[line["convention"]] = previous
                line.members["hash"] = previous
            case "anchor" where withAnchors, "end": line.members["headHash"] = previous
            default: break
            }
            return try line.text
        }
    }

    private func hash(of line: OpenedLine) throws -> String {
        let texts = [
            "seing-journal-1", "\(line.number("sequence"))", line["convention"], "\(line.number("position"))",
            line["type"], "\(line.number("at"))", line["previousHash"], line["previousOwnHash"], line["commitment"],
        ]
        let input = Array(texts.map { $0 + "\n" }.joined().utf8)
        return String(try Command.run("sha256sum", input: input).output.prefix(64))
    }
}
