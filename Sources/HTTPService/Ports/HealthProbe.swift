/// How the service says whether it works.
package struct HealthProbe: Sendable {
    /// What `/health` shows.
    package struct Reading: Hashable, Sendable {
        package let isDatabaseWritable: Bool
        /// Age of the oldest message that waits to be sent, in seconds; `nil` when none waits.
        package let oldestMailSeconds: Int?
        /// Messages given up on, which a person has to look at.
        package let deadLetterCount: Int

        /// Who makes time-stamps, and what waits for one; `nil` when nobody says.
        package var timeStamping: TimeStamping?

        package struct TimeStamping: Hashable, Sendable {
            /// `built-in` or `outside`.
            package let source: String
            /// `synchronized`, `assured` (by the operator) or `unknown`.
            package let clock: String
            package let waitingSignatures: Int
            /// Age of the oldest signature that waits, in seconds; `nil` when none does.
            package let oldestSeconds: Int?

            package init(source: String, clock: String, waitingSignatures: Int, oldestSeconds: Int?) {
                self.source = source
                self.clock = clock
                self.waitingSignatures = waitingSignatures
                self.oldestSeconds = oldestSeconds
            }
        }

        /// How far the journal is anchored; `nil` when nobody says.
        package var anchors: Anchors?

        package struct Anchors: Hashable, Sendable {
            /// Age of the newest time-stamp over the journal, in seconds; `nil` when there is none.
            package let newestSeconds: Int?
            /// Events recorded since.
            package let eventsAfter: Int
            /// Tries in a row that gave no time-stamp.
            package let failedTries: Int

            package init(newestSeconds: Int?, eventsAfter: Int, failedTries: Int) {
                self.newestSeconds = newestSeconds
                self.eventsAfter = eventsAfter
                self.failedTries = failedTries
            }
        }

        package init(isDatabaseWritable: Bool, oldestMailSeconds: Int?, deadLetterCount: Int) {
            self.isDatabaseWritable = isDatabaseWritable
            self.oldestMailSeconds = oldestMailSeconds
            self.deadLetterCount = deadLetterCount
        }
    }

    package var read: @Sendable () async -> Reading

    package init(read: @escaping @Sendable () async -> Reading) {
        self.read = read
    }
}
