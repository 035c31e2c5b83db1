import Foundation
import Workflow
import WorkflowTestSupport

/// A bench on the in-memory store, with the texts that are sent in earnest.
struct Bench {
    let store = InMemoryStore()
    let hands: WorkflowBench

    init(
        sample: SampleConvention = SampleConvention(), settings: WorkflowSettings = WorkflowSettings(),
        signer: RevisionSigner = PaperDocument.signer(), verifier: RevisionVerifier = PaperDocument.verifier,
        archiver: DocumentArchiver = PaperDocument.archiver,
        ownCertificates: OwnCertificateSigner = PaperDocument.ownCertificates()
    ) throws {
        let store = store
        hands = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try Self.texts(), sample: sample,
            settings: settings, signer: signer, verifier: verifier, archiver: archiver,
            ownCertificates: ownCertificates)
    }

    var workflow: ConventionWorkflow { hands.workflow }

    static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Templates").path

    /// Read once: to read them takes longer than most tests.
    private static let loadedTexts = Result { try WorkflowTexts.load(directory: templates) }

    static func texts() throws -> WorkflowTexts { try loadedTexts.get() }
}
