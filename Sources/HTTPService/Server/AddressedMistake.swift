import Hummingbird

/// What was wrong with a form, as the address tells it to which the browser is sent.
///
/// The page with the mistake is then one that can be loaded again, and left by going back: a browser that comes back to
/// the answer of a POST shows an error of its own instead.
protocol AddressedMistake: Hashable, Sendable {
    /// The word in the address for each, but for wrong codes, which are told by the tries that are left.
    static var words: [Self: String] { get }
    static func codeWrong(remainingTries: Int) -> Self
    var remainingTries: Int? { get }
}

/// What does not depend on whose mistake it is.
enum MistakeAddress {
    static let fieldName = "erreur"
    /// More tries than any setting gives: an address made by hand must not promise them.
    static let maximumTries = 9
}

extension AddressedMistake {
    /// - Returns: `nil` when the address tells of none.
    init?(_ request: Request) {
        let text = request.queryText(MistakeAddress.fieldName)
        if let (mistake, _) = Self.words.first(where: { $0.value == text }) {
            self = mistake
        } else {
            guard let tries = Int(text), (1...MistakeAddress.maximumTries).contains(tries) else { return nil }
            self = .codeWrong(remainingTries: tries)
        }
    }

    /// The end of the address.
    var query: String {
        "\(MistakeAddress.fieldName)=\(remainingTries.map(String.init) ?? Self.words[self] ?? "")"
    }
}
