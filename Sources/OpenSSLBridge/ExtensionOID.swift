/// Object identifiers of certificate extensions, purposes and policies that Seing knows.
package enum ExtensionOID {
    /// Revoked certificates stay on a list after they have expired. Source: ITU-T X.509 §9.5.2.8.
    package static let expiredCertificatesOnList = "2.5.29.60"
    /// Source: RFC 5280 §4.2.1.
    package static let subjectKeyIdentifier = "2.5.29.14"
    package static let keyUsage = "2.5.29.15"
    package static let basicConstraints = "2.5.29.19"
    package static let cRLNumber = "2.5.29.20"
    package static let certificatePolicies = "2.5.29.32"
    package static let authorityKeyIdentifier = "2.5.29.35"
    package static let extendedKeyUsage = "2.5.29.37"
    /// No revocation information will ever exist for this certificate. Source: RFC 9608.
    package static let noRevocationAvailable = "2.5.29.56"
    /// Short-term certificate, shorter than any revocation would take. Source: ETSI EN 319 412-1.
    package static let validityAssuredShortTerm = "0.4.0.194121.2.1"

    /// A responder's certificate that is never looked up itself. Source: RFC 6960 §4.2.2.2.1.
    package static let ocspNoCheck = "1.3.6.1.5.5.7.48.1.5"

    /// Any policy; an authority that holds it may certify under every policy. Source: RFC 5280 §4.2.1.4.
    package static let anyPolicy = "2.5.29.32.0"
    /// Source: RFC 9336.
    package static let documentSigning = "1.3.6.1.5.5.7.3.36"
    /// Source: RFC 5280 §4.2.1.12.
    package static let emailProtection = "1.3.6.1.5.5.7.3.4"
    /// Makers' own purposes from before RFC 9336.
    package static let adobeDocumentSigning = "1.2.840.113583.1.1.5"
    package static let microsoftDocumentSigning = "1.3.6.1.4.1.311.10.3.12"
    package static let ocspSigning = "1.3.6.1.5.5.7.3.9"
    package static let timeStamping = "1.3.6.1.5.5.7.3.8"
    package static let anyExtendedKeyUsage = "2.5.29.37.0"
}
