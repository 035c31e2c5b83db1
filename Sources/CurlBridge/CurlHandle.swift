import CCurl
private import CCurlShims

/// One transfer of libcurl at a time.
///
/// Owns the `CURL` and the string lists given to it, all released in `deinit`. Not `Sendable`: one synchronous function
/// uses it at a time.
@safe final class CurlHandle {
    let handle: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []

    init() throws(CurlError) {
        guard let handle = unsafe seing_curl_easy_init() else {
            throw CurlError(CURLE_FAILED_INIT, operation: "start libcurl")
        }
        unsafe self.handle = unsafe handle
    }

    deinit {
        unsafe seing_curl_easy_cleanup(handle)
        freeLists()
    }

    /// Forgets all options; the connection stays open for the next transfer to the same server.
    func reset() {
        unsafe seing_curl_easy_reset(handle)
        freeLists()
    }

    private func freeLists() {
        for index in unsafe lists.indices { unsafe seing_curl_slist_free_all(lists[index]) }
        unsafe lists = unsafe []
    }

    func set(_ option: CURLoption, to value: Int) throws(CurlError) {
        try check(unsafe seing_curl_setopt_long(handle, option, value), option)
    }

    /// Trusts the authorities in a PEM file and no others: Debian's libcurl looks into the system's folder as well unless that is
    /// taken back.
    func trustOnly(authoritiesIn file: String) throws(CurlError) {
        try set(CURLOPT_CAINFO, to: file)
        try check(unsafe seing_curl_setopt_pointer(handle, CURLOPT_CAPATH, nil), CURLOPT_CAPATH)
    }

    /// libcurl copies the string.
    func set(_ option: CURLoption, to value: String) throws(CurlError) {
        try check(unsafe seing_curl_setopt_string(handle, option, value), option)
    }

    /// libcurl does not copy the list, so it lives as long as this handle.
    func set(_ option: CURLoption, to values: [String]) throws(CurlError) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values {
            guard let longer = unsafe seing_curl_slist_append(list, value) else {
                unsafe seing_curl_slist_free_all(list)
                throw CurlError(CURLE_OUT_OF_MEMORY, operation: "set option \(option.rawValue) of libcurl")
            }
            unsafe list = unsafe longer
        }
        guard let list = unsafe list else { return }
        unsafe lists.append(list)
        try check(unsafe seing_curl_setopt_list(handle, option, list), option)
    }

    /// Runs the transfer, giving `upload` to the server.
    ///
    /// - Throws: ``CurlError`` with the server's last status when there was one.
    func perform(uploading upload: [UInt8], operation: String) throws(CurlError) {
        try set(CURLOPT_UPLOAD, to: 1)
        try check(
            unsafe seing_curl_setopt_offset(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(upload.count)), CURLOPT_UPLOAD)
        let source = UploadSource(upload)
        let code = try withExtendedLifetime(source) { () throws(CurlError) in
            let context = unsafe Unmanaged.passUnretained(source).toOpaque()
            try check(unsafe seing_curl_setopt_pointer(handle, CURLOPT_READDATA, context), CURLOPT_READDATA)
            try check(unsafe seing_curl_setopt_transfer(handle, CURLOPT_READFUNCTION, readUpload), CURLOPT_READFUNCTION)
            return unsafe seing_curl_easy_perform(handle)
        }
        guard code == CURLE_OK else { throw CurlError(code, operation: operation, status: status) }
    }

    /// Gives the body of a POST; libcurl copies it.
    func setPostedBody(_ body: [UInt8]) throws(CurlError) {
        try check(
            unsafe seing_curl_setopt_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)), CURLOPT_POST)
        var copy = body
        try check(unsafe seing_curl_setopt_pointer(handle, CURLOPT_COPYPOSTFIELDS, &copy), CURLOPT_COPYPOSTFIELDS)
    }

    /// Runs the transfer, giving what arrives to `receiver`.
    ///
    /// - Throws: ``CurlError``; what the receiver stopped is told as such.
    func fetch(_ receiver: HTTPReceiver, operation: String) throws(CurlError) -> HTTPAnswer {
        let code = try withExtendedLifetime(receiver) { () throws(CurlError) in
            let context = unsafe Unmanaged.passUnretained(receiver).toOpaque()
            try check(unsafe seing_curl_setopt_pointer(handle, CURLOPT_WRITEDATA, context), CURLOPT_WRITEDATA)
            try check(unsafe seing_curl_setopt_transfer(handle, CURLOPT_WRITEFUNCTION, receiveBody), CURLOPT_WRITEDATA)
            try check(unsafe seing_curl_setopt_pointer(handle, CURLOPT_HEADERDATA, context), CURLOPT_HEADERDATA)
            try check(
                unsafe seing_curl_setopt_transfer(handle, CURLOPT_HEADERFUNCTION, receiveHeader), CURLOPT_HEADERDATA)
            try check(unsafe seing_curl_setopt_pointer(handle, CURLOPT_OPENSOCKETDATA, context), CURLOPT_OPENSOCKETDATA)
            try check(unsafe seing_curl_setopt_opensocket(handle, openPermittedSocket), CURLOPT_OPENSOCKETFUNCTION)
            return unsafe seing_curl_easy_perform(handle)
        }
        guard code == CURLE_OK, let status else {
            throw CurlError(code, operation: operation, status: status, stoppedBy: receiver)
        }
        return HTTPAnswer(status: status, contentType: contentType, body: receiver.body)
    }

    private var contentType: String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe seing_curl_getinfo_string(handle, CURLINFO_CONTENT_TYPE, &text) == CURLE_OK else { return nil }
        return unsafe text.map { unsafe String(cString: $0) }
    }

    /// Last status of the server, `nil` when it never answered.
    private var status: Int? {
        var status = 0
        guard unsafe seing_curl_getinfo_long(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK else { return nil }
        return status == 0 ? nil : status
    }

    private func check(_ code: CURLcode, _ option: CURLoption) throws(CurlError) {
        guard code == CURLE_OK else { throw CurlError(code, operation: "set option \(option.rawValue) of libcurl") }
    }
}

/// Bytes that libcurl takes in pieces; confined to the thread that runs the transfer.
private final class UploadSource {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func copyNext(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - offset)
        unsafe buffer.copyBytes(from: bytes[offset..<offset + count])
        offset += count
        return count
    }
}

/// `CURLOPT_READFUNCTION`: fills `buffer`, returns how many bytes it put there, 0 at the end.
private func readUpload(
    _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context = unsafe context, let buffer = unsafe buffer else { return 0 }
    let source = unsafe Unmanaged<UploadSource>.fromOpaque(context).takeUnretainedValue()
    return unsafe source.copyNext(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
}
