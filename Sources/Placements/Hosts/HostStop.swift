import Parties

/// By which a host asks a school not to be written to any more: school and host, with an authenticator, so that nobody asks for another. It does not
/// expire, and nothing of it is kept.
struct HostStop: Hashable, Sendable {
    let school: UAI
    let siret: SIRET

    private static let sealByteCount = 16

    init(school: UAI, siret: SIRET) {
        self.school = school
        self.siret = siret
    }

    /// - Returns: `nil` for a text that was not made here.
    init?(_ text: String, _ authenticate: ([UInt8]) -> [UInt8]) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let school = UAI(parts[0]), let siret = SIRET(parts[1]) else { return nil }
        self.init(school: school, siret: siret)
        let (given, expected) = (Array(text.utf8), Array(self.text(authenticate).utf8))
        guard given.count == expected.count else { return nil }
        // The time must not tell how many characters were right.
        guard zip(given, expected).reduce(UInt8(0), { $0 | ($1.0 ^ $1.1) }) == 0 else { return nil }
    }

    func text(_ authenticate: ([UInt8]) -> [UInt8]) -> String {
        let named = "\(school.text)-\(siret.digits)"
        let seal = authenticate(Array("seing host stop\0\(named)".utf8)).prefix(Self.sealByteCount)
        let digits = seal.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(named)-\(digits)"
    }
}
