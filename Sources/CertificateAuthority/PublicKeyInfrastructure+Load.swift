import OpenSSLBridge
import Parties

extension PublicKeyInfrastructure {
    /// Reads an infrastructure that ``initialize(_:profiles:random:now:)`` has made; the root's key is not needed.
    ///
    /// - Parameters:
    ///   - directory: The infrastructure's directory.
    ///   - profiles: The profile of signatories is taken from here, as it is now.
    ///   - random: Gives so many bytes that nobody can guess; used for serial numbers.
    /// - Throws: ``CertificateAuthorityError`` with `missing` when there is none, `passphrase` when it is another,
    ///   `notPrivate` when a key can be read by others, `inconsistent` when a key is not the certificate's.
    package static func load(
        directory: String, profiles: CertificateProfiles, passphrase: [UInt8],
        random: @escaping @Sendable (Int) throws -> [UInt8] = { try SecureRandom.bytes($0) }
    ) throws(CertificateAuthorityError) -> PublicKeyInfrastructure {
        let layout = InfrastructureLayout(directory: directory)
        guard FileSystem.exists(layout.trustDirectory) else {
            throw CertificateAuthorityError(
                .missing, "there are no keys in \(directory); make them with: seing pki init")
        }
        let trust = try TrustFolder(directory: layout.trustDirectory)
        let keys = KeyReader(layout: layout, passphrase: passphrase)
        let profile = try profiles.profile(.signatory)
        return PublicKeyInfrastructure(
            signatoryAuthority: CertificateAuthority(
                certificate: trust.issuingAuthority,
                key: try keys.key(.issuingAuthority, of: trust.issuingAuthority),
                arc: trust.policies.arc, organisation: trust.policies.organisation,
                maker: CertificateMaker(profile: profile, isDemo: trust.isDemo, random: random),
                listMaker: RevocationListMaker(profile: try profiles.profile(.issuingAuthority))),
            timeStampUnit: try timeStampUnit(trust, keys),
            seal: PlatformSeal(
                certificate: trust.seal, key: try keys.key(.seal, of: trust.seal)),
            trust: trust)
    }

    private static func timeStampUnit(
        _ trust: TrustFolder, _ keys: KeyReader
    ) throws(CertificateAuthorityError) -> TimeStampUnit {
        let key = try keys.key(.timeStampingUnit, of: trust.timeStampingUnit)
        return try explaining("use the time-stamping unit", code: .inconsistent) { () throws(OpenSSLError) in
            let responder = try TimeStampResponder(
                certificate: trust.timeStampingUnit, key: key, chain: [],
                policyOID: trust.policies.arc.timeStampingPolicy)
            return TimeStampUnit(responder: responder)
        }
    }
}
