package import ConventionDomain
import Parties

package import struct Foundation.Date

/// What a person who asks is given.
package struct PersonExport: Sendable {
    package let query: PersonQuery
    /// What is about the person, and what was left out.
    package let content: [PersonDatum]
    /// Documents to which the person is a party, and the person's own proof files.
    package let files: [PersonFile]
    /// Places of a parent whom nobody may tell of the placement: nothing was given of them. For the school alone.
    package let withheld: [PersonPlace]
    /// Conventions with words that the school wrote itself, which may be about others as well. For the school alone.
    package let unread: [ConventionID]
    /// Conventions of the pupil of which one parent must not be told. For the school alone.
    package let unmentionable: [ConventionID]
    /// A school shows the pupil's family nothing. For the school alone.
    package let isClosedToFamily: Bool
    package let record: PersonExportRecord
}

package struct PersonFile: Hashable, Sendable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
}

/// That an export was made, of which places, and of how much; sealed, kept for good, and without anything that names a person.
package struct PersonExportRecord: Hashable, Sendable, Codable {
    package static let format = "seing-person-export-record-1"

    package var format = Self.format
    package let madeAt: Date
    /// As `REFERENCE/student`.
    package let places: [String]
    package let withheld: [String]
    package let documents: Int
    /// Whether an account of a school, of a moderator or of an employer was among it.
    package let hasAccount: Bool
    package let delegations: Int
}
