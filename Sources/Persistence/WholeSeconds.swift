import struct Foundation.Date

extension Date {
    /// Seconds since 1970-01-01T00:00:00Z, the fraction dropped.
    var wholeSeconds: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }

    init(wholeSeconds: Int64) {
        self.init(timeIntervalSince1970: Double(wholeSeconds))
    }
}
