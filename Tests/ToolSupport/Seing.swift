package import Foundation

/// The command as it was built; `SEING` names another one.
package enum Seing {
    package static var program: URL {
        get throws {
            let named = ProcessInfo.processInfo.environment["SEING"] ?? ".build/debug/seing"
            let url = URL(filePath: named, relativeTo: PythonTool.root).absoluteURL
            guard FileManager.default.isExecutableFile(atPath: url.path) else { throw Missing(path: url.path) }
            return url
        }
    }

    package struct Missing: Error, CustomStringConvertible {
        let path: String
        package var description: String { "there is no program at \(path); run: make build" }
    }

    /// Runs the command to its end.
    package static func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Outcome {
        try await RunningProgram(program, arguments, environment: environment).outcome()
    }
}
