/// What the validation of a certificate's chain said; a verdict, never an error.
package enum ChainOutcome: Hashable, Sendable {
    /// The leaf first, the anchor last.
    case trusted(chain: [Certificate])
    /// The first fault met.
    ///
    /// - Parameters:
    ///   - code: The kind of fault.
    ///   - depth: Whose: 0 the leaf, 1 its issuer…
    ///   - text: The fault in a phrase for a report, without personal data.
    case untrusted(code: Fault, depth: Int, text: String)

    package enum Fault: String, Hashable, Sendable, CaseIterable {
        /// No path to an anchor, or the anchors are none of the issuers.
        case noAnchor
        /// A signature in the chain was not made by the issuer's key.
        case badSignature
        case notYetValid
        case expired
        /// Revoked at the time asked for, or before.
        case revoked
        /// No revocation list of the issuer that can be used.
        case revocationUnknown
        /// The issuer's newest list ends before the time asked for.
        case revocationOutdated
        /// The chain is not valid for every policy asked for.
        case policyNotAccepted
        /// Key usage, extended key usage or basic constraints forbid this use.
        case wrongUsage
        /// A key too short or a digest too weak.
        case weakCryptography
        /// Anything else OpenSSL found.
        case other
    }

    package var isTrusted: Bool { if case .trusted = self { true } else { false } }
}
