import ConventionVerification
import Synchronization

/// The conventions among the files of a run, for amendments that are held against them.
///
/// They are looked for when the first amendment asks, so that a run without one reads no file twice.
final class GivenConventions: Sendable {
    private struct Given {
        let path: String
        let convention: AmendedConvention
    }

    private let paths: [String]
    private let verifier: ConventionVerifier
    private let found = Mutex<[Given]?>(nil)

    init(_ paths: [String], verifier: ConventionVerifier) { (self.paths, self.verifier) = (paths, verifier) }

    /// All but the one in a file; what cannot be read is none.
    func conventions(but path: String) -> [AmendedConvention] {
        let all = found.withLock { found in
            let all = found ?? paths.compactMap(outline)
            found = all
            return all
        }
        return all.filter { $0.path != path }.map(\.convention)
    }

    private func outline(_ path: String) -> Given? {
        guard !Interruption.isRequested, let bytes = try? NamedFile(path: path).read() else { return nil }
        let start = ContinuousClock.now
        let convention = try? verifier.outline(bytes) {
            start.duration(to: .now) < FileReport.timeLimit && !Interruption.isRequested
        }
        return convention.map { Given(path: path, convention: $0) }
    }
}
