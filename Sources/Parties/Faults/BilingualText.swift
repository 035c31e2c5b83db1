/// What is told to a person, in each language; no name, address, token or code of anybody.
public struct BilingualText: Hashable, Sendable {
    public let french: String
    public let english: String

    public init(_ french: String, _ english: String) {
        self.french = french
        self.english = english
    }

    public func callAsFunction(in language: MessageLanguage) -> String {
        switch language {
        case .french: french
        case .english: english
        }
    }
}

extension ConventionFault {
    /// The fault as it is told in each language.
    public var inEachLanguage: BilingualText { BilingualText(text(in: .french), text(in: .english)) }
}
