/// The issuer and serial number of a certificate, as a SignerInfo names it.
///
/// Source: RFC 5280 §4.1; RFC 5652 §10.2.4.
struct CertificateNames: Hashable {
    /// DER of the issuer's name.
    let issuer: [UInt8]
    /// Content bytes of the serial number.
    let serialNumber: [UInt8]

    init(certificate der: [UInt8]) throws(CMSError) {
        let structure = "Certificate"
        var outer = try DERElement(der: der, of: structure).children(.sequence, of: structure)
        var fields = try outer.next().children(.sequence, of: structure)
        _ = fields.next(ifTagged: .context(0))
        serialNumber = try fields.next().content(.integer, of: structure)
        _ = try fields.next()
        issuer = try fields.next().bytes
    }
}
