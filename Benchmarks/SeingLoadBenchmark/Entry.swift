import Foundation

/// Drives the real service over HTTP the way signatories do, and prints what it took as one line of JSON.
@main
enum Entry {
    static func main() async {
        do {
            print(try await LoadRun(try LoadSettings(Array(CommandLine.arguments.dropFirst()))).run())
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(70)
        }
    }
}

/// What is measured.
struct LoadSettings {
    let program: String
    let directory: String
    /// Conventions that are in the store before, beside those that are signed.
    let stored: Int
    /// People and programs that act at the same time.
    let clients: Int
    /// Length of the measurement, after a tenth of it as warm-up.
    let seconds: Double

    static let usage = """
        usage: SeingLoadBenchmark SEING DIRECTORY STORED CLIENTS SECONDS
        SEING: the program; DIRECTORY: empty, to be made, or left by an earlier run with as many conventions or fewer;
        STORED: conventions in the store before; CLIENTS: conventions that are being signed at the same time
        """

    init(_ arguments: [String]) throws {
        guard arguments.count == 5, let stored = Int(arguments[2]), let clients = Int(arguments[3]), clients > 0,
            let seconds = Double(arguments[4]), stored >= 0, seconds > 0
        else { throw Failure(Self.usage) }
        (program, directory) = (arguments[0], arguments[1])
        (self.stored, self.clients, self.seconds) = (stored, clients, seconds)
    }
}

/// A benchmark that could not be run, or whose result is wrong.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
