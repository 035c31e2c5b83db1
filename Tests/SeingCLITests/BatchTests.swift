import Foundation
import Synchronization
import Testing
import ToolSupport

@testable import SeingCLI

@Suite("Work on many inputs")
struct OrderedWorkTests {
    @Test(arguments: [1, 2, 7])
    func `hands results on in the order of the inputs`(width: Int) async {
        let work = OrderedWork<Int, Int>(width: width) { input in
            usleep(UInt32(input % 7) * 200)
            return input * 2
        }
        var got: [Int] = []
        let count = await work.run(Array(0..<200)) { got.append($0) }
        #expect(got == (0..<200).map { $0 * 2 } && count == 200)
    }

    @Test func `hands nothing on after what was broken off`() async {
        let work = OrderedWork<Int, Int>(width: 3) { $0 == 20 ? nil : $0 }
        var got: [Int] = []
        let count = await work.run(Array(0..<100)) { got.append($0) }
        #expect(got == Array(0..<20) && count == 20)
    }

    @Test func `never has more than its width in work`() async {
        let running = Mutex((now: 0, most: 0))
        let work = OrderedWork<Int, Int>(width: 2) { input in
            running.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            usleep(300)
            running.withLock { $0.now -= 1 }
            return input
        }
        _ = await work.run(Array(0..<100)) { _ in }
        #expect((1...2).contains(running.withLock { $0.most }))
    }

    @Test func `has nothing to do for nothing`() async {
        #expect(await OrderedWork<Int, Int>(width: 2) { $0 }.run([]) { _ in } == 0)
    }
}

@Suite("The search for files")
struct FileSearchTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test func `gives what it was given when that is no folder, there or not, and each once`() {
        let paths = ["/nowhere/b.pdf", "/etc/hostname", "/nowhere/b.pdf"]
        #expect(FileSearch(paths).found == [.file("/nowhere/b.pdf"), .file("/etc/hostname")])
    }

    @Test func `enters folders and links to folders, each once`() throws {
        for name in ["a/x.pdf", "a/y.PDF", "b/z.Pdf", "b/no.txt", ".git/h.pdf"] {
            let file = folder.url.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: file)
        }
        for (link, target) in [("a/up", ".."), ("c", "a"), ("self", ".")] {
            try FileManager.default.createSymbolicLink(atPath: folder.file(link), withDestinationPath: target)
        }
        let found = FileSearch([folder.path]).found
        #expect(found == ["a/x.pdf", "a/y.PDF", "b/z.Pdf"].map { .file(folder.file($0)) })
        #expect(FileSearch([folder.path + "/"]).found.count == 3)
    }

    @Test func `says of a folder that it holds no PDF`() {
        #expect(FileSearch([folder.path]).found == [.nothing(in: folder.path, .emptyFolder)])
    }
}

@Suite("A batch that is interrupted", .timeLimit(.minutes(5)))
struct InterruptionTests {
    private static let fileCount = 1_500

    /// Reads six lines from the program, stops it, and reads the rest: two lines of heading, and what has a verdict. Until it is
    /// read from, a program can write what a pipe holds, 64 KiB, and no more; so it is never done before it is stopped, however
    /// long this reader has to wait for a processor.
    private static let stopping = """
        mkfifo "$1"; pipe=$1; shift
        "$@" >"$pipe" &
        program=$!
        {
            for line in 1 2 3 4 5 6; do IFS= read -r text; printf '%s\\n' "$text"; done
            kill -TERM $program
            cat
        } <"$pipe"
        wait $program
        """

    @Test func `loses nothing it had printed and says how far it came`() async throws {
        let outcome = try await interrupted("--lang", "fr")
        let rows = outcome.output.split(separator: "\n").filter { $0.hasPrefix("✓") }
        #expect(rows.count >= 4 && rows.count < Self.fileCount)
        #expect(outcome.output.contains("Interrompu\u{202F}: \(rows.count) fichiers sur \(Self.fileCount) vérifiés"))
        #expect(!outcome.output.contains("À revoir"), "what was cut short has no verdict")
        #expect(outcome.status == 2)
    }

    @Test func `still writes JSON that the schema accepts`() async throws {
        let outcome = try await interrupted("--json")
        try await expectValid(outcome.outputBytes, "verification")
        #expect(outcome.output.contains("\"isInterrupted\" : true"))
    }

    /// A run over many files that is stopped after its first lines.
    private func interrupted(_ options: String...) async throws -> Outcome {
        let convention = try await SampleConvention.shared.value
        let (folder, pipe) = (try TemporaryDirectory(), try TemporaryDirectory())
        for number in 0..<Self.fileCount {
            // A long name, so that the lines of all files are several times what a pipe holds.
            let name = "\(number)-" + String(repeating: "x", count: 150) + ".pdf"
            try FileManager.default.linkItem(atPath: convention.document, toPath: folder.file(name))
        }
        let command = [try Seing.program.path, "verify", folder.path, "--trust", convention.trust] + options
        return try await RunningProgram(
            URL(filePath: "/bin/sh"), ["-c", Self.stopping, "sh", pipe.file("pipe")] + command
        ).outcome()
    }
}
