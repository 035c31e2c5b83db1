package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// Whether the database takes writes, tried for real.
///
/// Anybody may ask for `/health`, and each try waits for the disk: one answer serves for some seconds, and for all who ask meanwhile.
package actor WriteProbe {
    /// In seconds.
    static let lifetime: TimeInterval = 5

    private let write: @Sendable () async -> Bool
    private let now: @Sendable () -> Date
    private var last: (at: Date, answer: Task<Bool, Never>)?

    package init(now: @escaping @Sendable () -> Date, write: @escaping @Sendable () async -> Bool) {
        self.now = now
        self.write = write
    }

    package var isWritable: Bool {
        get async {
            let time = now()
            // A clock that was put back makes no answer live longer.
            if let last, (0..<Self.lifetime).contains(time.timeIntervalSince(last.at)) {
                return await last.answer.value
            }
            let answer = Task { [write] in await write() }
            last = (time, answer)
            return await answer.value
        }
    }
}
