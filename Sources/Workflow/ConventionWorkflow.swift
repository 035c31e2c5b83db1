/// The life of conventions: every use case of the school, the signatories and the employers.
///
/// Each use case is a method in a file of its own. All rules are here or in `ConventionDomain`; doors (pages, API,
/// command line) decode, call one method and encode. Every method may be called concurrently and repeated safely.
package struct ConventionWorkflow: Sendable {
    package let ports: WorkflowPorts
    package let settings: WorkflowSettings
    /// How long making and verifying each signature took. Shared by all copies.
    package let signatureDurations = DurationHistogram()
    /// Shared by all copies.
    let attempts = TurnQueue<AttemptID>()
    /// Signatories for whom a code for reading is asked. Shared by all copies.
    let readers = TurnQueue<String>()
    /// Shared by all copies.
    let sessions = SignatureSessions()
    /// Shared by all copies.
    let textMessages = TextMessageCounts()
    /// Data by which the head of school signs: asked several times for each signature, and a digest's data never change.
    let withoutDelegate = DigestMemory()

    package init(ports: WorkflowPorts, settings: WorkflowSettings = WorkflowSettings()) {
        self.ports = ports
        self.settings = settings
    }
}

/// Everything the use cases need from outside.
package struct WorkflowPorts: Sendable {
    package let store: ConventionStore
    package let documents: DocumentFactory
    package let signer: RevisionSigner
    package let verifier: RevisionVerifier
    package let archiver: DocumentArchiver
    package let texts: WorkflowTexts
    package let addresses: LinkAddresses
    package var clock: WallClock
    package let randomness: Randomness
    package var ownCertificates = OwnCertificateSigner.none
    package var proofs = ProofMaker.none
    package var paper = PaperStatementMaker.none

    package init(
        store: ConventionStore, documents: DocumentFactory, signer: RevisionSigner, verifier: RevisionVerifier,
        archiver: DocumentArchiver, texts: WorkflowTexts, addresses: LinkAddresses, clock: WallClock,
        randomness: Randomness
    ) {
        self.store = store
        self.documents = documents
        self.signer = signer
        self.verifier = verifier
        self.archiver = archiver
        self.texts = texts
        self.addresses = addresses
        self.clock = clock
        self.randomness = randomness
    }
}
