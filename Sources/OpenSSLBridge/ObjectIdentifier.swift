private import COpenSSL

/// Lends the `ASN1_OBJECT` of an identifier in dotted form.
///
/// - Throws: ``OpenSSLError`` when the text is not an object identifier.
func withObject<Result>(
    _ oid: String, _ body: (OpaquePointer) throws(OpenSSLError) -> Result
) throws(OpenSSLError) -> Result {
    let object = try unsafe obtain("read object identifier \(oid.prefix(80))") { unsafe OBJ_txt2obj(oid, 1) }
    defer { unsafe ASN1_OBJECT_free(object) }
    return try unsafe body(object)
}

/// The identifier of a borrowed `ASN1_OBJECT` in dotted form.
func dottedForm(of object: OpaquePointer?) -> String {
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
        let length = unsafe buffer.withMemoryRebound(to: CChar.self) { text in
            unsafe OBJ_obj2txt(text.baseAddress, Int32(text.count), object, 1)
        }
        count = min(max(0, Int(length)), 255)
    }
    return String(decoding: bytes, as: UTF8.self)
}
