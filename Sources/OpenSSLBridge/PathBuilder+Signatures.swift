private import COpenSSL

/// Lets OpenSSL check signatures and times of a path as it does, but for those between authorities that it has checked before:
/// a root's signature on P-384 takes ten times as long as that of the signatory's certificate, and is the same every time.
///
/// Everything else that OpenSSL checks in a path it still checks each time.
func reuseSignaturesOfAuthorities(in context: OpaquePointer) {
    unsafe X509_STORE_CTX_set_verify(context) { context in
        guard let context = unsafe context else { return 0 }
        return unsafe checkSignatures(of: context)
    }
}

/// SHA-256 of each certificate of a path but the leaf: what OpenSSL found well signed.
private let knownAuthorities = BoundedCache<OctetKey, Bool>(limit: 64)

/// 1 when signatures and times of the path in this context are good, and what OpenSSL says in any other case.
private func checkSignatures(of context: OpaquePointer) -> Int32 {
    guard let stack = unsafe X509_STORE_CTX_get0_chain(context) else { return 0 }
    let chain = unsafe elements(of: stack).map { OpaquePointer($0) }
    let authorities = unsafe OctetKey(chain.dropFirst().flatMap { unsafe sha256(of: $0) })
    if knownAuthorities[authorities] == true, unsafe isLeafGood(chain[0], issuer: chain[1]),
        unsafe chain.allSatisfy({ unsafe isValid($0, in: context) })
    {
        return 1
    }
    let status = unsafe checkOfOpenSSL?(context) ?? 0
    // OpenSSL goes through the whole path before it says 1, and no callback of ours tells it to overlook anything.
    guard status == 1, unsafe X509_STORE_CTX_get_error(context) == X509_V_OK else { return status }
    if !authorities.octets.isEmpty { knownAuthorities.insert(true, for: authorities) }
    // The path of an authority is what stands above the leaves that it signs.
    if unsafe X509_check_ca(chain[0]) == 1 {
        unsafe knownAuthorities.insert(true, for: OctetKey(chain.flatMap { unsafe sha256(of: $0) }))
    }
    return status
}

/// Whether the issuer may sign certificates and has signed this one.
private func isLeafGood(_ leaf: OpaquePointer, issuer: OpaquePointer) -> Bool {
    ERR_clear_error()
    defer { ERR_clear_error() }
    guard unsafe X509_get_key_usage(issuer) & UInt32(KU_KEY_CERT_SIGN) != 0,
        unsafe X509_get_extension_flags(leaf) & UInt32(EXFLAG_PROXY) == 0,
        let key = unsafe X509_get0_pubkey(issuer),
        let certificate = try? unsafe encode("a certificate", { unsafe i2d_X509(leaf, $0) }),
        let publicKey = try? unsafe encode("a key", { unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(issuer), $0) })
    else { return false }
    let sha256 = DigestAlgorithm.sha256
    return SignatureQuestion(signed: sha256.digest(certificate), key: sha256.digest(publicKey)).answer {
        unsafe X509_verify(leaf, key) == 1
    }
}

/// As OpenSSL compares them: the last second is not counted as valid.
private func isValid(_ certificate: OpaquePointer, in context: OpaquePointer) -> Bool {
    var time = unsafe X509_VERIFY_PARAM_get_time(X509_STORE_CTX_get0_param(context))
    return unsafe X509_cmp_time(X509_get0_notBefore(certificate), &time) < 0
        && X509_cmp_time(X509_get0_notAfter(certificate), &time) > 0
}

private func sha256(of certificate: OpaquePointer) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: DigestAlgorithm.sha256.byteCount)
    let status = unsafe X509_digest(certificate, EVP_sha256(), &digest, nil)
    precondition(status == 1, "OpenSSL always has SHA-256")
    return digest
}

/// OpenSSL's own check of the signatures and times of a path.
private let checkOfOpenSSL: X509_STORE_CTX_verify_fn? = {
    guard let context = unsafe X509_STORE_CTX_new() else { return nil }
    defer { unsafe X509_STORE_CTX_free(context) }
    guard unsafe X509_STORE_CTX_init(context, nil, nil, nil) == 1 else { return nil }
    return unsafe X509_STORE_CTX_get_verify(context)
}()
