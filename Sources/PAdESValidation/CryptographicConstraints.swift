/// Until when digests and keys are relied on.
///
/// The years of ``byDate`` are those of EU DSS 6's default policy, which names TS 119 312 V1.4.2 and the historical TS 102 176-1
/// as its sources; they were not compared with those texts. As DSS does, ends that lie after 2022 only make a note. What
/// the edition recommends up to 2029 has no end here: that is when it is due for review, not when it breaks.
///
/// Source: ETSI TS 119 312 V1.4.2; ETSI EN 319 102-1 §5.2.8 (both unchecked).
public struct CryptographicConstraints: Hashable, Sendable {
    /// How long something is relied on.
    public enum Reliability: Hashable, Sendable {
        case reliable
        /// Relied on, but not recommended any more from this Unix time on.
        case advisedUntil(Int64)
        /// Relied on only when it was used before this Unix time.
        case until(Int64)
        case never

        public func holds(at time: Int64) -> Bool {
            switch self {
            case .reliable, .advisedUntil: true
            case .until(let end): time < end
            case .never: false
            }
        }
    }

    /// Something that was made with a digest and a key.
    public struct Suite: Hashable, Sendable {
        /// `SHA-256`; `nil` when the algorithm has no digest of its own to choose, as EdDSA.
        public let digest: String?
        /// `RSA`, `EC`, `ED25519`, `ED448`.
        public let keyKind: String
        /// Of the modulus, or of the curve's field.
        public let keyBitCount: Int

        public init(digest: String?, keyKind: String, keyBitCount: Int) {
            self.digest = digest
            self.keyKind = keyKind
            self.keyBitCount = keyBitCount
        }
    }

    private let digests: [String: Reliability]
    /// From so many bits on; the last step that fits counts.
    private let moduli: [Step]
    private let fields: [Step]

    private struct Step: Hashable, Sendable {
        let bitCount: Int
        let reliability: Reliability
    }

    public static let strict = CryptographicConstraints(
        digests: strongDigests, moduli: [Step(bitCount: 3_072, reliability: .reliable)],
        fields: [Step(bitCount: 256, reliability: .reliable)])

    public static let byDate = CryptographicConstraints(
        digests: strongDigests.merging([
            "MD5": .until(beginning(of: 2005)), "SHA-1": .until(beginning(of: 2009)),
            "SHA-224": .advisedUntil(beginning(of: 2026)),
        ]) { strong, _ in strong },
        moduli: [
            Step(bitCount: 1_024, reliability: .until(beginning(of: 2009))),
            Step(bitCount: 1_536, reliability: .until(beginning(of: 2016))),
            Step(bitCount: 1_900, reliability: .advisedUntil(beginning(of: 2026))),
            Step(bitCount: 3_000, reliability: .reliable),
        ],
        fields: [
            Step(bitCount: 160, reliability: .until(beginning(of: 2013))),
            Step(bitCount: 224, reliability: .until(beginning(of: 2016))), Step(bitCount: 256, reliability: .reliable),
        ])

    private static let strongDigests: [String: Reliability] = [
        "SHA-256": .reliable, "SHA-384": .reliable, "SHA-512": .reliable, "SHA3-256": .reliable, "SHA3-384": .reliable,
        "SHA3-512": .reliable, "SHAKE256": .reliable,
    ]

    /// Midnight of 1 January, UTC.
    private static func beginning(of year: Int64) -> Int64 {
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400 - (1969 / 4 - 1969 / 100 + 1969 / 400)
        return ((year - 1970) * 365 + leapDays) * 86_400
    }

    /// - Parameter name: `SHA-256`, `SHA3-512`…
    public func reliability(ofDigest name: String) -> Reliability { digests[name] ?? .never }

    /// EdDSA has one strength for each curve, and both are enough; kinds of key that are not known are not relied on.
    public func reliability(ofKey kind: String, bitCount: Int) -> Reliability {
        switch kind {
        case "RSA", "RSA-PSS": moduli.last { $0.bitCount <= bitCount }?.reliability ?? .never
        case "EC": fields.last { $0.bitCount <= bitCount }?.reliability ?? .never
        case "ED25519", "ED448": .reliable
        default: .never
        }
    }

    /// The parts of a suite that need a word: the first that does not hold, or else the first with an advice.
    public func reliability(of suite: Suite, at time: Int64) -> Reliability {
        let parts = [
            suite.digest.map(reliability(ofDigest:)), reliability(ofKey: suite.keyKind, bitCount: suite.keyBitCount),
        ].compactMap(\.self)
        return parts.first { !$0.holds(at: time) } ?? parts.first { $0 != .reliable } ?? .reliable
    }
}
