internal import DEREncoding

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
        serialNumber = try fields.next().number(of: structure)
        _ = try fields.next()
        issuer = try fields.next().bytes
    }

    /// Reads an IssuerSerial, whose issuer is one directoryName.
    ///
    /// Source: RFC 5035 §4.
    init(issuerSerial element: DERElement) throws(CMSError) {
        let structure = "IssuerSerial"
        var fields = try element.children(.sequence, of: structure)
        var names = try fields.next().children(.sequence, of: structure)
        var directoryName = try names.next().children(.context(4), of: structure)
        issuer = try directoryName.next().bytes
        serialNumber = try fields.next().number(of: structure)
        try directoryName.expectEnd()
        try names.expectEnd()
        try fields.expectEnd()
    }
}
