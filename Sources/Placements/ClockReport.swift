/// What a round of the clock did.
package struct ClockReport: Hashable, Sendable {
    package var ended = 0
    /// Could not be ended, and will be tried again; none of them keeps the others.
    package var failed = 0

    package init(ended: Int = 0, failed: Int = 0) {
        self.ended = ended
        self.failed = failed
    }

    /// Takes all that is due, a handful at a time.
    ///
    /// - Parameters:
    ///   - due: The next ones, without so many at the head of the list that stay there.
    ///   - end: Ends one; says whether there was anything to end.
    /// - Throws: Only what `due` throws.
    static func ending<ID: Sendable>(
        _ due: (_ skipping: Int) async throws(PlacementError) -> [ID],
        _ end: (ID) async throws(PlacementError) -> Bool
    ) async throws(PlacementError) -> ClockReport {
        var (report, untouched) = (ClockReport(), 0)
        while !Task.isCancelled {
            let ids = try await due(report.failed + untouched)
            guard !ids.isEmpty else { break }
            for id in ids {
                do throws(PlacementError) {
                    if try await end(id) { report.ended += 1 } else { untouched += 1 }
                } catch { report.failed += 1 }
            }
        }
        return report
    }
}
