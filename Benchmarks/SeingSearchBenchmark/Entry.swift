import Foundation

/// Fills a store with made-up offers, searches it on one thread, and prints how long searches take.
@main
enum Entry {
    static func main() async {
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            guard arguments.count == 3, let offers = Int(arguments[1]), let queries = Int(arguments[2]), offers > 0,
                queries > 0
            else {
                throw Failure(
                    "usage: SeingSearchBenchmark DIRECTORY OFFERS QUERIES    DIRECTORY: empty, to be made, or of an earlier run with as many"
                )
            }
            try await SearchRun(directory: arguments[0], offers: offers, queries: queries).run()
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

/// The same numbers in each run (splitmix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    /// - Parameter list: Not empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[Int.random(in: 0..<list.count, using: &self)] }

    /// Near the beginning of a list more often than near its end.
    mutating func pickEarly<Element>(_ list: [Element]) -> Element {
        let place = Double.random(in: 0..<1, using: &self)
        return list[Int(place * place * Double(list.count))]
    }
}
