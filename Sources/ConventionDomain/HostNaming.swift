/// Which host the family names, where the school left that to it.
public struct HostProposal: Hashable, Sendable, Codable {
    /// Who wrote it, by the name of the signature field.
    public let fieldName: String
    /// Digest of the values as they are kept.
    public let dataDigest: DocumentDigest
    /// Whether the school may look at it; `false` while the family is still writing.
    public let isGiven: Bool

    public init(fieldName: String, dataDigest: DocumentDigest, isGiven: Bool) {
        self.fieldName = fieldName
        self.dataDigest = dataDigest
        self.isGiven = isGiven
    }
}

/// The school's wish that the family name the host anew.
public struct ProposalReturn: Hashable, Sendable, Codable {
    /// In the school's words; the family reads it.
    public let reason: String

    public init(reason: String) {
        self.reason = reason
    }
}

/// The school's decision that the host is the one that the family named.
public struct HostConfirmation: Hashable, Sendable, Codable {
    /// What is known of the convention from now on.
    public let drafting: Drafting

    public init(drafting: Drafting) {
        self.drafting = drafting
    }
}

/// How far the naming of the host has come, as long as the school has taken none.
public struct HostNaming: Hashable, Sendable {
    /// What the family wrote last; `nil` as long as it has kept nothing.
    public internal(set) var proposal: HostProposal?
    /// Why the school wants another, until the family has given one.
    public internal(set) var returned: ProposalReturn?

    public init() {}

    /// Whether the school has to look at what the family named.
    public var isProposed: Bool { proposal?.isGiven == true }

    mutating func note(_ newProposal: HostProposal) {
        proposal = newProposal
        if newProposal.isGiven { returned = nil }
    }

    mutating func note(_ act: ProposalReturn) {
        proposal = proposal.map { HostProposal(fieldName: $0.fieldName, dataDigest: $0.dataDigest, isGiven: false) }
        returned = act
    }
}
