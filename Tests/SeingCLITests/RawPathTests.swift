import Foundation
import TestSupport
import Testing
import ToolSupport

@testable import SeingCLI

/// A file has the name that it has, whether that is text or not.
@Suite("Names of files that are not UTF-8", .timeLimit(.minutes(5)))
struct RawPathTests {
    private static let latin: [UInt8] = [0x63, 0x61, 0x66, 0xE9, 0x2E, 0x70, 0x64, 0x66]

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `lead back to the same bytes`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let bytes = (0..<40).map { _ in UInt8.random(in: 1...255, using: &generator) }
        #expect(RawPath.bytes(of: RawPath.text(of: bytes)) == bytes)
    }

    @Test(arguments: ["/tmp/Été à l’école.pdf", "日本.pdf", "e\u{301}.pdf", "\u{10FE00}\u{FFFD}"])
    func `are plain texts when they are UTF-8`(name: String) {
        #expect(RawPath.text(of: Array(name.utf8)).unicodeScalars.elementsEqual(name.unicodeScalars))
        #expect(RawPath.shown(name) == name)
    }

    @Test func `are not mistaken for each other`() {
        let escaped = RawPath.text(of: Self.latin)
        let literal = Array(escaped.utf8)
        #expect(literal != Self.latin && RawPath.text(of: literal) != escaped)
        #expect(RawPath.bytes(of: RawPath.text(of: literal)) == literal)
    }

    @Test func `are shown with the bytes by number`() {
        #expect(RawPath.shown(RawPath.text(of: Self.latin)) == "caf\\xE9.pdf")
        #expect(Printable.text(RawPath.text(of: Self.latin)) == "caf\\xE9.pdf")
    }

    /// A folder with `d\xE9/caf\xE9.pdf`, made by the shell, which knows bytes.
    private func folder(of document: String) async throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        let script = #"d="$2/$(printf 'd\351')"; mkdir "$d" && cp "$1" "$d/$(printf 'caf\351.pdf')""#
        let made = try await Command.outcome("sh", "-c", script, "sh", document, folder.path)
        try #require(made.succeeded, "\(made.text)")
        return folder
    }

    @Test func `are found in folders, verified, and reported with an escaped name`() async throws {
        let sample = try await SampleConvention.shared.value
        let folder = try await folder(of: sample.document)
        let json = try await Seing.run("verify", folder.path, "--trust", sample.trust, "--json")
        #expect(json.status == 0, "\(json)")
        #expect(json.output.contains(#"/d\\xE9/caf\\xE9.pdf""#), "\(json.output)")
        try await expectValid(json.outputBytes, "verification")
        let table = try await Seing.run("verify", folder.path, "--trust", sample.trust, "--lang", "fr")
        #expect(table.output.contains(#"✓ d\xE9/caf\xE9.pdf"#), "\(table.output)")
    }

    @Test func `are opened when they are given as arguments`() async throws {
        let sample = try await SampleConvention.shared.value
        let folder = try await folder(of: sample.document)
        let script = #"exec "$1" verify --trust "$2" --lang fr "$3/$(printf 'd\351/caf\351.pdf')""#
        let outcome = try await Command.outcome(
            "sh", "-c", script, "sh", Seing.program.path, sample.trust, folder.path)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.hasPrefix("Cette convention est signée par les 4 parties"))
        #expect(outcome.output.contains(#"/d\xE9/caf\xE9.pdf"#))
        let missing = try await Command.outcome(
            "sh", "-c", #"exec "$1" verify "$(printf 'no\351.pdf')""#, "sh", Seing.program.path)
        #expect(missing.status == 65)
    }
}
