import CertificateAuthority
import Foundation
import OpenSSLBridge
import TrustServices
import Workflow

extension TrustServiceSettings {
    /// Asks servers of others, and of the operator's own where the settings allow it.
    var http: OutboundHTTP { OutboundHTTP(policy: AddressPolicy(internalHosts: internalHosts)) }

    /// A demonstration proves nothing to anybody, and where it runs, in a container say, nobody may know the clock.
    package func clockQuality(isDemo: Bool) -> ClockQuality {
        (clock ?? (isDemo ? .assured : .kernel)) == .assured ? .assured : .kernel()
    }
}

extension TimeStampSource {
    /// As the operator has set it; the built-in unit when no outside authority is named.
    ///
    /// - Throws: What keeps the anchors of an outside authority from being put into the trust folder.
    init(
        _ settings: TrustServiceSettings, infrastructure: PublicKeyInfrastructure, dataDirectory: String,
        clock: WallClock
    ) throws {
        let quality = settings.clockQuality(isDemo: infrastructure.isDemo)
        guard !settings.authorities.isEmpty else {
            self = .builtIn(infrastructure.timeStampUnit, clock: clock, quality: quality)
            return
        }
        let http = settings.http
        // What verifies these time-stamps goes where verifiers are given everything else.
        let trust = dataDirectory + "/pki/trust"
        for authority in settings.authorities { try Self.install(authority, in: trust) }
        let revocation = RevocationSource(http: http, first: .list, directory: trust, now: clock.now)
        let client = TimeStampClient(http: http, revocation: revocation, now: clock.now)
        self = .outside(TimeStampSources(authorities: settings.authorities, client: client), quality: quality)
    }

    private static func install(_ authority: OutsideTimeStampAuthority, in trust: String) throws {
        let pem = try (authority.anchors + authority.intermediates).flatMap { try $0.pem }
        let file = URL(filePath: trust + "/tsa-\(authority.name).pem")
        guard FileManager.default.contents(atPath: file.path) != Data(pem) else { return }
        try Data(pem).write(to: file, options: .atomic)
    }
}
