import OpenSSLBridge

package import struct Foundation.Date

/// What an infrastructure consists of, until when each part holds, and what is to be seen to.
package struct InfrastructureStatus: Hashable, Sendable {
    package enum Subject: String, Hashable, Sendable {
        case root
        case issuingAuthority = "issuing-ca"
        case timeStampingUnit = "tsu"
        case seal
        case rootList = "root-crl"
        case issuingAuthorityList = "issuing-ca-crl"

        package var isList: Bool { self == .rootList || self == .issuingAuthorityList }
    }

    package enum State: String, Hashable, Sendable {
        case valid
        /// Ends soon.
        case due
        case ended
        /// The machine's clock lies before it.
        case notYetValid = "not-yet-valid"
    }

    package enum KeyPlace: Hashable, Sendable {
        /// Encrypted, in the directory.
        case file
        /// The URI without what leads to the PIN.
        case uri(String)
        /// The root's, taken away.
        case away
        /// Destroyed when the next generation took its place.
        case destroyed
        case missing
    }

    /// A certificate or a revocation list.
    package struct Item: Hashable, Sendable {
        package let subject: Subject
        /// `nil` for the one in use; earlier ones are counted from 1.
        package let formerGeneration: Int?
        /// Unix time.
        package let begins: Int64
        /// Unix time; ``endless`` for the last list of an authority.
        package let ends: Int64
        package let state: State
        /// `EC P-256`; `nil` for a list.
        package let key: String?
        /// `nil` for a list.
        package let keyPlace: KeyPlace?

        /// An earlier certificate may have expired: what was signed before carries its time.
        package var needsAttention: Bool {
            keyPlace == .missing || state != .valid && (formerGeneration == nil || subject.isList)
        }
    }

    /// 9999-12-31T23:59:59Z, which stands for no end. Source: RFC 5280 §4.1.2.5.
    package static let endless: Int64 = 253_402_300_799

    package let organisation: String
    package let isDemo: Bool
    package let items: [Item]
    /// Whether a rotation was interrupted and left its directory, which the next one removes.
    package let hasRemainsOfRotation: Bool

    package var needsAttention: Bool { hasRemainsOfRotation || items.contains(where: \.needsAttention) }
}

extension PublicKeyInfrastructure {
    /// - Parameter rootDirectory: Where the root's key lies, when not beside the others.
    /// - Throws: ``CertificateAuthorityError`` when the infrastructure cannot be read; no passphrase is needed.
    package static func status(
        directory: String, rootDirectory: String? = nil, now: Date
    ) throws(CertificateAuthorityError) -> InfrastructureStatus {
        let layout = InfrastructureLayout(directory: directory, rootDirectory: rootDirectory)
        let trust = try TrustFolder(directory: layout.trustDirectory)
        let survey = Survey(layout: layout, trust: trust, now: now.unixSeconds)
        return InfrastructureStatus(
            organisation: trust.policies.organisation, isDemo: trust.isDemo, items: try survey.items(),
            hasRemainsOfRotation: FileSystem.exists(rotationDirectory(of: directory)))
    }
}

/// Goes through an infrastructure and dates what it finds.
private struct Survey {
    /// How long before an end an operator is told of it, in seconds: 45 days, time enough to fetch a root's key.
    private static let noticeSeconds: Int64 = 45 * 86_400

    let layout: InfrastructureLayout
    let trust: TrustFolder
    let now: Int64

    func items() throws(CertificateAuthorityError) -> [InfrastructureStatus.Item] {
        var items = trust.anchors.map { certificate(.root, $0, key: rootPlace) }
        for role in [KeyRole.issuingAuthority, .timeStampingUnit, .seal] {
            items.append(certificate(role.subject, trust.certificate(of: role), key: place(of: role)))
            items += trust.previous(role).enumerated().map {
                certificate(role.subject, $1, former: $0 + 1, key: .destroyed)
            }
        }
        items.append(try list(.rootList, TrustFolder.rootListFile))
        items.append(try list(.issuingAuthorityList, TrustFolder.issuingAuthorityListFile))
        for generation in trust.previous(.issuingAuthority).indices.map({ $0 + 1 }) {
            let file = KeyRole.issuingAuthority.fileName(generation: generation) + ".crl"
            items.append(try list(.issuingAuthorityList, file, former: generation))
        }
        return items
    }

    private var rootPlace: InfrastructureStatus.KeyPlace { FileSystem.exists(layout.rootKey) ? .file : .away }

    private func place(of role: KeyRole) -> InfrastructureStatus.KeyPlace {
        if FileSystem.exists(layout.keyURI(role)) {
            return (try? KeyAccess.uri(in: layout.keyURI(role))).map { .uri($0.name) } ?? .missing
        }
        return FileSystem.exists(layout.key(role)) ? .file : .missing
    }

    private func certificate(
        _ subject: InfrastructureStatus.Subject, _ certificate: Certificate, former: Int? = nil,
        key: InfrastructureStatus.KeyPlace
    ) -> InfrastructureStatus.Item {
        InfrastructureStatus.Item(
            subject: subject, formerGeneration: former, begins: certificate.notBefore, ends: certificate.notAfter,
            state: state(certificate.notBefore, certificate.notAfter, notice: Self.noticeSeconds),
            key: certificate.publicKeyDescription, keyPlace: key)
    }

    /// A list that is renewed every few days is told of when a quarter of its time is left.
    private func list(
        _ subject: InfrastructureStatus.Subject, _ file: String, former: Int? = nil
    ) throws(CertificateAuthorityError) -> InfrastructureStatus.Item {
        let list = try TrustFolder.list(layout.trusted(file))
        let notice = min(Self.noticeSeconds, (list.nextUpdate - list.thisUpdate) / 4)
        return InfrastructureStatus.Item(
            subject: subject, formerGeneration: former, begins: list.thisUpdate, ends: list.nextUpdate,
            state: state(list.thisUpdate, list.nextUpdate, notice: notice), key: nil, keyPlace: nil)
    }

    private func state(_ begins: Int64, _ ends: Int64, notice: Int64) -> InfrastructureStatus.State {
        if now < begins { return .notYetValid }
        if ends <= now { return .ended }
        return ends <= now + notice ? .due : .valid
    }
}

extension KeyRole {
    fileprivate var subject: InfrastructureStatus.Subject {
        switch self {
        case .issuingAuthority: .issuingAuthority
        case .seal: .seal
        case .timeStampingUnit: .timeStampingUnit
        }
    }
}
