/// Where a private key is that the service does not keep itself: a file, or a token reached through PKCS #11.
///
/// `file:/path/key.pem`, or `pkcs11:token=…;object=…?module-path=/path/module.so&pin-source=file:/path/pin`. The part
/// after the question mark says how to get at the key, and never holds a secret itself.
///
/// Source: RFC 7512 §2.3, §2.4; RFC 8089.
package struct KeyURI: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        /// An absolute path.
        case file(String)
        /// In a token.
        ///
        /// - pinFile: Where the PIN is read, an absolute path.
        /// - module: The PKCS #11 module's path; `nil` for the system's default, p11-kit.
        case token(pinFile: String, module: String?)
    }

    package let place: Place
    /// The URI as it was given; holds no secret.
    package let text: String

    /// - Throws: ``OpenSSLError`` when the text is no such URI, or holds a PIN. What stands in it is not repeated.
    package init(_ text: String) throws(OpenSSLError) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), text.utf8.count <= 1024 else {
            throw Self.refusal("it has blanks, characters that are not ASCII, or more than 1024 of them")
        }
        guard !text.lowercased().contains("pin-value") else {
            throw Self.refusal("it holds a PIN, expected pin-source=file:PATH; change the PIN, others may have seen it")
        }
        self.text = text
        if text.hasPrefix("file:") {
            place = .file(try Self.absolutePath(text, "the file"))
        } else if text.hasPrefix("pkcs11:") {
            place = try Self.token(text)
        } else {
            throw Self.refusal("it begins with neither file: nor pkcs11:")
        }
    }

    /// What names the key and nothing else, for people.
    package var name: String { String(text.prefix { $0 != "?" }) }

    private static func token(_ text: String) throws(OpenSSLError) -> Place {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let attributes = parts[0].dropFirst("pkcs11:".count).split(separator: ";")
        guard attributes.contains(where: { $0.hasPrefix("object=") || $0.hasPrefix("id=") }) else {
            throw refusal("it names no key in the token, expected object= or id=")
        }
        var values: [Substring: String] = [:]
        for attribute in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
            let pair = attribute.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, ["module-path", "pin-source"].contains(pair[0]), values[pair[0]] == nil else {
                throw refusal("after the question mark expected module-path= and pin-source=, each once at most")
            }
            values[pair[0]] = String(pair[1])
        }
        guard let source = values["pin-source"] else {
            throw refusal("it does not say where the PIN is, expected ?pin-source=file:PATH")
        }
        let module = try values["module-path"].map { value throws(OpenSSLError) in
            try absolutePath(value, "module-path")
        }
        return .token(pinFile: try absolutePath(source, "pin-source"), module: module)
    }

    /// The path of `file:/path`, `file:///path` or `/path`.
    private static func absolutePath(_ text: String, _ what: String) throws(OpenSSLError) -> String {
        var path = text[...]
        if path.hasPrefix("file:") { path = path.dropFirst("file:".count) }
        if path.hasPrefix("//") { path = path.dropFirst(2) }
        guard path.hasPrefix("/"), !path.contains("?"), let decoded = decoded(path) else {
            throw refusal("\(what) is no absolute path, expected file:/PATH")
        }
        return decoded
    }

    /// Undoes percent-encoding; `nil` when it is malformed, or hides a control character.
    private static func decoded(_ text: Substring) -> String? {
        var (bytes, rest) = ([UInt8](), Array(text.utf8)[...])
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                value >= 0x20
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func refusal(_ finding: String) -> OpenSSLError { OpenSSLError("use a key's URI", finding: finding) }
}

extension KeyURI: CustomStringConvertible {
    package var description: String { name }
}
