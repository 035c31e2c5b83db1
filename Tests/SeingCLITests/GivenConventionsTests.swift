import ConventionVerification
import Foundation
import PAdESValidation
import Synchronization
import Testing
import ToolSupport

@testable import SeingCLI

@Suite("Conventions that amendments look for")
struct GivenConventionsTests {
    private let paths: [String]
    private let folder: TemporaryDirectory

    init() async throws {
        let sample = try await SampleConvention.shared.value
        folder = try TemporaryDirectory()
        paths = ["a.pdf", "b.pdf", "c.pdf"].map(folder.file)
        for path in paths { try FileManager.default.linkItem(atPath: sample.document, toPath: path) }
    }

    @Test func `are those of all files but the amendment's own`() {
        let given = search(paths, clock: SteppingClock(step: .zero))
        #expect(given.conventions(but: paths[0]).count == 2 && given.conventions(but: "").count == 3)
    }

    /// Whoever asks waits for the search, so that a folder of slow files may not take a file's time for each of them.
    @Test func `are looked for in the time of one file, however many there are`() {
        let counting = SteppingClock(step: .zero)
        #expect(search([paths[0]], clock: counting).conventions(but: "").count == 1)
        // A file takes two thirds of the time.
        let step = FileReport.timeLimit / (counting.count * 3 / 2)
        #expect(search([paths[0]], clock: SteppingClock(step: step)).conventions(but: "").count == 1)
        #expect(search(paths, clock: SteppingClock(step: step)).conventions(but: "").count == 1)
    }

    private func search(_ paths: [String], clock: SteppingClock) -> GivenConventions {
        let verifier = ConventionVerifier(validator: DocumentValidator(trust: .none, policyArc: nil))
        return GivenConventions(paths, verifier: verifier) { clock.now() }
    }
}

/// Goes on by one step whenever it is asked.
private final class SteppingClock: Sendable {
    private let start = ContinuousClock.now
    private let step: Duration
    private let asked = Mutex(0)

    init(step: Duration) { self.step = step }

    var count: Int { asked.withLock { $0 } }

    func now() -> ContinuousClock.Instant {
        asked.withLock { asked in
            asked += 1
            return start.advanced(by: step * asked)
        }
    }
}
