import Foundation

/// Time spent on documents, and the most memory that the process has held.
struct Measurement {
    private(set) var documents = 0
    /// Time on the clock, in seconds.
    private(set) var wallSeconds = 0.0
    /// Time of all threads on processors, user and system, in seconds: what a busy machine falsifies least.
    private(set) var processorSeconds = 0.0

    /// Runs the work on one document; what happens between two calls is not counted.
    mutating func measure<Result>(_ work: () throws -> Result) rethrows -> Result {
        let (wall, processor) = (Self.seconds(CLOCK_MONOTONIC), Self.seconds(CLOCK_PROCESS_CPUTIME_ID))
        defer {
            documents += 1
            wallSeconds += Self.seconds(CLOCK_MONOTONIC) - wall
            processorSeconds += Self.seconds(CLOCK_PROCESS_CPUTIME_ID) - processor
        }
        return try work()
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Source: proc(5), VmHWM.
    static func peakKibibytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
    }

    var json: String {
        """
        {"documents":\(documents),"wallSeconds":\(wallSeconds),"processorSeconds":\(processorSeconds),\
        "peakKibibytes":\(Self.peakKibibytes())}
        """
    }
}
