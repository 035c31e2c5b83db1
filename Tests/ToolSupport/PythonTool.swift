package import Foundation

/// The Python of the tests, with aiosmtpd, Playwright and axe in it.
package enum PythonTool {
    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    package static func script(_ name: String) -> String { root.appending(path: "Tests/Tools/\(name)").path }

    package static func interpreter() throws -> URL {
        let named = ProcessInfo.processInfo.environment["SEING_TEST_PYTHON"].map { URL(filePath: $0) }
        let python = named ?? root.appending(path: ".cache/venv/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else {
            throw Missing(
                description:
                    "could not find the tests' Python: looked at \(python.path), expected a virtual environment"
                    + " with the tools of the tests; run `make test`, which makes it, or set SEING_TEST_PYTHON")
        }
        return python
    }
}
