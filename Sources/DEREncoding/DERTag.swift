/// The tags that certificates, CMS structures and time-stamps are made of.
///
/// Source: ITU-T X.690 §8.1.2, X.680 §8.4.
package enum DERTag: Hashable, Sendable, CustomStringConvertible {
    case boolean, integer, bitString, octetString, null, objectIdentifier, utf8String, sequence, set
    case enumerated, printableString, utcTime, generalizedTime
    /// A context-specific tag such as `[0]`, below 31.
    case context(UInt8)

    /// Class and number, without the bit that says whether the element is constructed.
    package var octet: UInt8 {
        switch self {
        case .boolean: 0x01
        case .integer: 0x02
        case .bitString: 0x03
        case .octetString: 0x04
        case .null: 0x05
        case .objectIdentifier: 0x06
        case .enumerated: 0x0A
        case .utf8String: 0x0C
        case .sequence: 0x10
        case .set: 0x11
        case .printableString: 0x13
        case .utcTime: 0x17
        case .generalizedTime: 0x18
        case .context(let number): 0x80 | number
        }
    }

    package var description: String {
        switch self {
        case .boolean: "BOOLEAN"
        case .integer: "INTEGER"
        case .bitString: "BIT STRING"
        case .octetString: "OCTET STRING"
        case .null: "NULL"
        case .objectIdentifier: "OBJECT IDENTIFIER"
        case .enumerated: "ENUMERATED"
        case .utf8String: "UTF8String"
        case .sequence: "SEQUENCE"
        case .set: "SET"
        case .printableString: "PrintableString"
        case .utcTime: "UTCTime"
        case .generalizedTime: "GeneralizedTime"
        case .context(let number): "[\(number)]"
        }
    }
}
