private import COpenSSL

extension DistinguishedName {
    /// Copies a borrowed `X509_NAME`.
    init(copying name: OpaquePointer?) {
        let count = unsafe X509_NAME_entry_count(name)
        self.init((0..<max(0, count)).map { unsafe Attribute(copying: X509_NAME_get_entry(name, $0)) })
    }
}

extension DistinguishedName.Attribute {
    init(copying entry: OpaquePointer?) {
        let value = unsafe utf8(of: X509_NAME_ENTRY_get_data(entry))
        unsafe self.init(oid: dottedForm(of: X509_NAME_ENTRY_get_object(entry)), value: value)
    }
}

/// Any ASN.1 string type as text; empty when its bytes are not text.
private func utf8(of string: UnsafePointer<ASN1_STRING>?) -> String {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = unsafe ASN1_STRING_to_UTF8(&bytes, string)
    defer { unsafe CRYPTO_free(bytes, "", 0) }
    guard count > 0 else { return "" }
    return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
}
