internal import DEREncoding

extension AlgorithmIdentifier {
    /// ECDSA with a SHA-2 digest; no parameters. Source: RFC 5754 §3.3.
    ///
    /// - Returns: `nil` for another digest.
    public static func ecdsa(digest: String) -> AlgorithmIdentifier? {
        switch digest {
        case ObjectIdentifiers.sha256: AlgorithmIdentifier(oid: ObjectIdentifiers.ecdsaWithSHA256)
        case ObjectIdentifiers.sha384: AlgorithmIdentifier(oid: ObjectIdentifiers.ecdsaWithSHA384)
        case ObjectIdentifiers.sha512: AlgorithmIdentifier(oid: ObjectIdentifiers.ecdsaWithSHA512)
        default: nil
        }
    }

    /// RSASSA-PKCS1-v1_5 with a SHA-2 digest; the parameters are NULL. Source: RFC 5754 §3.2.
    ///
    /// - Returns: `nil` for another digest.
    public static func rsaPKCS1(digest: String) -> AlgorithmIdentifier? {
        let identifiers = [
            ObjectIdentifiers.sha256: ObjectIdentifiers.sha256WithRSA,
            ObjectIdentifiers.sha384: ObjectIdentifiers.sha384WithRSA,
            ObjectIdentifiers.sha512: ObjectIdentifiers.sha512WithRSA,
        ]
        return identifiers[digest].map { AlgorithmIdentifier(oid: $0, parameters: null) }
    }

    /// RSASSA-PSS with MGF1 over the same digest; the trailer is the default and so, in DER, left out.
    ///
    /// Digests carry NULL here, as RFC 4055 §2.1 defines them.
    ///
    /// - Parameter saltByteCount: Below 128.
    ///
    /// Source: RFC 4055 §3.1; RFC 4056 §2.2.
    public static func rsaPSS(digest: String, saltByteCount: UInt8) -> AlgorithmIdentifier {
        let hash = AlgorithmIdentifier(oid: digest, parameters: null).der
        let mask = AlgorithmIdentifier(oid: ObjectIdentifiers.maskGenerationFunction1, parameters: hash).der
        let parameters = DERWriter.sequence([
            DERWriter.constructed(.context(0), [hash]), DERWriter.constructed(.context(1), [mask]),
            DERWriter.constructed(.context(2), [DERWriter.integer(saltByteCount)]),
        ])
        return AlgorithmIdentifier(oid: ObjectIdentifiers.rsaPSS, parameters: parameters)
    }

    /// Ed25519; no parameters. Source: RFC 8410 §3, RFC 8419 §2.3.
    public static let ed25519 = AlgorithmIdentifier(oid: ObjectIdentifiers.ed25519)

    private static let null: [UInt8] = [0x05, 0x00]
}
