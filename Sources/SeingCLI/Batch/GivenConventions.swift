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
            let start = ContinuousClock.now
            let all = found ?? paths.compactMap { outline($0, since: start) }
            found = all
            return all
        }
        return all.filter { $0.path != path }.map(\.convention)
    }

    /// All files together have the time of one: whoever asks waits for it.
    private func outline(_ path: String, since start: ContinuousClock.Instant) -> Given? {
        let mayGoOn: @Sendable () -> Bool = {
            start.duration(to: .now) < FileReport.timeLimit && !Interruption.isRequested
        }
        guard mayGoOn(), let bytes = try? NamedFile(path: path).read() else { return nil }
        let convention = try? verifier.outline(bytes, mayGoOn: mayGoOn)
        return convention.map { Given(path: path, convention: $0) }
    }
}
