package import ConventionDomain
package import Parties

/// The sentence a signatory agrees to before signing, word for word.
package struct ConsentStatement: Hashable, Sendable {
    /// Stable name, such as `consent-student`.
    package let id: String
    /// Changes with every change of the text, such as `2025-11`.
    package let version: String
    package let role: Signatory.Role
    /// French, one paragraph.
    package let text: String
    /// SHA-256 of the text in UTF-8.
    package let textDigest: DocumentDigest

    package init(id: String, version: String, role: Signatory.Role, text: String, textDigest: DocumentDigest) {
        self.id = id
        self.version = version
        self.role = role
        self.text = text
        self.textDigest = textDigest
    }
}

/// What a signatory agreed to on the page, as the page sends it back.
package struct ConsentGiven: Hashable, Sendable {
    package let statementID: String
    package let version: String
    /// Digest of the revision that the page showed.
    package let shownDigest: DocumentDigest
    /// As the browser sent it; cleaned before it is kept.
    package var userAgent: String?

    package init(statementID: String, version: String, shownDigest: DocumentDigest) {
        self.statementID = statementID
        self.version = version
        self.shownDigest = shownDigest
    }
}

enum UserAgent {
    /// Characters kept; browsers say less.
    static let maximumLength = 300

    /// The text for the journal: printable ASCII, anything else shown as « ? », cut to a length.
    ///
    /// - Returns: `nil` when nothing is left.
    ///
    /// Source: RFC 9110 §10.1.5 and §5.5, which allow no more.
    static func cleaned(_ text: String?) -> String? {
        guard let text else { return nil }
        let signs = text.unicodeScalars.prefix(maximumLength).map { scalar in
            (0x20...0x7E).contains(scalar.value) ? Character(scalar) : "?"
        }
        let kept = String(signs).trimmed
        return kept.isEmpty ? nil : kept
    }
}
