package import ConventionDomain
package import Typesetting

// The school.
extension ConventionWorkflow {
    /// Begins a convention from data that pass every check.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` when the data, a contact or the order is not acceptable.
    package func draft(_ request: DraftRequest) async throws(WorkflowError) -> ConventionID {
        throw .unavailable(.storage)
    }

    /// Freezes the bytes of a draft and invites those whose turn it is.
    ///
    /// - Throws: ``WorkflowError/wrongState(_:)`` when it is not a draft; ``WorkflowError/unknownConvention``.
    package func issue(_ id: ConventionID) async throws(WorkflowError) {
        throw .unavailable(.storage)
    }

    /// Withdraws a convention that is not completed, and tells whoever was invited.
    ///
    /// - Parameter reason: In the school's words; not empty, at most 500 characters.
    /// - Throws: ``WorkflowError/conventionCompleted`` and the like when it is too late.
    package func cancel(_ id: ConventionID, reason: String) async throws(WorkflowError) {
        throw .unavailable(.storage)
    }

    /// Every convention, newest first.
    package func list() async throws(WorkflowError) -> [ConventionSummary] {
        throw .unavailable(.storage)
    }

    /// Everything the school sees of one convention.
    package func show(_ id: ConventionID) async throws(WorkflowError) -> ConventionDetail {
        throw .unavailable(.storage)
    }

    /// The newest revision, for the school.
    ///
    /// - Throws: ``WorkflowError/wrongState(_:)`` when the convention is not issued.
    package func document(of id: ConventionID) async throws(WorkflowError) -> DocumentFile {
        throw .unavailable(.storage)
    }
}

// Signatories, with the link from their mail. ``view(_:)``, ``document(_:)`` and ``readableDocument(_:)`` change
// nothing and serve GET; all others serve POST.
extension ConventionWorkflow {
    /// What the page behind a link shows.
    ///
    /// A signing link whose signatory has signed still gives the receipt, and nothing else.
    ///
    /// - Throws: ``WorkflowError/unknownLink``, ``WorkflowError/expiredLink`` (offer ``renewLink(_:)``) or
    ///   ``WorkflowError/revokedLink``.
    package func view(_ token: LinkToken) async throws(WorkflowError) -> SigningView {
        throw .unavailable(.storage)
    }

    /// The newest revision in PDF.
    ///
    /// - Throws: As ``view(_:)``; ``WorkflowError/alreadySigned`` behind a signing link that has served its purpose.
    package func document(_ token: LinkToken) async throws(WorkflowError) -> DocumentFile {
        throw .unavailable(.storage)
    }

    /// The same text as the PDF, for a readable page.
    ///
    /// - Throws: As ``document(_:)``.
    package func readableDocument(_ token: LinkToken) async throws(WorkflowError) -> DocumentContent {
        throw .unavailable(.storage)
    }

    /// Records that a person, not a mail scanner, opened the page; repeated, it records nothing more.
    package func recordOpening(_ token: LinkToken) async throws(WorkflowError) {
        throw .unavailable(.storage)
    }

    /// Records the consent and sends a one-time code to the address on file.
    ///
    /// - Throws: ``WorkflowError/consentVersionChanged(current:)``, ``WorkflowError/consentMissing`` when the
    ///   statement is not this role's, ``WorkflowError/documentChanged(current:)``, ``WorkflowError/notYourTurn(waitingFor:)``,
    ///   ``WorkflowError/codeLocked(until:)``, ``WorkflowError/tooManyCodes(until:)``, and as ``view(_:)``.
    package func requestCode(
        _ token: LinkToken, consent: ConsentGiven
    ) async throws(WorkflowError) -> CodeRequested {
        throw .unavailable(.storage)
    }

    /// Signs. Repeated, in two tabs or after a lost answer, it gives the same receipt.
    ///
    /// - Parameters:
    ///   - code: What was typed; spaces are ignored.
    ///   - shownDigest: The revision that the page showed, the same as when the code was asked for.
    ///   - attempt: From ``CodeRequested``.
    /// - Throws: ``WorkflowError/wrongCode(remainingTries:)``, ``WorkflowError/codeLocked(until:)``,
    ///   ``WorkflowError/codeExpired``, ``WorkflowError/documentChanged(current:)``,
    ///   ``WorkflowError/notYourTurn(waitingFor:)``, and as ``view(_:)``.
    package func sign(
        _ token: LinkToken, code: String, shownDigest: DocumentDigest, attempt: AttemptID
    ) async throws(WorkflowError) -> SigningReceipt {
        throw .unavailable(.storage)
    }

    /// Records that the signatory refuses to sign; the school is told at once. Repeated, it changes nothing.
    ///
    /// - Parameter reason: In the signatory's words; not empty, at most 500 characters.
    package func refuse(_ token: LinkToken, reason: String) async throws(WorkflowError) {
        throw .unavailable(.storage)
    }

    /// Mails a new link to the address on file, if there is something to send; says nothing about whether there was.
    ///
    /// Takes an expired or revoked link, and any text at all: what it does looks the same from outside.
    package func renewLink(_ token: LinkToken) async throws(WorkflowError) {
        throw .unavailable(.storage)
    }
}

// Employers, with their bearer token.
extension ConventionWorkflow {
    /// What the employer may see before it countersigns; changes nothing.
    ///
    /// - Throws: ``WorkflowError/unauthorized`` whenever the token does not open this convention.
    package func employerView(
        _ id: ConventionID, accessToken: AccessToken
    ) async throws(WorkflowError) -> EmployerView {
        throw .unavailable(.storage)
    }

    /// The newest revision, for the employer; changes nothing.
    package func document(
        of id: ConventionID, accessToken: AccessToken
    ) async throws(WorkflowError) -> DocumentFile {
        throw .unavailable(.storage)
    }

    /// Signs for the employer.
    ///
    /// - Throws: ``WorkflowError/unauthorized``, ``WorkflowError/idempotencyConflict``,
    ///   ``WorkflowError/signatoryMismatch``, ``WorkflowError/consentVersionChanged(current:)``,
    ///   ``WorkflowError/notYourTurn(waitingFor:)``, ``WorkflowError/documentChanged(current:)``,
    ///   ``WorkflowError/alreadySigned`` when another request made the signature.
    package func countersign(
        _ id: ConventionID, accessToken: AccessToken, request: CountersignatureRequest
    ) async throws(WorkflowError) -> CountersignatureResult {
        throw .unavailable(.storage)
    }
}
