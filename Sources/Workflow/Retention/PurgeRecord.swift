package import struct Foundation.Date

/// What a run is going to erase; sealed before anything is.
package struct PurgePlanRecord: Hashable, Sendable, Codable {
    package static let format = "seing-purge-plan-1"

    package var format = Self.format
    package let beganAt: Date
    package let isPublicSchool: Bool
    package let items: [RetentionItem]
    /// Numbers of the slips whose visas allow it.
    package let slips: [String]
}

/// What a run has erased; sealed, kept for good, and without personal data.
package struct PurgeRecord: Hashable, Sendable, Codable {
    package static let format = "seing-purge-record-1"

    /// One that was planned and that the run did not erase.
    package struct Kept: Hashable, Sendable, Codable {
        package let convention: String
        /// The error's stable name; `convention-erased` when a person erased it first.
        package let reason: String
    }

    package var format = Self.format
    package let number: Int64
    package let beganAt: Date
    package let endedAt: Date
    package let isPublicSchool: Bool
    package let slips: [String]
    package let erased: [RetentionItem]
    package let kept: [Kept]
    package let leftovers: Leftovers
}
