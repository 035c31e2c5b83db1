/// What a printed page says of itself: which convention it shows, and a proof that it shows these data.
///
/// The QR code carries the whole digest of the convention's data, the printed code its first forty bits: enough for a page that is
/// typed from paper, and too many to guess at the pace at which the service answers.
public struct VerificationCode: Hashable, Sendable {
    public let convention: ConventionID
    /// The digest's hexadecimal digits, all of them or the first ten.
    private let digits: String

    private static let shortDigitCount = 10
    private static let proofLength = 8
    private static let groupLength = 4

    /// The proof of a QR code.
    ///
    /// - Parameter proof: The digest in hexadecimal digits.
    /// - Returns: `nil` when one of both is malformed.
    public init?(convention: String, proof: String) {
        guard let convention = ConventionID(convention), let digest = DocumentDigest(hexadecimal: proof) else {
            return nil
        }
        self.convention = convention
        digits = digest.hexadecimal
    }

    /// What somebody typed, with spaces and hyphens anywhere and in letters of either case.
    public init?(typed text: String) {
        let characters = text.lowercased().filter { $0 != " " && $0 != "-" && $0 != "\u{A0}" }
        guard characters.count == ConventionID.length + Self.proofLength,
            let convention = ConventionID(String(characters.prefix(ConventionID.length)))
        else { return nil }
        var bits: UInt64 = 0
        for character in characters.suffix(Self.proofLength) {
            guard let value = ConventionID.alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 5 | UInt64(value)
        }
        self.convention = convention
        let hexadecimal = String(bits, radix: 16)
        digits = String(repeating: "0", count: Self.shortDigitCount - hexadecimal.count) + hexadecimal
    }

    /// Whether data with this digest are those that the page shows.
    public func matches(_ digest: DocumentDigest) -> Bool { digest.hexadecimal.hasPrefix(digits) }

    /// The code as it is printed: « abcd-efgh-… », seven groups of four.
    public static func text(_ convention: ConventionID, _ digest: DocumentDigest) -> String {
        let bits = UInt64(digest.hexadecimal.prefix(shortDigitCount), radix: 16) ?? 0
        let proof = (0..<proofLength).map { place in
            ConventionID.alphabet[Int(bits >> UInt64(5 * (proofLength - 1 - place)) & 31)]
        }
        let characters = Array(convention.text) + proof
        return stride(from: 0, to: characters.count, by: groupLength).map {
            String(characters[$0..<$0 + groupLength])
        }.joined(separator: "-")
    }
}
