/// What is filled in by somebody else than the school before there is a draft.
public enum PreparationPart: String, Hashable, Sendable, Codable, CaseIterable {
    /// Tutor, place, hours, tasks, meals, and who signs for the host.
    case host
    /// The family looks at its own data and says whether they are right.
    case family
}

/// A link to a part on its way to who fills it.
public struct PartRequest: Hashable, Sendable, Codable {
    /// Whose link it is, by the name of the signature field.
    public let fieldName: String
    public let part: PreparationPart
    /// Whether it was sent because nothing had come for some days; `false` for what the school or the person asked for.
    public let isReminder: Bool

    public init(fieldName: String, part: PreparationPart, isReminder: Bool = false) {
        self.fieldName = fieldName
        self.part = part
        self.isReminder = isReminder
    }
}

/// What the host has written so far.
public struct PartSaving: Hashable, Sendable, Codable {
    /// Digest of the values as they are kept.
    public let dataDigest: DocumentDigest

    public init(dataDigest: DocumentDigest) {
        self.dataDigest = dataDigest
    }
}

/// A part that is complete in the eyes of who filled it.
public struct PartGiving: Hashable, Sendable, Codable {
    public let part: PreparationPart
    /// Who gave it, by the name of the signature field; `nil` when the school answers for the family.
    public let fieldName: String?
    /// Digest of the values given; `nil` for the family, which changes none.
    public let dataDigest: DocumentDigest?

    public init(part: PreparationPart, fieldName: String?, dataDigest: DocumentDigest? = nil) {
        self.part = part
        self.fieldName = fieldName
        self.dataDigest = dataDigest
    }
}

/// What the family finds wrong.
public struct PartDispute: Hashable, Sendable, Codable {
    public let fieldName: String
    /// In the family's words.
    public let message: String

    public init(fieldName: String, message: String) {
        self.fieldName = fieldName
        self.message = message
    }
}

/// The school's wish that the host change its part.
public struct HandingBack: Hashable, Sendable, Codable {
    /// In the school's words; the host reads it.
    public let reason: String

    public init(reason: String) {
        self.reason = reason
    }
}

/// The school's correction of what it entered.
public struct PartCorrection: Hashable, Sendable, Codable {
    /// What is known of the convention from now on.
    public let drafting: Drafting
    /// Whether the family has to look again.
    public let asksFamily: Bool
    /// Digest of the host's part as the school corrected it; `nil` when it stays as it is.
    public let hostDigest: DocumentDigest?

    public init(drafting: Drafting, asksFamily: Bool, hostDigest: DocumentDigest? = nil) {
        self.drafting = drafting
        self.asksFamily = asksFamily
        self.hostDigest = hostDigest
    }
}

/// The moment from which the school has everything in its hands.
public struct Readiness: Hashable, Sendable, Codable {
    /// Digest of the host's part that the school approves or hands back.
    public let hostDigest: DocumentDigest

    public init(hostDigest: DocumentDigest) {
        self.hostDigest = hostDigest
    }
}

/// How far the parts of a convention have come that is not yet a draft.
public struct PreparationProgress: Hashable, Sendable {
    /// Parts that are given.
    public private(set) var given: Set<PreparationPart> = []
    /// What each of the family found wrong, the newest last, until the school has corrected it: nobody takes back what another said.
    public private(set) var disputes: [PartDispute] = []
    /// Why the school wants the host to change its part, until the host has given it again.
    public private(set) var handedBack: HandingBack?
    /// Digest of the host's part as it is now; `nil` as long as the host has kept nothing.
    public private(set) var hostDigest: DocumentDigest?
    /// How far the family has come with naming the host; `nil` when the school named it, or took the one that the family named.
    public private(set) var hostNaming: HostNaming?

    /// - Parameter isHostOpen: Whether the family has to name the host.
    public init(isHostOpen: Bool = false) {
        hostNaming = isHostOpen ? HostNaming() : nil
    }

    /// What the family found wrong last; `nil` when nothing waits for the school.
    public var dispute: PartDispute? { disputes.last }

    /// Whether somebody else of the family found something wrong.
    public func isDisputed(byOthersThan fieldName: String) -> Bool { disputes.contains { $0.fieldName != fieldName } }

    /// Parts that are not given, in the order of ``PreparationPart``.
    public var missing: [PreparationPart] { PreparationPart.allCases.filter { !given.contains($0) } }

    /// Whether somebody has something to fill in a part now. A family may have checked its data and still have to name the host; no host is asked
    /// before the school knows which.
    public func isOpen(_ part: PreparationPart) -> Bool {
        switch part {
        case .host: hostNaming == nil && !given.contains(.host)
        case .family: !given.contains(.family) || hostNaming?.isProposed == false
        }
    }

    mutating func note(_ proposal: HostProposal) { hostNaming?.note(proposal) }

    mutating func note(_ act: ProposalReturn) { hostNaming?.note(act) }

    mutating func note(_ confirmation: HostConfirmation) { hostNaming = nil }

    mutating func note(_ saving: PartSaving) { hostDigest = saving.dataDigest }

    mutating func note(_ giving: PartGiving) {
        given.insert(giving.part)
        switch giving.part {
        case .host: (hostDigest, handedBack) = (giving.dataDigest ?? hostDigest, nil)
        case .family:
            // The school answers for the whole family; anybody else for what it said itself.
            disputes = giving.fieldName.map { name in disputes.filter { $0.fieldName != name } } ?? []
        }
    }

    mutating func note(_ newDispute: PartDispute) {
        given.remove(.family)
        disputes = disputes.filter { $0.fieldName != newDispute.fieldName } + [newDispute]
    }

    mutating func note(_ act: HandingBack) {
        given.remove(.host)
        handedBack = act
    }

    mutating func note(_ correction: PartCorrection) {
        hostDigest = correction.hostDigest ?? hostDigest
        if correction.drafting.isHostOpen != true { hostNaming = nil }
        guard correction.asksFamily else { return }
        given.remove(.family)
        disputes = []
    }
}

extension ConventionEvent {
    /// What the event says of the convention as a whole; `nil` for events that say nothing of it.
    public var drafting: Drafting? {
        switch self {
        case .prepared(let drafting), .drafted(let drafting): drafting
        case .partCorrected(let correction): correction.drafting
        case .hostConfirmed(let confirmation): confirmation.drafting
        case .amended(let amending): amending.drafting
        default: nil
        }
    }
}

extension ConventionEvent {
    /// The same of what is to be signed or was; an amendment changes none of it.
    public var signedDrafting: Drafting? {
        if case .amended = self { nil } else { drafting }
    }
}

extension ConventionEvent.Kind {
    /// Whether events of this kind say something of the convention as a whole.
    public var describes: Bool { [.prepared, .partCorrected, .hostConfirmed, .drafted, .amended].contains(self) }
}
