/// How the service says whether it works.
package struct HealthProbe: Sendable {
    /// What `/health` shows.
    package struct Reading: Hashable, Sendable {
        package let isDatabaseWritable: Bool
        /// Age of the oldest message that waits to be sent, in seconds; `nil` when none waits.
        package let oldestMailSeconds: Int?
        /// Messages given up on, which a person has to look at.
        package let deadLetterCount: Int

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
