/// A key of the infrastructure that works every day, and so can lie in a token and be replaced; the root is none.
package enum KeyRole: String, Hashable, Sendable, CaseIterable {
    /// Certifies signatories.
    case issuingAuthority = "ca"
    case seal
    /// The time-stamping unit.
    case timeStampingUnit = "tsu"

    /// How its files are called, without what follows the period.
    var fileName: String {
        switch self {
        case .issuingAuthority: "issuing-ca"
        case .seal: "seal"
        case .timeStampingUnit: "tsu"
        }
    }

    var profile: CertificateProfile.Kind {
        switch self {
        case .issuingAuthority: .issuingAuthority
        case .seal: .platformSeal
        case .timeStampingUnit: .timeStampingUnit
        }
    }

    /// The name of files of a generation that is no longer in use; the first is 1.
    func fileName(generation: Int) -> String { "\(fileName)-\(generation)" }
}
