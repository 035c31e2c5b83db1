internal import DEREncoding

/// What a TimeStampReq asks for, as far as an answer repeats it.
///
/// Source: RFC 3161 §2.4.1.
struct ReceivedTimeStampRequest {
    /// MessageImprint in DER.
    let imprint: [UInt8]
    /// The nonce in DER.
    let nonce: [UInt8]?
    let wantsCertificate: Bool

    static func imprint(_ digest: [UInt8], _ algorithm: DigestAlgorithm) -> [UInt8] {
        let identifier = DERWriter.sequence([DERWriter.objectIdentifier(algorithm.oid), DERWriter.null])
        return DERWriter.sequence([identifier, DERWriter.octetString(digest)])
    }

    /// - Parameter policyOID: The only policy under which tokens are made.
    static func read(_ der: [UInt8], policyOID: String) -> Result<ReceivedTimeStampRequest, Rejection> {
        guard var fields = (try? DERElement(der: der))?.children(.sequence),
            let version = fields.next()?.content(.integer), Array(version) == [1], let imprint = fields.next()
        else { return .failure(.badRequest) }
        if let fault = fault(ofImprint: imprint) { return .failure(fault) }
        if let policy = fields.next(ifTagged: .objectIdentifier), policy.objectIdentifier != policyOID {
            return .failure(.unacceptedPolicy)
        }
        let nonce = fields.next(ifTagged: .integer)
        let wantsCertificate = fields.next(ifTagged: .boolean)?.content.contains { $0 != 0 } ?? false
        if fields.next(ifTagged: .context(0)) != nil { return .failure(.unacceptedExtension) }
        guard fields.isAtEnd, nonce?.content(.integer)?.count ?? 1 <= nonceByteCountLimit else {
            return .failure(.badDataFormat)
        }
        return .success(
            ReceivedTimeStampRequest(
                imprint: imprint.bytes, nonce: nonce?.bytes, wantsCertificate: wantsCertificate)
        )
    }

    /// More than anybody draws; an answer is not to grow with a question.
    private static let nonceByteCountLimit = 64

    private static func fault(ofImprint element: DERElement) -> Rejection? {
        guard var parts = element.children(.sequence), var algorithm = parts.next()?.children(.sequence),
            let oid = algorithm.next()?.objectIdentifier, let digest = parts.next()?.content(.octetString),
            parts.isAtEnd
        else { return .badDataFormat }
        let hasParameters = algorithm.next().map { $0.bytes != DERWriter.null } ?? false
        guard let known = DigestAlgorithm(oid: oid), !hasParameters, algorithm.isAtEnd else { return .badAlgorithm }
        return digest.count == known.byteCount ? nil : .badDataFormat
    }
}

/// Why a request gets no token: number of the bit in PKIFailureInfo.
///
/// Source: RFC 3161 §2.4.2.
enum Rejection: Int, Error {
    case badAlgorithm = 0
    case badRequest = 2
    case badDataFormat = 5
    case unacceptedPolicy = 15
    case unacceptedExtension = 16

    private static let status: UInt8 = 2

    private var text: String {
        switch self {
        case .badAlgorithm: "The digest is none of SHA-256, SHA-384 and SHA-512."
        case .badRequest: "This is no request of version 1."
        case .badDataFormat: "The digest has not its algorithm's length, or a field is malformed."
        case .unacceptedPolicy: "The unit works under another policy."
        case .unacceptedExtension: "The unit knows no extension."
        }
    }

    /// TimeStampResp in DER.
    var response: [UInt8] {
        var octets = [UInt8](repeating: 0, count: rawValue / 8 + 1)
        octets[rawValue / 8] = 0x80 >> UInt8(rawValue % 8)
        let unused = UInt8(7 - rawValue % 8)
        return DERWriter.sequence([
            DERWriter.sequence([
                DERWriter.integer(Self.status),
                DERWriter.sequence([DERWriter.primitive(.utf8String, Array(text.utf8))]),
                DERWriter.primitive(.bitString, [unused] + octets),
            ])
        ])
    }
}
