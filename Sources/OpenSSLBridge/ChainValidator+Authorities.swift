extension ChainValidator {
    /// Of a folder with more, a document needs few, and whoever waits for all of them waits too long.
    private static let longestCheck = 16

    /// Checks beforehand what chains of these authorities have in common, so that the answers are there when the first chain is asked
    /// for: who signed the authorities, the time-stamping units and the lists. Roots sign on P-384, at which OpenSSL 3.0 is slow.
    ///
    /// Nothing is decided here. What does not hold is found again by whoever asks.
    ///
    /// - Parameters:
    ///   - certificates: Those that may stand below the anchors.
    ///   - time: At which authorities have to be valid to be looked at, Unix time.
    package func checkAuthorities(among certificates: [Certificate], at time: Int64) {
        guard anchors.count + certificates.count + revocationLists.count <= Self.longestCheck else { return }
        let paths = PathBuilder(anchors: anchors, time: time, policies: [], strictness: strictness)
        anchors.forEach(paths.checkAuthority)
        for certificate in certificates where certificate.extendedKeyUsage?.values == [ExtensionOID.timeStamping] {
            _ = anchors.contains { $0.subject == certificate.issuer && certificate.isSigned(by: $0) }
        }
        for list in revocationLists { _ = anchors.contains(where: list.isSigned) }
        certificates.filter(\.isCA).forEach(paths.checkAuthority)
    }
}
