/// The arc of object identifiers under which an operator of Seing names its policies.
///
/// A signatory's certificate carries three: the policy under which it was issued, the role it was issued for, and how
/// the person was identified. A verifier reads role and identification from them, offline.
///
/// | under the arc | meaning |
/// |---|---|
/// | 1.1, 1.2, 1.3 | certificate policy of signatories, of the platform's seal, of the time-stamping unit |
/// | 2.1 … 2.6 | role: student, representative, school, employer, teacher, tutor |
/// | 3.1 … 3.4 | identification: code by e-mail, code by SMS, account with TOTP, access token |
public struct PolicyArc: Hashable, Sendable {
    /// The root of the arc in dotted form, such as `1.3.6.1.4.1.32473`.
    public let oid: String

    /// The arc of examples, which nobody owns. Source: RFC 5612 §3.
    public static let demo = PolicyArc(exactly: "1.3.6.1.4.1.32473")

    /// - Returns: `nil` unless `oid` is an object identifier in dotted form of at least three arcs: numbers without
    ///   leading zeros, the first 0, 1 or 2, the second below 40 under 0 and 1.
    public init?(oid: String) {
        let arcs = oid.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = arcs.compactMap { Self.number($0) }
        guard numbers.count == arcs.count, arcs.count >= 3, numbers[0] <= 2, numbers[0] == 2 || numbers[1] < 40 else {
            return nil
        }
        self.oid = oid
    }

    private init(exactly oid: String) { self.oid = oid }

    private static func number(_ text: Substring) -> UInt32? {
        guard text == "0" || !text.hasPrefix("0"), text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return UInt32(text)
    }

    /// Policy of the certificates of signatories.
    public var signatoryCertificatePolicy: String { "\(oid).1.1" }
    /// Policy of the certificate of the platform's seal.
    public var platformSealPolicy: String { "\(oid).1.2" }
    /// Policy of the time-stamping unit: of its certificate and of its tokens.
    public var timeStampingPolicy: String { "\(oid).1.3" }

    /// The policy that binds a certificate to a role.
    public func oid(of role: Signatory.Role) -> String { oid + Self.arcs(of: role) }

    /// The policy that says how the person was identified.
    public func oid(of method: IdentificationMethod) -> String { oid + Self.arcs(of: method) }

    private static func arcs(of role: Signatory.Role) -> String {
        switch role {
        case .student: ".2.1"
        case .representative: ".2.2"
        case .school: ".2.3"
        case .employer: ".2.4"
        case .teacher: ".2.5"
        case .tutor: ".2.6"
        }
    }

    private static func arcs(of method: IdentificationMethod) -> String {
        switch method {
        case .emailCode: ".3.1"
        case .smsCode: ".3.2"
        case .accountWithTOTP: ".3.3"
        case .accessToken: ".3.4"
        case .schoolKey: ".3.5"
        }
    }

    /// The role that a policy stands for; `nil` for any other policy.
    public func role(for policy: String) -> Signatory.Role? {
        Signatory.Role.allCases.first { isUnderRoot(policy, by: Self.arcs(of: $0)) }
    }

    /// The way of identification that a policy stands for; `nil` for any other policy.
    public func method(for policy: String) -> IdentificationMethod? {
        IdentificationMethod.allCases.first { isUnderRoot(policy, by: Self.arcs(of: $0)) }
    }

    /// Whether a policy is the root of this arc and the given arcs behind it, found out without making a text of both.
    private func isUnderRoot(_ policy: String, by arcs: String) -> Bool {
        policy.utf8.count == oid.utf8.count + arcs.utf8.count && policy.hasSuffix(arcs) && policy.hasPrefix(oid)
    }
}
