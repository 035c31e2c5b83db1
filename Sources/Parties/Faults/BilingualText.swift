/// What is told to a person, in each language; no name, address, token or code of anybody.
public struct BilingualText: Hashable, Sendable {
    public let french: String
    public let english: String
    /// The fault of data that it tells, for programs; `nil` when it tells something else.
    public var fault: ConventionFault?

    public init(_ french: String, _ english: String, fault: ConventionFault? = nil) {
        self.fault = fault
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
    public var inEachLanguage: BilingualText { BilingualText(text(in: .french), text(in: .english), fault: self) }
}
