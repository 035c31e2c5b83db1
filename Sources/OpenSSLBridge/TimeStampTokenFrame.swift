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
        var builder = DERBuilder(capacity: 1 << 8)
        builder.sequence { builder in
            builder.integer(1)
            builder.append(policy)
            builder.append(request.imprint)
            builder.unsignedInteger(serialNumber)
            builder.primitive(.generalizedTime, CivilDate(secondsSince1970: time).digits + [UInt8(ascii: "Z")])
            builder.append(accuracy)
            if let nonce = request.nonce { builder.append(nonce) }
        }
        return builder.bytes
    }

    /// A SET OF in DER, which is what the unit signs.
    func signedAttributes(of info: [UInt8]) -> [UInt8] {
        let digest = DERWriter.octetString(Self.digest.digest(info))
        return DERWriter.set([Self.contentType, Self.attribute(Self.messageDigest, digest), signingCertificate])
    }

    /// ContentInfo in DER.
    func token(
        _ info: [UInt8], _ signedAttributes: [UInt8], signature: [UInt8], withCertificates: Bool
    ) -> [UInt8] {
        var builder = DERBuilder(capacity: certificates.count + 1 << 10)
        builder.sequence { builder in
            builder.append(Self.signedData)
            builder.constructed(.context(0)) { builder in
                builder.sequence { builder in
                    builder.integer(3)
                    builder.set([Self.digestAlgorithm])
                    builder.sequence { builder in
                        builder.append(Self.timeStampInfo)
                        builder.constructed(.context(0)) { $0.octetString(info) }
                    }
                    if withCertificates { builder.append(certificates) }
                    builder.constructed(.set) { write(signature, over: signedAttributes, to: &$0) }
                }
            }
        }
        return builder.bytes
    }

    /// Writes the SignerInfo.
    private func write(_ signature: [UInt8], over signedAttributes: [UInt8], to builder: inout DERBuilder) {
        builder.sequence { builder in
            builder.integer(1)
            builder.append(signerIdentifier)
            builder.append(Self.digestAlgorithm)
            builder.append(signedAttributes, tagged: .context(0))
            builder.append(signatureAlgorithm)
            builder.octetString(signature)
        }
    }
}

/// The octets of a number that is not negative, the highest first.
func bigEndian(_ number: Int) -> [UInt8] {
    (0..<Int.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}
