import Synchronization

/// How long something took, counted in classes, as Prometheus counts them: each class holds all that took at most its bound.
package final class DurationHistogram: Sendable {
    /// In seconds, ascending; everything longer is counted in the total alone.
    package static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    package struct Reading: Hashable, Sendable {
        /// One for each bound.
        package fileprivate(set) var counts = [Int](repeating: 0, count: DurationHistogram.bounds.count)
        package fileprivate(set) var count = 0
        /// In seconds.
        package fileprivate(set) var sum = 0.0
    }

    private let state = Mutex(Reading())

    package init() {}

    package var reading: Reading { state.withLock { $0 } }

    package func note(_ duration: Duration) {
        let seconds = duration / .seconds(1)
        state.withLock { reading in
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { reading.counts[index] += 1 }
            reading.count += 1
            reading.sum += seconds
        }
    }
}
