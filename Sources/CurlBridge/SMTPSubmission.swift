import CCurl

/// One message and its envelope, as the server gets them.
///
/// Source: RFC 5321, RFC 6409.
package struct SMTPSubmission: Hashable, Sendable {
    /// Address of `MAIL FROM`, without angle brackets.
    package let sender: String
    /// Addresses of `RCPT TO`, without angle brackets.
    package let recipients: [String]
    /// The whole message with CRLF line ends; libcurl doubles leading periods.
    package let message: [UInt8]

    package init(sender: String, recipients: [String], message: [UInt8]) {
        self.sender = sender
        self.recipients = recipients
        self.message = message
    }
}

extension SMTPServer {
    /// Hands one message over; blocks until the server took it, refused it, or the time is up.
    ///
    /// The caller has checked host and addresses for control characters.
    func submit(_ submission: SMTPSubmission, by handle: CurlHandle) throws(CurlError) {
        try configure(handle)
        try handle.set(CURLOPT_MAIL_FROM, to: "<\(submission.sender)>")
        try handle.set(CURLOPT_MAIL_RCPT, to: submission.recipients.map { "<\($0)>" })
        try handle.perform(uploading: submission.message, operation: "submit a message by SMTP")
    }

    func configure(_ handle: CurlHandle) throws(CurlError) {
        try configureConnection(of: handle)
        try configureSecurity(of: handle)
    }

    private func configureConnection(of handle: CurlHandle) throws(CurlError) {
        let scheme = security == .implicitTLS ? "smtps" : "smtp"
        try handle.set(CURLOPT_URL, to: "\(scheme)://\(host):\(port)/\(clientName)")
        try handle.set(CURLOPT_PROTOCOLS_STR, to: "smtp,smtps")
        // Signals belong to the process, a proxy of the environment is none of the operator's settings.
        try handle.set(CURLOPT_NOSIGNAL, to: 1)
        try handle.set(CURLOPT_PROXY, to: "")
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, to: connectTimeout.wholeMilliseconds)
        try handle.set(CURLOPT_TIMEOUT_MS, to: timeout.wholeMilliseconds)
        try handle.set(CURLOPT_MAXAGE_CONN, to: Self.longestIdleSeconds)
    }

    /// Servers wait for the next command five minutes at least (RFC 5321 §4.5.3.2.7), firewalls less.
    private static let longestIdleSeconds = 60

    private func configureSecurity(of handle: CurlHandle) throws(CurlError) {
        let level = security == .startTLSIfOffered ? CURLUSESSL_TRY : CURLUSESSL_ALL
        try handle.set(CURLOPT_USE_SSL, to: Int(level.rawValue))
        try handle.set(CURLOPT_SSLVERSION, to: CURL_SSLVERSION_TLSv1_2)
        if let authoritiesFile { try handle.trustOnly(authoritiesIn: authoritiesFile) }
        guard let credentials else { return }
        try handle.set(CURLOPT_USERNAME, to: credentials.user)
        try handle.set(CURLOPT_PASSWORD, to: credentials.password)
    }
}
