public import Parties

/// Who signs before whom: groups one after the other, in any order within a group.
///
/// Fixed when the convention is issued and never changed afterwards.
public struct SigningOrder: Hashable, Sendable, Codable {
    /// Field names of the signatories, group by group; no group is empty and no name occurs twice.
    public let groups: [[String]]
    /// Field names of those who may sign and need not; nobody waits for them, and they for nobody.
    public let optional: [String]

    /// - Parameters:
    ///   - groups: Field names such as `student` or `representative-1`.
    ///   - optional: Field names such as `tutor`.
    /// - Throws: ``SigningOrderError`` when there is no group, a group is empty or a name occurs twice.
    public init(groups: [[String]], optional: [String] = []) throws(SigningOrderError) {
        guard !groups.isEmpty else { throw .noGroup }
        guard groups.allSatisfy({ !$0.isEmpty }) else { throw .emptyGroup }
        let names = groups.flatMap { $0 } + optional
        guard Set(names).count == names.count else { throw .nameTwice }
        self.groups = groups
        self.optional = optional
    }

    /// Every signatory's field name, in the order of the groups, and behind them those who need not sign.
    public var fieldNames: [String] { requiredNames + optional }

    /// The field names of those who have to sign, in the order of the groups.
    public var requiredNames: [String] { groups.flatMap { $0 } }

    /// The group whose turn it is: the first one that has not signed whole.
    ///
    /// - Parameter signed: Field names that carry a signature.
    /// - Returns: The names of that group that are still to sign; empty when all have signed.
    public func awaited(after signed: some Collection<String>) -> [String] {
        for group in groups {
            let remaining = group.filter { !signed.contains($0) }
            if !remaining.isEmpty { return remaining }
        }
        return []
    }

    /// Whether a signatory may sign now.
    ///
    /// - Parameters:
    ///   - fieldName: The signatory who asks.
    ///   - signed: Field names that carry a signature.
    public func permission(for fieldName: String, after signed: some Collection<String>) -> SigningPermission {
        guard fieldNames.contains(fieldName) else { return .notASignatory }
        guard !signed.contains(fieldName) else { return .alreadySigned }
        let awaited = awaited(after: signed)
        if optional.contains(fieldName) { return awaited.isEmpty ? .noLongerNeeded : .maySign }
        return awaited.contains(fieldName) ? .maySign : .mustWait(for: awaited)
    }
}

/// Whether a signatory may sign now, and if not, why.
public enum SigningPermission: Hashable, Sendable {
    case maySign
    case alreadySigned
    /// The named signatories come first.
    case mustWait(for: [String])
    /// The signatory need not sign, and all who must have.
    case noLongerNeeded
    case notASignatory
}

/// What makes a list of groups no signing order.
public enum SigningOrderError: String, Error, Hashable, Sendable {
    case noGroup
    case emptyGroup
    case nameTwice
}

extension SigningOrder {
    /// The usual orders, by the name a school chooses them with.
    public enum Preset: String, Hashable, Sendable, Codable, CaseIterable {
        /// Student and representatives in any order, then the school, then the employer countersigns.
        case countersign
        /// Student and representatives in any order, then the employer, then the head of school.
        case headLast = "head-last"
        /// Everybody in any order.
        case free

        var roles: [Set<Signatory.Role>] {
            switch self {
            case .countersign: [[.student, .representative], [.school], [.employer]]
            case .headLast: [[.student, .representative], [.employer], [.school]]
            case .free: [Set(Signatory.Role.required)]
            }
        }
    }

    /// The preset's groups for the signatories of one convention, in the order in which the convention lists them.
    ///
    /// - Throws: ``SigningOrderError`` when there is no signatory or two share a field name.
    public init(_ preset: Preset, for signatories: [Signatory]) throws(SigningOrderError) {
        let groups = preset.roles.map { roles in
            signatories.filter { roles.contains($0.role) }.map(\.fieldName)
        }
        try self.init(
            groups: groups.filter { !$0.isEmpty }, optional: signatories.filter(\.isOptional).map(\.fieldName))
    }
}

/// An order without anybody who need not sign is written as it was before there were such signatories.
extension SigningOrder {
    private enum CodingKeys: String, CodingKey { case groups, optional }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        groups = try values.decode([[String]].self, forKey: .groups)
        optional = try values.decodeIfPresent([String].self, forKey: .optional) ?? []
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(groups, forKey: .groups)
        if !optional.isEmpty { try values.encode(optional, forKey: .optional) }
    }
}
