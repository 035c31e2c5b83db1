import CMS
import OpenSSLBridge
import PAdESValidation

/// What of a time-stamp ages, and when: the certificate of its unit, its digests, its key.
struct TimeStampAge {
    enum Cause: Hashable {
        case certificate
        /// By its name: `SHA-224`, `RSA 2048`.
        case algorithm(String)
    }

    struct Limit: Hashable {
        /// Unix time.
        let time: Int64
        let cause: Cause
    }

    /// From when on the time-stamp proves nothing.
    let end: Limit
    /// What ages first; no later than ``end``.
    let first: Limit

    /// - Parameters:
    ///   - certificateEnd: Of the unit's certificate, Unix time.
    ///   - madeAt: When the time-stamp was made, Unix time; from then on nothing rests on what was never reliable.
    ///   - imprint: The digest of what was stamped, by its name; `nil` when it is not known.
    init(
        certificateEnd: Int64, madeAt: Int64, imprint: String?, suite: CryptographicConstraints.Suite?,
        constraints: CryptographicConstraints = .byDate
    ) {
        var (ends, advised) = ([Limit(time: certificateEnd, cause: .certificate)], [Limit]())
        for (name, reliability) in Self.parts(imprint, suite, constraints) {
            switch reliability {
            case .reliable: break
            case .advisedUntil(let time): advised.append(Limit(time: time, cause: .algorithm(name)))
            case .until(let time): ends.append(Limit(time: time, cause: .algorithm(name)))
            case .never: ends.append(Limit(time: madeAt, cause: .algorithm(name)))
            }
        }
        let end = ends.dropFirst().reduce(ends[0]) { $1.time < $0.time ? $1 : $0 }
        self.end = end
        first = advised.reduce(end) { $1.time < $0.time ? $1 : $0 }
    }

    private static func parts(
        _ imprint: String?, _ suite: CryptographicConstraints.Suite?, _ constraints: CryptographicConstraints
    ) -> [(name: String, reliability: CryptographicConstraints.Reliability)] {
        let digests = [imprint ?? "?", suite?.digest].compactMap(\.self).map {
            (name: $0, reliability: constraints.reliability(ofDigest: $0))
        }
        guard let suite else { return digests + [(name: "?", reliability: .never)] }
        let key = constraints.reliability(ofKey: suite.keyKind, bitCount: suite.keyBitCount)
        return digests + [(name: "\(suite.keyKind) \(suite.keyBitCount)", reliability: key)]
    }
}

extension TimeStampAge {
    /// - Returns: `nil` when the token does not hold its unit's certificate, or states no time.
    init?(_ stamp: TimeStampFacts) {
        guard let info = stamp.info, let unit = stamp.signingCertificate else { return nil }
        self.init(
            certificateEnd: unit.notAfter, madeAt: info.generationTime,
            imprint: VerificationDigest(oid: info.imprintAlgorithm)?.rawValue, suite: stamp.suite)
    }

    /// Of a time-stamp that the built-in unit would make now.
    init(madeBy unit: Certificate, at now: Int64) {
        let key = try? unit.publicKey
        let suite = key.map { key in
            let digest = (try? key.signatureScheme())?.digest
            return CryptographicConstraints.Suite(
                digest: digest?.rawValue, keyKind: key.algorithmName, keyBitCount: key.bitCount)
        }
        self.init(certificateEnd: unit.notAfter, madeAt: now, imprint: "SHA-256", suite: suite)
    }
}
