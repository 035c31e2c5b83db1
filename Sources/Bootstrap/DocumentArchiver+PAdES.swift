import CMS
package import CertificateAuthority
import CurlBridge
package import Logging
import OpenSSLBridge
import PAdES
import PAdESSigning
import PAdESValidation
import PDFModel
package import TrustServices
package import Workflow

import struct Foundation.Date

extension DocumentArchiver {
    /// Archives with the certificates and the newest revocation lists of the service, and with what others say of
    /// certificates that are theirs.
    ///
    /// - Parameters:
    ///   - timeStamps: Who attests the time; when nobody does, the document stays as it is.
    ///   - revocation: Asked about certificates of which the trust folder says nothing and that name an address; when
    ///     nobody answers, the document stays as it is.
    ///   - keyDirectory: Of the infrastructure; the issuing CA's list there is renewed when it is older than the last
    ///     signature.
    ///   - logger: Told at which step archiving failed.
    package static func builtIn(
        _ infrastructure: PublicKeyInfrastructure, timeStamps: TimeStampSource, revocation: RevocationSource,
        keyDirectory: String, clock: WallClock, logger: Logger
    ) -> DocumentArchiver {
        let maker = ArchiveMaker(
            infrastructure: infrastructure, timeStamps: timeStamps, revocation: revocation,
            keyDirectory: keyDirectory, clock: clock)
        return DocumentArchiver { document throws(ArchivingInability) in
            do {
                return try await maker.archive(document)
            } catch {
                let reason = String(describing: error)
                logger.error("a document could not be archived", metadata: ["reason": .string(reason)])
                throw ArchivingInability(reason: reason)
            }
        }
    }
}

/// Makes one archival layer.
private struct ArchiveMaker: Sendable {
    let infrastructure: PublicKeyInfrastructure
    let timeStamps: TimeStampSource
    let revocation: RevocationSource
    let keyDirectory: String
    let clock: WallClock
    private let threads = BlockingThreads("archive", count: 8)

    init(
        infrastructure: PublicKeyInfrastructure, timeStamps: TimeStampSource, revocation: RevocationSource,
        keyDirectory: String, clock: WallClock
    ) {
        self.infrastructure = infrastructure
        self.timeStamps = timeStamps
        self.revocation = revocation
        self.keyDirectory = keyDirectory
        self.clock = clock
    }

    func archive(_ bytes: [UInt8]) async throws -> ArchivedDocument {
        let (document, facts) = try await threads.run {
            Result {
                let document = try PDFDocument(bytes: bytes)
                return (document, try DocumentInspector(document).inspect())
            }
        }.get()
        let last = facts.lastStampedTime
        // A list of the same second could have been made before the signature.
        if unixTime(clock.now()) <= last { try await Task.sleep(for: .seconds(1)) }
        let now = clock.now()
        let material = try await material(for: facts, after: last, now: now)
        let stamper = DocumentTimeStamper(timeStampAuthority: timeStamps.session().authority)
        let (archived, end) = try await threads.run {
            Result {
                let archived = try stamper.archive(document, with: material)
                return (archived, try Self.end(of: archived))
            }
        }.get()
        return ArchivedDocument(document: archived, level: "B-LTA", provableUntil: end)
    }

    /// When the certificate of the newest time-stamp ends.
    private static func end(of archived: [UInt8]) throws -> Date {
        let stamps = try DocumentInspector(PDFDocument(bytes: archived)).inspect().documentTimeStamps
        guard let unit = stamps.last?.timeStamp.signingCertificate else {
            throw ArchivingInability(reason: "the new time-stamp does not hold its unit's certificate")
        }
        return Date(timeIntervalSince1970: Double(unit.notAfter))
    }

    /// Certificates of the issuers and units that the document names, their roots, every list of those authorities, and
    /// what outside responders and lists say of all others.
    private func material(
        for facts: DiagnosticData, after last: Int64, now: Date
    ) async throws -> DocumentSecurityStore.Material {
        let files = try TrustDirectory.files(keyDirectory + "/trust")
        let known = try files.filter { $0.name.hasSuffix(".pem") }.flatMap { try Certificate.all(inPEM: $0.content) }
        let signatories = try facts.signatoryCertificates.map { try Certificate(der: $0) }
        var chain = try facts.namedCertificates.map { try Certificate(der: $0) }
        if !timeStamps.isOutside { chain.append(infrastructure.timeStampUnit.certificate) }
        // Each round finds the issuers of those before; a chain is short, and a root is its own issuer.
        for _ in 0..<4 {
            let issuers = Set((signatories + chain).map(\.issuer))
            chain += known.filter { issuers.contains($0.subject) && !chain.contains($0) }
        }
        // One that was replaced has left a last list, which does not end, in the trust folder; its key is gone.
        if chain.contains(infrastructure.trust.issuingAuthority) {
            _ = try infrastructure.issuingAuthorityList(after: last, directory: keyDirectory, now: now)
        }
        let authorities = Set(chain.map(\.subject))
        let lists = try TrustFolder(directory: keyDirectory + "/trust").revocationLists
            .filter { authorities.contains($0.issuer) }
        let outside = OutsideCertificates(
            signatories + chain, known: known, told: lists.map { .crl($0) } + answers(in: files), now: unixTime(now))
        let fetched = try await fetch(outside)
        return DocumentSecurityStore.Material(
            certificates: unique(chain.map(\.der)), ocspResponses: unique(fetched.ocspResponses),
            revocationLists: unique(lists.map(\.der) + fetched.revocationLists))
    }

    private func answers(in files: [(name: String, content: [UInt8])]) -> [RevocationData] {
        files.filter { $0.name.hasSuffix(".ocsp") }.compactMap { try? .ocsp(OCSPResponse(der: $0.content)) }
    }

    /// Waits for a network, if there is anything to ask at all.
    private func fetch(_ outside: OutsideCertificates) async throws -> DocumentSecurityStore.Material {
        guard !outside.questions.isEmpty else { return outside.material }
        let revocation = revocation
        return try await threads.run { Result { try outside.asking(revocation) } }.get()
    }

    private func unixTime(_ date: Date) -> Int64 { Int64(date.timeIntervalSince1970.rounded(.down)) }

    private func unique(_ items: [[UInt8]]) -> [[UInt8]] {
        var seen: Set<[UInt8]> = []
        return items.filter { seen.insert($0).inserted }
    }
}

extension DiagnosticData {
    private var signedData: [SignedDataFacts] {
        signatures.compactMap { if case .signedData(let facts) = $0.contents { facts } else { nil } }
    }

    /// When the last time-stamp was made, over a signature or over the document; Unix time, 0 when there is none.
    fileprivate var lastStampedTime: Int64 {
        let stamps = signedData.flatMap(\.timeStamps) + documentTimeStamps.map(\.timeStamp)
        return stamps.compactMap { $0.info?.generationTime }.max() ?? 0
    }

    /// DER of the certificates that signatures were made with.
    fileprivate var signatoryCertificates: [[UInt8]] { signedData.compactMap { $0.signingCertificate?.der } }

    /// DER of the issuers' and units' certificates in signatures and time-stamps; signatories' own are in their
    /// signatures and needed nowhere else.
    fileprivate var namedCertificates: [[UInt8]] {
        let leaves = Set(signedData.compactMap { $0.signingCertificate?.der })
        let stamps = signedData.flatMap(\.timeStamps) + documentTimeStamps.map(\.timeStamp)
        return (signedData.flatMap(\.signedData.certificates) + stamps.flatMap(\.certificates))
            .filter { !leaves.contains($0) }
    }
}
