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
