/// What a certified key may be used for.
///
/// Source: RFC 5280 §4.2.1.3; the raw values are the names that OpenSSL's configuration uses.
package enum KeyUsage: String, Hashable, Sendable, CaseIterable {
    case digitalSignature
    /// Called contentCommitment since X.509 of 2000.
    case nonRepudiation
    case keyEncipherment
    case dataEncipherment
    case keyAgreement
    case keyCertSign
    case cRLSign
    case encipherOnly
    case decipherOnly

    /// The bit of OpenSSL's `X509_get_key_usage`: the first byte of the BIT STRING, then the second one above it.
    var mask: UInt32 {
        switch self {
        case .digitalSignature: 0x80
        case .nonRepudiation: 0x40
        case .keyEncipherment: 0x20
        case .dataEncipherment: 0x10
        case .keyAgreement: 0x08
        case .keyCertSign: 0x04
        case .cRLSign: 0x02
        case .encipherOnly: 0x01
        case .decipherOnly: 0x8000
        }
    }
}
