import Foundation
import ToolSupport

/// A finished convention and the folder to trust, made once by the built command.
struct SampleConvention: Sendable {
    private let folder: TemporaryDirectory

    static let shared = Task { try await SampleConvention() }

    private init() async throws {
        folder = try TemporaryDirectory()
        let made = try await Seing.run("demo", "--out", folder.path)
        guard made.succeeded else { throw Failure(text: made.text) }
    }

    var document: String { folder.file("convention.pdf") }
    var trust: String { folder.file("trust") }
    var bytes: [UInt8] { get throws { try folder.read("convention.pdf") } }

    struct Failure: Error { let text: String }
}

/// A folder with every sort of file that a secretary may have in one.
struct SampleFolder {
    let convention: SampleConvention
    let folder: TemporaryDirectory

    /// In the order in which they are reported; relative to the folder.
    static let names = [
        "altered.pdf", "appended.pdf", "b/good 2.PDF", "cut.pdf", "dangling.pdf", "good.pdf", "letter.pdf", "pipe.pdf",
        "unsigned.pdf",
    ]
    static let integrity = [
        "broken", "changed", "intact", "unreadable", "unreadable", "intact", "unreadable", "unreadable", "none",
    ]

    init() async throws {
        convention = try await SampleConvention.shared.value
        folder = try TemporaryDirectory()
        let bytes = try convention.bytes
        try write(bytes)
        let link = FileManager.default.createSymbolicLink(atPath:withDestinationPath:)
        try link(folder.file("loop"), ".")
        try link(folder.file("dangling.pdf"), "nowhere")
        guard mkfifo(folder.file("pipe.pdf"), 0o600) == 0 else { throw SampleConvention.Failure(text: "mkfifo") }
    }

    private func write(_ bytes: [UInt8]) throws {
        let inner = folder.url.appending(component: "b")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        try folder.write("good.pdf", bytes)
        try folder.write("b/good 2.PDF", bytes)
        try folder.write(".hidden.pdf", bytes)
        try folder.write("note.txt", Array("hello".utf8))
        try folder.write("letter.pdf", Array("Objet : pas un PDF".utf8))
        try folder.write("cut.pdf", Array(bytes.prefix(bytes.count / 8)))
        try folder.write("appended.pdf", bytes + [0x0A, 0x25])
        var altered = bytes
        altered[bytes.count / 3] ^= 1
        try folder.write("altered.pdf", altered)
        let end = Array("%%EOF\n".utf8)
        let ends = bytes.indices.filter { bytes[$0...].starts(with: end) }
        try folder.write("unsigned.pdf", Array(bytes[..<(ends[0] + end.count)]))
    }

    /// `seing verify` over the folder.
    func verify(_ arguments: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await RunningProgram(
            Seing.program, ["verify", folder.path, "--trust", convention.trust] + arguments, environment: environment
        ).outcome()
    }
}
