/// Object identifiers in dotted form, by the names of the standards that define them.
public enum ObjectIdentifiers {
    /// RFC 5652 §4, §5.1.
    public static let data = "1.2.840.113549.1.7.1"
    public static let signedData = "1.2.840.113549.1.7.2"
    /// RFC 5652 §11.
    public static let contentType = "1.2.840.113549.1.9.3"
    public static let messageDigest = "1.2.840.113549.1.9.4"
    public static let signingTime = "1.2.840.113549.1.9.5"
    /// RFC 2634 §5.4, RFC 5035 §3.
    public static let signingCertificate = "1.2.840.113549.1.9.16.2.12"
    public static let signingCertificateV2 = "1.2.840.113549.1.9.16.2.47"
    /// RFC 3161 §2.4.2 and appendix A.
    public static let timeStampInfo = "1.2.840.113549.1.9.16.1.4"
    public static let timeStampToken = "1.2.840.113549.1.9.16.2.14"
    /// EN 319 122-1 §5.2: optional attributes of a PAdES signature.
    public static let signaturePolicyIdentifier = "1.2.840.113549.1.9.16.2.15"
    public static let commitmentTypeIndication = "1.2.840.113549.1.9.16.2.16"
    public static let signerAttributesV2 = "0.4.0.19122.1.1"
    /// RFC 5754 §2, §3.
    public static let sha256 = "2.16.840.1.101.3.4.2.1"
    public static let sha384 = "2.16.840.1.101.3.4.2.2"
    public static let sha512 = "2.16.840.1.101.3.4.2.3"
    public static let ecdsaWithSHA256 = "1.2.840.10045.4.3.2"
    public static let ecdsaWithSHA384 = "1.2.840.10045.4.3.3"
    public static let ecdsaWithSHA512 = "1.2.840.10045.4.3.4"
    public static let rsaEncryption = "1.2.840.113549.1.1.1"
    /// RFC 8410 §3.
    public static let ed25519 = "1.3.101.112"
    /// RFC 8017 appendix A.2.1.
    public static let maskGenerationFunction1 = "1.2.840.113549.1.1.8"
    public static let rsaPSS = "1.2.840.113549.1.1.10"
    public static let sha256WithRSA = "1.2.840.113549.1.1.11"
    public static let sha384WithRSA = "1.2.840.113549.1.1.12"
    public static let sha512WithRSA = "1.2.840.113549.1.1.13"
}
