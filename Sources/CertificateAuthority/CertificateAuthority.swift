package import OpenSSLBridge
package import Parties

package import struct Foundation.Date

/// The authority that certifies a signatory's key for one signature.
package struct CertificateAuthority: Sendable {
    /// The authority's own certificate, which goes into each signature beside the signatory's.
    package let certificate: Certificate
    package let arc: PolicyArc
    private let key: SigningKey
    private let organisation: String
    private let maker: CertificateMaker
    private let listMaker: RevocationListMaker

    init(
        certificate: Certificate, key: SigningKey, arc: PolicyArc, organisation: String, maker: CertificateMaker,
        listMaker: RevocationListMaker
    ) {
        self.certificate = certificate
        self.key = key
        self.arc = arc
        self.organisation = organisation
        self.maker = maker
        self.listMaker = listMaker
    }

    /// Which kind of key pair the profile wants signatories to have.
    package var signatoryKeyAlgorithm: KeyAlgorithm { maker.profile.keyAlgorithm }

    /// Certifies a key for a person, for the minutes that the profile gives.
    ///
    /// - Throws: ``CertificateAuthorityError`` with `request` when a name cannot be certified, `outOfValidity` when
    ///   the authority's own certificate is not valid now.
    package func issue(
        _ request: SignatoryCertificateRequest, for publicKey: PublicKey, now: Date
    ) throws(CertificateAuthorityError) -> Certificate {
        try request.check()
        let (arc, organisation) = (arc, organisation)
        return try maker.issue(for: publicKey, by: certificate, key, at: now.unixSeconds) {
            request.value($0, arc: arc, organisation: organisation)
        }
    }

    /// The list after `list`, made now: who is archived shows by it that nothing was revoked until after the signature.
    ///
    /// - Throws: ``CertificateAuthorityError`` with `outOfValidity` when the authority's own certificate is not valid
    ///   now.
    package func revocationList(
        after list: CertificateRevocationList, now: Date
    ) throws(CertificateAuthorityError) -> CertificateRevocationList {
        guard certificate.isValid(at: now.unixSeconds) else {
            throw CertificateAuthorityError(
                .outOfValidity,
                "could not make a revocation list: the issuing CA's certificate is not valid now; check the clock")
        }
        let holder = KeyHolder(key: key, certificate: certificate)
        return try listMaker.next(after: list, adding: [], by: holder, at: now.unixSeconds)
    }
}

extension Date {
    /// Whole seconds since 1970, rounded down: a time-stamp never lies in the future.
    var unixSeconds: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }
}
