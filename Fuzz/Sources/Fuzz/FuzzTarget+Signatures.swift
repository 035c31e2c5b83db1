import CMS
import PAdESValidation

@testable import OpenSSLBridge

extension FuzzTarget {
    static let signatures = [
        FuzzTarget(name: "signed-data") { bytes in
            let data = try SignedData(der: bytes)
            _ = (data.unsignedRevocation, data.signerInfos.map(\.signedRevocation))
            guard let written = data.der else { return }
            mustHold(written.count == bytes.count, "nothing is lost or added")
            mustHold((try? SignedData(der: written).der) == written, "what is written is canonical")
        },
        FuzzTarget(name: "time-stamp-token") { bytes in
            let token = try SignedData(der: bytes)
            for attribute in token.signerInfos.flatMap(\.signedAttributes) {
                for value in attribute.values { _ = try? SigningCertificateV2(der: value) }
            }
            if let content = token.content { _ = try TimeStampInfo(der: content) }
        },
        FuzzTarget(name: "time-stamp-response") { bytes in
            guard let token = try TimeStampResponse(der: bytes).token else { return }
            let facts = TimeStampInspector(token: token).inspect(sha256: neverStamped)
            mustHold(
                !(facts.imprintMatches && facts.verification == .valid), "no token holds for what was never stamped")
        },
        FuzzTarget(name: "time-stamp-request") { bytes in
            guard case .success(let request) = ReceivedTimeStampRequest.read(bytes, policyOID: "1.2.3") else { return }
            mustHold(
                request.imprint.count + (request.nonce?.count ?? 0) <= bytes.count, "an answer repeats the request")
        },
        FuzzTarget(name: "certificate") { bytes in
            let certificate = try Certificate(der: bytes)
            mustHold(certificate.der == bytes, "the certificate is the bytes that were read")
            _ = (certificate.subject.description, certificate.policyOIDs, certificate.keyUsage, certificate.isCA)
            _ = (certificate.extendedKeyUsageOIDs, certificate.publicKeyDescription, certificate.notAfter)
        },
        FuzzTarget(name: "revocation-list") { bytes in
            let list = try CertificateRevocationList(der: bytes)
            _ = (list.number, list.thisUpdate, list.nextUpdate, list.issuer.description)
            _ = list.entry(serialNumber: [1])
            check { list.statement(about: $0, issuer: $1) }
        },
        FuzzTarget(name: "ocsp-response") { bytes in
            _ = try? OCSPResponseEnvelope(der: bytes)
            let response = try OCSPResponse(der: bytes)
            check { response.statement(about: $0, issuer: $1) }
        },
    ]

    private static let neverStamped = [UInt8](repeating: 0x5A, count: 32)

    private static let authority = certificate("authority.der")
    private static let good = certificate("good.der")
    private static let revoked = certificate("revoked.der")

    private static func certificate(_ name: String) -> Certificate {
        guard let certificate = try? Certificate(der: Seeds.file(name)) else { fatalError("\(name) is no certificate") }
        return certificate
    }

    /// What counts as said by the authority is what it said in some seed.
    private static func check(_ statement: (Certificate, Certificate) -> RevocationStatement?) {
        if let status = statement(good, authority)?.status { mustHold(status == .good, "it never revoked this one") }
        if let status = statement(revoked, authority)?.status { mustHold(status != .good, "it revoked this one") }
    }
}
