package import Offers
package import Parties

package import struct Foundation.Date

/// That a school asks a host to publish an offer, with what the offer's form is filled with.
package struct HostInvitation: Hashable, Sendable {
    /// The reference in the link of the mail; whoever has it reads the school's name, and the name and address of the host.
    package struct ID: Hashable, Sendable {
        package let text: String

        /// - Returns: `nil` unless the text is twenty characters of the alphabet of offers' references.
        package init?(_ text: String) {
            guard let reference = OfferID(text) else { return nil }
            self.text = reference.text
        }

        /// - Parameter randomBytes: At least twenty bytes.
        package init?(randomBytes: [UInt8]) {
            guard let reference = OfferID(randomBytes: randomBytes) else { return nil }
            text = reference.text
        }
    }

    package let id: ID
    package let school: UAI
    package let schoolName: String
    package let siret: SIRET
    package let name: String
    package let address: PostalAddress?
    package let sector: Sector?
    package let grade: ConventionData.Grade?
    /// Whether the school would like the offer to be for its pupils alone; the host decides.
    package let isReserved: Bool
    package let at: Date
    package let expiresAt: Date

    package init(
        id: ID, school: UAI, schoolName: String, siret: SIRET, name: String, address: PostalAddress?, sector: Sector?,
        grade: ConventionData.Grade?, isReserved: Bool, at: Date, expiresAt: Date
    ) {
        self.id = id
        self.school = school
        self.schoolName = schoolName
        self.siret = siret
        self.name = name
        self.address = address
        self.sector = sector
        self.grade = grade
        self.isReserved = isReserved
        self.at = at
        self.expiresAt = expiresAt
    }
}

/// What invitations need beside a store.
package struct HostLetters: Sendable {
    /// Writes the mail that carries the link.
    package var write: @Sendable (HostInvitation, _ to: MailboxAddress) throws(PlacementError) -> EntryMail
    /// A reference that nobody can guess.
    package var makeID: @Sendable () -> HostInvitation.ID
    /// What a school is called.
    package var schoolName: @Sendable (UAI) -> String

    package init(
        write: @escaping @Sendable (HostInvitation, MailboxAddress) throws(PlacementError) -> EntryMail,
        makeID: @escaping @Sendable () -> HostInvitation.ID, schoolName: @escaping @Sendable (UAI) -> String
    ) {
        self.write = write
        self.makeID = makeID
        self.schoolName = schoolName
    }
}

/// Bounds of invitations: whoever has an account of a school may type any address.
package struct HostInvitationTerms: Hashable, Sendable {
    /// One host is not asked twice within.
    package var pauseDays = 30
    /// One host is not sent more within ``pauseDays``, also when the school takes them back: an address is mistyped once or twice.
    package var perPause = 3
    package var lifetimeDays = 60
    /// Of one school.
    package var perDay = 30

    package init() {}
}
