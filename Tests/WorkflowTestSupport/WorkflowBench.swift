import ConventionDomain
import OpenSSLBridge
import Parties
import Synchronization
package import Workflow

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// A workflow on fakes, and hands to play the parties: reads the links and codes from the mails, as people do.
package final class WorkflowBench: Sendable {
    package let workflow: ConventionWorkflow
    package let sample: SampleConvention
    private let time: ClockHand
    private let readMails: @Sendable () async throws -> [OutgoingMail]

    /// - Parameter mails: Every message queued so far, oldest first.
    package init(
        store: ConventionStore, mails: @escaping @Sendable () async throws -> [OutgoingMail], texts: WorkflowTexts,
        sample: SampleConvention = SampleConvention(), settings: WorkflowSettings = WorkflowSettings(),
        signer: RevisionSigner = PaperDocument.signer(), verifier: RevisionVerifier = PaperDocument.verifier,
        archiver: DocumentArchiver = PaperDocument.archiver,
        documents: DocumentFactory? = nil, ownCertificates: OwnCertificateSigner = PaperDocument.ownCertificates()
    ) {
        let time = ClockHand()
        self.time = time
        self.sample = sample
        readMails = mails
        var ports = WorkflowPorts(
            store: store, documents: documents ?? PaperDocument.factory(for: sample), signer: signer,
            verifier: verifier, archiver: archiver,
            texts: texts, addresses: Self.addresses, clock: WallClock { time.date.withLock { $0 } },
            randomness: Randomness { count throws(RandomnessFailure) in
                do { return try SecureRandom.bytes(count) } catch { throw RandomnessFailure() }
            })
        ports.ownCertificates = ownCertificates
        ports.paper = PaperDocument.paper
        workflow = ConventionWorkflow(ports: ports, settings: settings)
    }

    private static let addresses = LinkAddresses(
        signing: { "http://localhost:8080/s/\($0.text)" }, reading: { "http://localhost:8080/r/\($0.text)" },
        notice: { "http://localhost:8080/a/\($0.text)" },
        part: { "http://localhost:8080/p/\($0.text)" },
        hostPart: { "http://localhost:8080/api/v1/conventions/\($0.text)/host-part" },
        countersignature: { "http://localhost:8080/api/v1/conventions/\($0.text)/countersignature" },
        refusal: { "http://localhost:8080/api/v1/conventions/\($0.text)/refusal" },
        document: { "http://localhost:8080/api/v1/conventions/\($0.text)/document" },
        attestation: { "http://localhost:8080/api/v1/conventions/\($0.text)/attestation" },
        head: { page in
            switch page {
            case .home: "http://localhost:8080/e"
            case .entry(let token): "http://localhost:8080/e/\(token.text)"
            case .batch(let id): "http://localhost:8080/b/\(id.text)"
            }
        })

    package var now: Date { time.date.withLock { $0 } }

    package func advance(by seconds: TimeInterval) { time.date.withLock { $0.addTimeInterval(seconds) } }

    package func mails(to fieldName: String) async throws -> [OutgoingMail] {
        try await mails(toAddress: "\(fieldName)@exemple.fr")
    }

    package func mails(toAddress address: String) async throws -> [OutgoingMail] {
        try await readMails().filter { $0.to == address }
    }
}

private final class ClockHand: Sendable {
    let date = Mutex(Date(timeIntervalSince1970: 1_780_300_800))
}
