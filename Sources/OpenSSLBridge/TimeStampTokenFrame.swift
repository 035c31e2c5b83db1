internal import DEREncoding

/// Everything in a unit's tokens but digest, time, numbers and signature, encoded once.
///
/// Source: RFC 3161 §2.4.2 (TSTInfo); RFC 5652 §5 (SignedData); RFC 5816 §2.2.1 (ESSCertIDv2).
struct TimeStampTokenFrame: Sendable {
    /// Source: ETSI EN 319 422 §5.1, TS 119 312.
    static let digest = DigestAlgorithm.sha256
    /// Length of the serial number of a token, in bytes: random, so that no two are equal and no state is kept.
    private static let serialNumberByteCount = 16

    private static let signedData = DERWriter.objectIdentifier("1.2.840.113549.1.7.2")
    private static let timeStampInfo = DERWriter.objectIdentifier("1.2.840.113549.1.9.16.1.4")
    private static let messageDigest = DERWriter.objectIdentifier("1.2.840.113549.1.9.4")
    private static let digestAlgorithm = DERWriter.sequence([DERWriter.objectIdentifier(digest.oid)])
    private static let contentType = attribute(DERWriter.objectIdentifier("1.2.840.113549.1.9.3"), timeStampInfo)

    private let policy: [UInt8]
    private let accuracy: [UInt8]
    private let certificates: [UInt8]
    private let signerIdentifier: [UInt8]
    private let signatureAlgorithm: [UInt8]
    private let signingCertificate: [UInt8]

    /// - Throws: ``OpenSSLError`` when the policy is no object identifier.
    init(
        certificate: Certificate, chain: [Certificate], policyOID: String, accuracySeconds: Int,
        signatureAlgorithm: [UInt8]
    ) throws(OpenSSLError) {
        guard let policy = DERWriter.objectIdentifier(validating: policyOID) else {
            throw OpenSSLError("set up time-stamping", finding: "the policy is not an object identifier")
        }
        self.policy = policy
        accuracy = DERWriter.sequence([DERWriter.unsignedInteger(bigEndian(accuracySeconds))])
        certificates = DERWriter.set(([certificate] + chain).map(\.der), tag: .context(0))
        let serialNumber = DERWriter.unsignedInteger(certificate.serialNumber)
        signerIdentifier = DERWriter.sequence([certificate.fields.issuerName, serialNumber])
        self.signatureAlgorithm = signatureAlgorithm
        signingCertificate = Self.attribute(
            DERWriter.objectIdentifier("1.2.840.113549.1.9.16.2.47"), Self.certificateIdentifier(certificate))
    }

    /// SigningCertificateV2 with one ESSCertIDv2; SHA-256 is the default and left out.
    private static func certificateIdentifier(_ certificate: Certificate) -> [UInt8] {
        let names = DERWriter.sequence([DERWriter.constructed(.context(4), [certificate.fields.issuerName])])
        let issuerSerial = DERWriter.sequence([names, DERWriter.unsignedInteger(certificate.serialNumber)])
        let identifier = DERWriter.sequence([DERWriter.octetString(certificate.sha256Fingerprint), issuerSerial])
        return DERWriter.sequence([DERWriter.sequence([identifier])])
    }

    private static func attribute(_ type: [UInt8], _ value: [UInt8]) -> [UInt8] {
        DERWriter.sequence([type, DERWriter.set([value])])
    }

    /// TSTInfo in DER.
    func info(for request: ReceivedTimeStampRequest, at time: Int64) throws(OpenSSLError) -> [UInt8] {
        let serialNumber = try SecureRandom.bytes(Self.serialNumberByteCount)
        let digits = CivilDate(secondsSince1970: time).digits
        return DERWriter.sequence([
            DERWriter.integer(1), policy, request.imprint, DERWriter.unsignedInteger(serialNumber),
            DERWriter.primitive(.generalizedTime, digits + [UInt8(ascii: "Z")]), accuracy, request.nonce ?? [],
        ])
    }

    func signedAttributes(of info: [UInt8]) -> [[UInt8]] {
        let digest = DERWriter.octetString(Self.digest.digest(info))
        return [Self.contentType, Self.attribute(Self.messageDigest, digest), signingCertificate]
    }

    /// ContentInfo in DER.
    func token(
        _ info: [UInt8], _ attributes: [[UInt8]], signature: [UInt8], withCertificates: Bool
    ) -> [UInt8] {
        let signerInfo = DERWriter.sequence([
            DERWriter.integer(1), signerIdentifier, Self.digestAlgorithm, DERWriter.set(attributes, tag: .context(0)),
            signatureAlgorithm, DERWriter.octetString(signature),
        ])
        let content = DERWriter.sequence([
            Self.timeStampInfo, DERWriter.constructed(.context(0), [DERWriter.octetString(info)]),
        ])
        let signedData = DERWriter.sequence([
            DERWriter.integer(3), DERWriter.set([Self.digestAlgorithm]), content, withCertificates ? certificates : [],
            DERWriter.set([signerInfo]),
        ])
        return DERWriter.sequence([Self.signedData, DERWriter.constructed(.context(0), [signedData])])
    }
}

/// The octets of a number that is not negative, the highest first.
func bigEndian(_ number: Int) -> [UInt8] {
    (0..<Int.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}
