import Bootstrap
import ClockBridge
import Testing

@Suite("ClockQuality")
struct ClockQualityTests {
    private func clock(_ isSynchronized: Bool, _ microseconds: Int) -> KernelClock {
        KernelClock(isSynchronized: isSynchronized, maximumErrorMicroseconds: microseconds)
    }

    @Test func `stops the unit when the kernel does not answer, is not synchronized or is too uncertain`() {
        let readings: [(KernelClock?, ClockQuality.Reason)] = [
            (nil, .noAnswer), (clock(false, 0), .notSynchronized), (clock(false, 16_000_000), .notSynchronized),
            (clock(true, 1_000_001), .tooUncertain(microseconds: 1_000_001)),
            (clock(true, -1), .tooUncertain(microseconds: -1)),
        ]
        for (reading, reason) in readings {
            let quality = ClockQuality.kernel { reading }
            #expect(throws: ClockUnknown(reason: reason)) { try quality.requireKnown() }
            #expect(quality.state().word == "unknown")
        }
    }

    @Test(arguments: [0, 500, 1_000_000]) func `lets the unit work within a second`(microseconds: Int) throws {
        let reading = clock(true, microseconds)
        let quality = ClockQuality.kernel { reading }
        try quality.requireKnown()
        #expect(quality.state() == .known(withinMicroseconds: microseconds))
    }

    @Test func `lets the unit work when the operator answers for the clock, and says so`() throws {
        try ClockQuality.assured.requireKnown()
        #expect(ClockQuality.assured.state().word == "assured")
    }

    /// The same as `adjtimex(2)` says of this machine, whatever that is.
    @Test func `reads what this machine's kernel knows`() throws {
        let reading = try #require(KernelClock.read())
        #expect(reading.maximumErrorMicroseconds >= 0)
        #expect(ClockQuality.State(reading) != .assured)
    }
}
