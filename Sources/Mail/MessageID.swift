/// `Message-ID:` made of the message's key, so that a message sent twice is recognised as one.
///
/// Source: RFC 5322 §3.6.4.
enum MessageID {
    /// Keys longer than this are refused, so that the header and a file name hold them.
    private static let maximumKeyByteCount = 60

    static func header(for key: String, domain: Substring) throws(MailError) -> String {
        "<\(try token(for: key))@\(domain)>"
    }

    /// Different keys give different tokens, each of which is an atom and a file name.
    ///
    /// Letters, digits, "-" and "_" stay; any other byte becomes "=" and two hexadecimal digits.
    static func token(for key: String) throws(MailError) -> String {
        guard !key.isEmpty, key.utf8.count <= maximumKeyByteCount else {
            throw MailError(
                .invalidMessage,
                "could not name a message: its key has \(key.utf8.count) bytes, expected 1 to \(maximumKeyByteCount)")
        }
        return key.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            return scalar.isASCII && (scalar.isHostText || scalar == "_") ? String(scalar) : "=" + hexadecimal(byte)
        }
        .joined()
    }
}
