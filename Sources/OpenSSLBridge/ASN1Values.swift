internal import COpenSSL

/// Seconds since 1970-01-01T00:00:00Z of a borrowed time; `nil` when it is no time.
func unixSeconds(of time: UnsafePointer<ASN1_TIME>?) -> Int64? {
    guard let epoch = unsafe ASN1_TIME_set(nil, 0) else { return nil }
    defer { unsafe ASN1_TIME_free(epoch) }
    var (days, seconds): (Int32, Int32) = (0, 0)
    guard unsafe time != nil, unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
    return Int64(days) * 86_400 + Int64(seconds)
}

/// The content octets of a borrowed integer or string.
func octets(of string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    guard let string = unsafe string else { return [] }
    return unsafe [UInt8](UnsafeBufferPointer(start: string.pointee.data, count: Int(string.pointee.length)))
}

/// Lends an `ASN1_TIME` of a moment in Unix time; UTCTime until 2049, as RFC 5280 §4.1.2.5 wants it.
func withTime<Result>(
    _ seconds: Int64, _ body: (UnsafeMutablePointer<ASN1_TIME>) throws(OpenSSLError) -> Result
) throws(OpenSSLError) -> Result {
    let time = try unsafe obtain("write the time \(seconds)") { unsafe ASN1_TIME_set(nil, time_t(seconds)) }
    defer { unsafe ASN1_TIME_free(time) }
    return try unsafe body(time)
}

/// Lends an `ASN1_INTEGER` of big-endian bytes.
///
/// - Throws: ``OpenSSLError`` when it is not positive, or longer than 20 bytes (RFC 5280 §4.1.2.2).
func withInteger<Result>(
    _ bytes: [UInt8], _ body: (UnsafeMutablePointer<ASN1_INTEGER>) throws(OpenSSLError) -> Result
) throws(OpenSSLError) -> Result {
    guard bytes.contains(where: { $0 != 0 }), bytes.count <= 20 else {
        throw OpenSSLError("write a serial number of \(bytes.count) bytes", finding: "expected 1 to 20, not all zero")
    }
    let number = try unsafe obtain("write an integer") { unsafe BN_bin2bn(bytes, Int32(bytes.count), nil) }
    defer { unsafe BN_free(number) }
    let integer = try unsafe obtain("write an integer") { unsafe BN_to_ASN1_INTEGER(number, nil) }
    defer { unsafe ASN1_INTEGER_free(integer) }
    return try unsafe body(integer)
}
