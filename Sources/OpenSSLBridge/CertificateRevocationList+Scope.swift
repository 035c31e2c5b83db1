private import COpenSSL

extension CertificateRevocationList {
    /// Whether the list is about all certificates of its issuer, or about a part that holds this one.
    ///
    /// Source: RFC 5280 §5.2.5, §6.3.3 (b).
    func covers(_ certificate: Certificate) -> Bool {
        unsafe reading { crl in
            guard unsafe X509_CRL_get_ext_by_NID(crl, NID_issuing_distribution_point, -1) >= 0 else { return true }
            guard let raw = unsafe X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, nil, nil) else {
                return false
            }
            let scope = unsafe raw.assumingMemoryBound(to: ISSUING_DIST_POINT.self)
            defer { unsafe ISSUING_DIST_POINT_free(scope) }
            let part = unsafe scope.pointee
            guard unsafe part.indirectCRL <= 0, unsafe part.onlyattr <= 0, unsafe part.onlysomereasons == nil,
                unsafe part.onlyuser <= 0 || !certificate.isCA, unsafe part.onlyCA <= 0 || certificate.isCA
            else { return false }
            guard let point = unsafe part.distpoint else { return true }
            return unsafe certificate.names(point)
        }
    }
}

extension Certificate {
    /// Whether one of the certificate's distribution points is the one that a list was issued for.
    fileprivate func names(_ point: UnsafeMutablePointer<DIST_POINT_NAME>) -> Bool {
        let wanted = unsafe fullNames(of: point)
        return unsafe reading { x509 in
            guard let stack = unsafe X509_get_ext_d2i(x509, NID_crl_distribution_points, nil, nil) else { return false }
            defer { unsafe CRL_DIST_POINTS_free(OpaquePointer(stack)) }
            return unsafe elements(of: OpaquePointer(stack)).contains { element in
                let own = unsafe element.assumingMemoryBound(to: DIST_POINT.self).pointee
                guard unsafe own.reasons == nil, unsafe own.CRLissuer == nil, let name = unsafe own.distpoint else {
                    return false
                }
                return unsafe fullNames(of: name).contains { first in
                    unsafe wanted.contains { unsafe GENERAL_NAME_cmp(first, $0) == 0 }
                }
            }
        }
    }
}

/// The names of a borrowed distribution point; none when it is given relative to its issuer.
private func fullNames(
    of point: UnsafeMutablePointer<DIST_POINT_NAME>
) -> [UnsafeMutablePointer<GENERAL_NAME>] {
    guard unsafe point.pointee.type == 0, let names = unsafe point.pointee.name.fullname else { return unsafe [] }
    return unsafe elements(of: names).map { unsafe $0.assumingMemoryBound(to: GENERAL_NAME.self) }
}
