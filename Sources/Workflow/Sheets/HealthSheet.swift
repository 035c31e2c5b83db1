package import Parties

/// What the service keeps of a pupil's health plan (*PAI*), until the placement is over: that there is one, and who brings
/// its emergency kit. Nothing about an illness.
package struct HealthSheet: Hashable, Sendable {
    package let emergencyKit: ContactSheet.EmergencyKit
    /// The placement's last day; on the next one the sheet is erased.
    package let lastDay: CalendarDate

    package init(emergencyKit: ContactSheet.EmergencyKit, lastDay: CalendarDate) {
        self.emergencyKit = emergencyKit
        self.lastDay = lastDay
    }
}
