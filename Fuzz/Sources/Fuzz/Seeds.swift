import Foundation

/// What `Fuzz/make-corpus` wrote for the readers that need something besides the input.
enum Seeds {
    private static let directory = ProcessInfo.processInfo.environment["SEING_FUZZ_CORPUS"] ?? ".cache/fuzz/corpus"

    static func file(_ name: String) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(directory)/\(name)") else {
            fatalError("no \(name) in \(directory); name the folder that make-corpus wrote in SEING_FUZZ_CORPUS")
        }
        return Array(data)
    }
}
