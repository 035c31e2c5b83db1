internal import SwiftASN1

/// The tags that CMS structures are made of.
enum DERTag: Hashable, CustomStringConvertible {
    case sequence, set, integer, octetString, bitString, boolean, generalizedTime, enumerated
    /// A context-specific tag such as `[0]`.
    case context(UInt)

    var identifier: ASN1Identifier {
        switch self {
        case .sequence: .sequence
        case .set: .set
        case .integer: .integer
        case .octetString: .octetString
        case .bitString: .bitString
        case .boolean: .boolean
        case .generalizedTime: .generalizedTime
        case .enumerated: .enumerated
        case .context(let number): ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
        }
    }

    var description: String {
        switch self {
        case .sequence: "SEQUENCE"
        case .set: "SET"
        case .integer: "INTEGER"
        case .octetString: "OCTET STRING"
        case .bitString: "BIT STRING"
        case .boolean: "BOOLEAN"
        case .generalizedTime: "GeneralizedTime"
        case .enumerated: "ENUMERATED"
        case .context(let number): "[\(number)]"
        }
    }
}
