/// Something about a convention that a reader should know and that decides no verdict.
public struct ConventionNotice: Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Two signatories are listed by one name: one person in two roles, or two persons.
        case sameNameTwice
        /// An organisation has sealed where a person was expected to sign.
        case sealInsteadOfSignature
        /// The convention that this one amends is among the files given.
        case amendmentBound
        /// The convention that this one amends was not given, so that nothing was held against it.
        case amendedConventionMissing
    }

    public let code: Code
    public let fieldName: String?

    public init(_ code: Code, field: String? = nil) {
        self.code = code
        fieldName = field
    }
}
