import Foundation

/// A folder that a command writes files into, made when it does not exist.
struct OutputFolder {
    private let path: String

    init(_ path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: path).appending(component: name), options: .atomic)
    }
}
