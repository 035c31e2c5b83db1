/// The name of a certificate's subject or issuer.
///
/// Source: RFC 5280 §4.1.2.4; X.520 for the attributes.
package struct DistinguishedName: Hashable, Sendable {
    /// One attribute of the name.
    package struct Attribute: Hashable, Sendable {
        /// Object identifier in dotted form.
        package let oid: String
        package let value: String

        package init(oid: String, value: String) {
            self.oid = oid
            self.value = value
        }
    }

    /// In the order of the encoding: the most general first.
    package let attributes: [Attribute]

    package init(_ attributes: [Attribute]) { self.attributes = attributes }

    /// The value of the first attribute of this type.
    package func first(_ oid: String) -> String? { attributes.first { $0.oid == oid }?.value }

    package var countryName: String? { first(OID.countryName) }
    package var organizationName: String? { first(OID.organizationName) }
    package var organizationalUnitName: String? { first(OID.organizationalUnitName) }
    package var commonName: String? { first(OID.commonName) }
    package var givenName: String? { first(OID.givenName) }
    package var surname: String? { first(OID.surname) }
    package var title: String? { first(OID.title) }
    package var serialNumber: String? { first(OID.serialNumber) }
    package var organizationIdentifier: String? { first(OID.organizationIdentifier) }

    /// Attributes of X.520 that names of ours use.
    package enum OID {
        package static let commonName = "2.5.4.3"
        package static let surname = "2.5.4.4"
        package static let serialNumber = "2.5.4.5"
        package static let countryName = "2.5.4.6"
        package static let localityName = "2.5.4.7"
        package static let organizationName = "2.5.4.10"
        package static let organizationalUnitName = "2.5.4.11"
        package static let title = "2.5.4.12"
        package static let givenName = "2.5.4.42"
        package static let organizationIdentifier = "2.5.4.97"
    }
}

extension DistinguishedName: CustomStringConvertible {
    /// The name as RFC 4514 writes it: the most specific first, `CN=Awa Diallo,O=Lycée Voltaire,C=FR`.
    package var description: String {
        attributes.reversed()
            .map { "\(Self.shortNames[$0.oid] ?? $0.oid)=\(Self.escaped($0.value))" }
            .joined(separator: ",")
    }

    private static let shortNames = [
        OID.commonName: "CN", OID.surname: "SN", OID.serialNumber: "serialNumber", OID.countryName: "C",
        OID.localityName: "L", OID.organizationName: "O", OID.organizationalUnitName: "OU", OID.title: "title",
        OID.givenName: "GN", OID.organizationIdentifier: "organizationIdentifier",
    ]

    /// Source: RFC 4514 §2.4.
    private static func escaped(_ value: String) -> String {
        let bytes = value.utf8
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + 4)
        for (place, byte) in bytes.enumerated() {
            let isAtEnd = place == 0 || place == bytes.count - 1
            switch byte {
            case 0: text += Array("\\00".utf8)
            case UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"),
                UInt8(ascii: ">"), UInt8(ascii: ";"), UInt8(ascii: "="):
                text += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "#") where place == 0, UInt8(ascii: " ") where isAtEnd:
                text += [UInt8(ascii: "\\"), byte]
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
