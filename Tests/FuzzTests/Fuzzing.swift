import Foundation
import Testing
import ToolSupport

/// Throws altered inputs at a reader, which may refuse them and may do nothing else.
///
/// `SEING_FUZZ_SECONDS` is the time for each reader, in place of the few rounds of `make test`; `SEING_FUZZ_SEED` the first
/// seed. An input that ends the process stays in the folder that was printed, under the reader's name.
struct Fuzzing {
    /// No reader may need longer for one input, on a machine that is busy and with a sanitizer.
    private static let patience: Duration = .seconds(20)

    let reader: String
    let mutator: Mutator

    private static func number(_ variable: String) -> UInt64? {
        ProcessInfo.processInfo.environment[variable].flatMap { UInt64($0) }
    }

    /// - Parameters:
    ///   - rounds: Inputs when no time is set.
    ///   - read: Throws when it refuses; what it throws is not looked at. Records an issue when what it accepts is wrong.
    func run(rounds: Int, _ read: ([UInt8]) throws -> Void) throws {
        for bytes in mutator.corpus { try read(bytes) }
        let first = Self.number("SEING_FUZZ_SEED") ?? 1
        let seconds = Self.number("SEING_FUZZ_SECONDS")
        let began = ContinuousClock.now
        var (count, accepted) = (0, 0)
        while seconds.map({ began.duration(to: .now) < .seconds($0) }) ?? (count < rounds) {
            if try isAccepted(seed: first &+ UInt64(count), read) { accepted += 1 }
            count += 1
        }
        try? FileManager.default.removeItem(at: try Self.inputs().appending(component: reader))
        print("Fuzzing \(reader): \(count) inputs from seed \(first), \(accepted) accepted, none did harm.")
        // A mutator that is always refused at the first byte would show nothing.
        #expect(accepted > 0 && accepted < count, "\(accepted) of \(count) inputs were accepted")
    }

    private func isAccepted(seed: UInt64, _ read: ([UInt8]) throws -> Void) throws -> Bool {
        let bytes = mutator.input(seed: seed)
        try Data(bytes).write(to: Self.inputs().appending(component: reader))
        let began = ContinuousClock.now
        defer {
            let time = began.duration(to: .now)
            if time > Self.patience { Issue.record("\(reader) took \(time) for the input of seed \(seed)") }
        }
        do { try read(bytes) } catch { return false }
        return true
    }

    /// Where the input that is being read is kept: a process that is ended by it cannot say which it was.
    private static func inputs() throws -> URL {
        let folder = PythonTool.root.appending(path: ".cache/fuzz")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
