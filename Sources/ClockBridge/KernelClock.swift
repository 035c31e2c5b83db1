private import CTimex

/// What the kernel knows about its clock; whoever disciplines it (ntpd, chronyd, systemd-timesyncd) tells the kernel.
///
/// Source: adjtimex(2); RFC 5905 §11.3 for the maximum error.
package struct KernelClock: Hashable, Sendable {
    /// Somebody disciplines the clock, and has not given up.
    package let isSynchronized: Bool
    /// By how much the clock may be wrong, in microseconds; grows while nobody corrects it.
    package let maximumErrorMicroseconds: Int

    package init(isSynchronized: Bool, maximumErrorMicroseconds: Int) {
        self.isSynchronized = isSynchronized
        self.maximumErrorMicroseconds = maximumErrorMicroseconds
    }

    /// Asks the kernel; changes nothing.
    ///
    /// - Returns: `nil` when it does not answer, as in a container that may not ask.
    package static func read() -> KernelClock? {
        var facts = timex()
        let state = unsafe adjtimex(&facts)
        guard state >= 0 else { return nil }
        return KernelClock(
            isSynchronized: state != TIME_ERROR && facts.status & STA_UNSYNC == 0,
            maximumErrorMicroseconds: Int(facts.maxerror))
    }
}
