import Foundation
import Testing

/// Looks at pages in a browser with axe-core, at the size of a phone and of a desk.
package enum PageLook {
    /// At which each page is looked at: a telephone's, and a desk's.
    package static let sizes = 2

    package struct Report: Decodable {
        package struct Finding: Decodable, CustomStringConvertible {
            package let page: String
            package let rule: String
            let help: String
            let nodes: [String]

            package var description: String { "\(rule) on \(page): \(help) \(nodes)" }
        }

        /// Pages times sizes.
        package let seen: Int
        package let findings: [Finding]
    }

    /// Browsers that all look at once take each other's processor until none is done in time: each test waits for its turn, for which its
    /// own limit has to leave room. What one look may take is the limit of a program.
    private static let turns = Turnstile(places: 3)

    /// - Parameters:
    ///   - addresses: As `Tests/Tools/check_accessibility.py` takes them; what follows an arrow is clicked.
    ///   - cookie: Sent with every request.
    package static func report(on addresses: [String], cookie: String = "") async throws -> Report {
        await turns.enter()
        defer { Task { await turns.leave() } }
        let outcome = try await RunningProgram(
            PythonTool.interpreter(), [PythonTool.script("check_accessibility.py")] + addresses,
            environment: ["SEING_COOKIE": cookie]
        ).outcome()
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Report.self, from: outcome.outputBytes)
    }
}

/// Lets so many in at once, the others in the order in which they came.
private actor Turnstile {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { free = places }

    func enter() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// The place goes to who has waited longest.
    func leave() {
        guard !waiting.isEmpty else {
            free += 1
            return
        }
        waiting.removeFirst().resume()
    }
}
