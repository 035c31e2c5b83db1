import Foundation

/// How long each kind of step took, from all threads.
final class Record: @unchecked Sendable {
    enum Step: String, CaseIterable {
        /// A page or a document.
        case page
        /// The consent, answered once the code is on its way.
        case code
        /// From that answer to the code's arrival by SMTP.
        case mail
        /// A signature, answered once it is on the disk.
        case sign
    }

    private let lock = NSLock()
    private var times: [Step: [Double]] = [:]
    private var isCounting = false
    private(set) var failures: [String] = []

    /// What happened before does not count: the service was warming up.
    func begin() { lock.withLock { (times, isCounting) = ([:], true) } }
    func end() { lock.withLock { isCounting = false } }
    func fail(_ text: String) { lock.withLock { failures.append(text) } }

    func time<Value>(_ step: Step, _ body: () throws -> Value) rethrows -> Value {
        let start = ContinuousClock.now
        let value = try body()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        lock.withLock { if isCounting { times[step, default: []].append(seconds) } }
        return value
    }

    func count(_ step: Step) -> Int { lock.withLock { times[step]?.count ?? 0 } }

    /// Milliseconds that so many of a thousand steps took at most.
    func milliseconds(_ step: Step, permille: Int) -> Double {
        let sorted = lock.withLock { times[step] ?? [] }.sorted()
        guard !sorted.isEmpty else { return .nan }
        return sorted[min(sorted.count - 1, sorted.count * permille / 1000)] * 1000
    }
}
