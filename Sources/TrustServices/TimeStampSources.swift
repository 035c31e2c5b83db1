/// The outside time-stamping authorities in the order in which they are asked.
package struct TimeStampSources: Sendable {
    package let authorities: [OutsideTimeStampAuthority]
    private let client: TimeStampClient

    package init(authorities: [OutsideTimeStampAuthority], client: TimeStampClient) {
        self.authorities = authorities
        self.client = client
    }

    /// Longest token that any of them may give, in bytes.
    package var maximumTokenByteCount: Int { authorities.map(\.maximumTokenByteCount).max() ?? 0 }

    /// Gets a token for a SHA-256 digest from the first that gives a good one; blocks meanwhile.
    ///
    /// - Throws: ``NoTimeStamp``, with what each of them did.
    package func timeStamp(_ digest: [UInt8]) throws(NoTimeStamp) -> MadeTimeStamp {
        var failures: [NoTimeStamp.Failure] = []
        for authority in authorities {
            do throws(TrustServiceError) {
                return MadeTimeStamp(token: try client.token(for: digest, from: authority), authority: authority.name)
            } catch {
                failures.append(NoTimeStamp.Failure(authority: authority.name, error: error))
            }
        }
        throw NoTimeStamp(failures: failures)
    }
}

/// Nobody gave a time-stamp; a later try may succeed.
package struct NoTimeStamp: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Failure: Hashable, Sendable {
        package let authority: String
        package let error: TrustServiceError
    }

    /// In the order in which they were asked.
    package let failures: [Failure]

    package var description: String {
        let causes = failures.map { "\($0.authority): \($0.error)" }.joined(separator: "; ")
        return "no time-stamping authority gave a token (\(causes))"
    }
}
