/// Proves that a form was sent from a page that we made for this very link.
///
/// It does not expire: a page left open over a meal still works.
struct FormToken: Sendable {
    static let fieldName = "jeton"

    /// HMAC-SHA-256 under a key that never leaves the store.
    let authenticate: @Sendable ([UInt8]) -> [UInt8]

    func text(for link: String) -> String {
        authenticate(Array("seing form\0\(link)".utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }
        .joined()
    }

    /// - Throws: ``RequestFailure/formTokenMissing`` when the form carries another token or none.
    func check(_ fields: FormFields, for link: String) throws(RequestFailure) {
        try check(fields[Self.fieldName], for: link)
    }

    /// - Throws: ``RequestFailure/formTokenMissing`` for another token or none.
    func check(_ token: String, for link: String) throws(RequestFailure) {
        let (given, expected) = (Array(token.utf8), Array(text(for: link).utf8))
        guard !expected.isEmpty, given.count == expected.count else { throw .formTokenMissing }
        // The time must not tell how many characters were right.
        let difference = zip(given, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        guard difference == 0 else { throw .formTokenMissing }
    }
}
