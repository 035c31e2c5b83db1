package import ConventionDomain

package import struct Foundation.Date

/// Purpose of the links with which a part of a convention is filled: they sign nothing and open no document.
package enum PartPurpose {}

/// The secret part of the address of a part's page; also the bearer token with which software fills it.
package typealias PartToken = SecretToken<PartPurpose>

/// A link to a part as the store knows it.
package struct PartLink: Hashable, Sendable {
    package let hash: TokenHash
    package let part: PreparationPart
    package let convention: ConventionID
    /// Whose link it is, by the name of the signature field.
    package let fieldName: String
    package let expiresAt: Date
    package var isRevoked: Bool

    package init(
        hash: TokenHash, part: PreparationPart, convention: ConventionID, fieldName: String, expiresAt: Date,
        isRevoked: Bool = false
    ) {
        self.hash = hash
        self.part = part
        self.convention = convention
        self.fieldName = fieldName
        self.expiresAt = expiresAt
        self.isRevoked = isRevoked
    }
}
