import CCurl

extension HTTPCall {
    /// Asks and waits for the answer; blocks until it is there, refused or late.
    ///
    /// - Throws: ``CurlError``; its kind is `addressRefused` when ``permits`` allowed no address of the server, and
    ///   `tooLarge` when the answer has more than ``maximumByteCount`` bytes.
    package func perform() throws(CurlError) -> HTTPAnswer {
        let handle = try CurlHandle()
        try configure(handle)
        return try handle.fetch(
            HTTPReceiver(maximumByteCount: maximumByteCount, permits: permits), operation: "ask a server by HTTP")
    }

    func configure(_ handle: CurlHandle) throws(CurlError) {
        try configureConnection(of: handle)
        try configureRequest(of: handle)
    }

    private func configureConnection(of handle: CurlHandle) throws(CurlError) {
        try handle.set(CURLOPT_URL, to: url)
        try handle.set(CURLOPT_PROTOCOLS_STR, to: "http,https")
        try handle.set(CURLOPT_FOLLOWLOCATION, to: 0)
        try handle.set(CURLOPT_NOSIGNAL, to: 1)
        try handle.set(CURLOPT_PROXY, to: "")
        try handle.set(CURLOPT_NETRC, to: 0)
        try handle.set(CURLOPT_SSLVERSION, to: CURL_SSLVERSION_TLSv1_2)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, to: connectTimeout.wholeMilliseconds)
        try handle.set(CURLOPT_TIMEOUT_MS, to: timeout.wholeMilliseconds)
        if let authoritiesFile { try handle.trustOnly(authoritiesIn: authoritiesFile) }
        guard let credentials else { return }
        // Told at once, and by no other scheme that the server might ask for.
        try handle.set(CURLOPT_HTTPAUTH, to: Self.basicAuthentication)
        try handle.set(CURLOPT_USERNAME, to: credentials.user)
        try handle.set(CURLOPT_PASSWORD, to: credentials.password)
    }

    /// `CURLAUTH_BASIC`, a macro that Swift does not see.
    private static let basicAuthentication = 1

    private func configureRequest(of handle: CurlHandle) throws(CurlError) {
        try handle.set(CURLOPT_USERAGENT, to: "seing")
        let own = (fields + [secretHeader].compactMap { $0 }).map(\.line)
        switch method {
        case .get:
            try handle.set(CURLOPT_HTTPGET, to: 1)
            try handle.set(CURLOPT_HTTPHEADER, to: ["Accept: \(accept)"] + own)
        case .post(let body, let contentType):
            try handle.set(CURLOPT_POST, to: 1)
            try handle.setPostedBody(body)
            try handle.set(
                CURLOPT_HTTPHEADER, to: ["Accept: \(accept)", "Content-Type: \(contentType)", "Expect:"] + own)
        }
    }
}
