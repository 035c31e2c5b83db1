private import COpenSSL

extension Certificate {
    /// Where the certificate says that its issuer's whole revocation list is, in the certificate's order; a stranger's
    /// text, not checked at all.
    ///
    /// Points that give a part of the list, or another authority's, are left out.
    ///
    /// Source: RFC 5280 §4.2.1.13 (cRLDistributionPoints).
    package var revocationListAddresses: [String] {
        unsafe reading { x509 in
            guard let stack = unsafe X509_get_ext_d2i(x509, NID_crl_distribution_points, nil, nil) else { return [] }
            defer { unsafe CRL_DIST_POINTS_free(OpaquePointer(stack)) }
            return unsafe elements(of: OpaquePointer(stack)).flatMap { point in
                unsafe Self.addresses(of: point.assumingMemoryBound(to: DIST_POINT.self).pointee)
            }
        }
    }

    private static func addresses(of point: DIST_POINT) -> [String] {
        guard unsafe point.CRLissuer == nil, unsafe point.reasons == nil, let name = unsafe point.distpoint,
            unsafe name.pointee.type == 0, let names = unsafe name.pointee.name.fullname
        else { return [] }
        return unsafe elements(of: names).compactMap { name -> String? in
            var kind: Int32 = 0
            let general = unsafe name.assumingMemoryBound(to: GENERAL_NAME.self)
            let value = unsafe GENERAL_NAME_get0_value(general, &kind)
            guard kind == GEN_URI, let value = unsafe value else { return nil }
            return unsafe String(decoding: octets(of: value.assumingMemoryBound(to: ASN1_STRING.self)), as: UTF8.self)
        }
    }
}
