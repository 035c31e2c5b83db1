import Foundation

/// A copy of the program with the files that it needs, for tests that change them.
package struct SeingCopy: Sendable {
    package let folder: TemporaryDirectory

    /// - Parameter profiles: Changes the text of each certificate profile, known by its file's name without ending.
    package init(profiles change: (_ name: String, _ text: String) -> String) throws {
        folder = try TemporaryDirectory()
        try FileManager.default.copyItem(at: try Seing.program, to: folder.url.appending(path: "seing"))
        for name in ["Templates", "Certificates", "Examples"] {
            try FileManager.default.copyItem(
                at: PythonTool.root.appending(path: name), to: folder.url.appending(path: name))
        }
        let profiles = folder.file("Certificates/profiles")
        for file in try FileManager.default.contentsOfDirectory(atPath: profiles) where file.hasSuffix(".profile") {
            let path = URL(filePath: "\(profiles)/\(file)")
            let text = try String(contentsOf: path, encoding: .utf8)
            try Data(change(String(file.dropLast(8)), text).utf8).write(to: path)
        }
    }

    /// Runs the copy to its end.
    package func run(_ arguments: String...) async throws -> Outcome {
        try await RunningProgram(folder.url.appending(path: "seing"), arguments).outcome()
    }
}
