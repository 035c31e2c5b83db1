/// The convention that an amendment says it amends: by its identifier, and to the byte.
public struct AmendedConvention: Hashable, Sendable {
    public let conventionID: String
    /// SHA-256 of that convention's revision 0, the text that its parties signed.
    public let baseDigest: [UInt8]

    public init(conventionID: String, baseDigest: [UInt8]) {
        self.conventionID = conventionID
        self.baseDigest = baseDigest
    }
}

/// How the files that were given stand to what an amendment names.
public enum AmendmentBinding: String, Hashable, Sendable, CaseIterable {
    /// One of them is the convention that it amends.
    case bound
    /// One of them bears the identifier, with another text.
    case other
    /// None of them bears the identifier.
    case missing

    /// - Parameter conventions: Identifier and digest of revision 0 of every other convention that was given.
    public init(_ amended: AmendedConvention, among conventions: [AmendedConvention]) {
        let named = conventions.filter { $0.conventionID == amended.conventionID }
        self = named.isEmpty ? .missing : named.contains(amended) ? .bound : .other
    }

    var finding: ConventionFinding? { self == .other ? ConventionFinding(.amendsAnother) : nil }

    var notice: ConventionNotice? {
        switch self {
        case .bound: ConventionNotice(.amendmentBound)
        case .other: nil
        case .missing: ConventionNotice(.amendedConventionMissing)
        }
    }
}
