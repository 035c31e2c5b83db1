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
    private let clock: @Sendable () -> ContinuousClock.Instant
    private let found = Mutex<[Given]?>(nil)

    /// - Parameter clock: Tells the time that the search takes.
    init(
        _ paths: [String], verifier: ConventionVerifier,
        clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        (self.paths, self.verifier, self.clock) = (paths, verifier, clock)
    }

    /// All but the one in a file; what cannot be read is none.
    func conventions(but path: String) -> [AmendedConvention] {
        let all = found.withLock { found in
            let start = clock()
            let all = found ?? paths.compactMap { outline($0, since: start) }
            found = all
            return all
        }
        return all.filter { $0.path != path }.map(\.convention)
    }

    /// All files together have the time of one: whoever asks waits for it.
    private func outline(_ path: String, since start: ContinuousClock.Instant) -> Given? {
        let mayGoOn: @Sendable () -> Bool = { [clock] in
            start.duration(to: clock()) < FileReport.timeLimit && !Interruption.isRequested
        }
        guard mayGoOn(), let bytes = try? NamedFile(path: path).read() else { return nil }
        let convention = try? verifier.outline(bytes, mayGoOn: mayGoOn)
        return convention.map { Given(path: path, convention: $0) }
    }
}
