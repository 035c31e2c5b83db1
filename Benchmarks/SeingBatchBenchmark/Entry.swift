import Foundation

/// Signs a list of conventions as the running service does for a head of school, and prints what it took.
@main
enum Entry {
    static func main() async {
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            guard arguments.count == 2, let count = Int(arguments[1]), count > 0 else {
                throw Failure("usage: SeingBatchBenchmark DIRECTORY COUNT    DIRECTORY: empty, or to be made")
            }
            print(try await BatchRun(directory: arguments[0]).run(count: count))
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(70)
        }
    }
}

/// A benchmark that could not be run, or whose result is wrong.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
