import Foundation

/// Signs or verifies many documents and prints what it took; `Benchmarks/bench` runs it and makes the table.
@main
enum Entry {
    private static let usage = """
        usage: SeingBenchmarks sign DIRECTORY COUNT    makes keys and COUNT documents, signs each four times
               SeingBenchmarks verify DIRECTORY        verifies what `sign` left in the directory
               SeingBenchmarks typeset COUNT DIRECTORY sets COUNT conventions, and leaves the first twenty in the directory
               SeingBenchmarks typeset-marked COUNT DIRECTORY
                                                       the same with a QR code in each footer
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
        case ("typeset", 3), ("typeset-marked", 3):
            guard let count = Int(arguments[1]), count > 0 else { throw Failure(usage) }
            return try TypesettingRun(hasMark: arguments[0] == "typeset-marked").run(
                count: count, directory: arguments[2])
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
