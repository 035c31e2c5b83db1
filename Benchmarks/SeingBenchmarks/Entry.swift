import Foundation

/// Signs or verifies many documents and prints what it took; `Benchmarks/bench` runs it and makes the table.
@main
enum Entry {
    private static let usage = """
        usage: SeingBenchmarks sign DIRECTORY COUNT    makes keys and COUNT documents, signs each four times
               SeingBenchmarks verify DIRECTORY        verifies what `sign` left in the directory
        """

    static func main() {
        do {
            print(try run(Array(CommandLine.arguments.dropFirst())))
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(70)
        }
    }

    private static func run(_ arguments: [String]) throws -> String {
        switch (arguments.first, arguments.count) {
        case ("sign", 3):
            guard let count = Int(arguments[2]), count > 0 else { throw Failure(usage) }
            let run = try SigningRun(directory: arguments[1])
            let json = try run.run(count: count).json
            try run.writeOthers()
            return json
        case ("verify", 2):
            return try VerifyingRun(directory: arguments[1]).run().json
        default:
            throw Failure(usage)
        }
    }
}

/// A benchmark that could not be run, or whose result is wrong.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
