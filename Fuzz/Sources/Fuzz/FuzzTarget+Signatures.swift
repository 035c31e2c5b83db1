import CMS
import OpenSSLBridge

extension FuzzTarget {
    static let signatures = [
        FuzzTarget(name: "signed-data") { bytes in
            let data = try SignedData(der: bytes)
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
        },
    ]
}
