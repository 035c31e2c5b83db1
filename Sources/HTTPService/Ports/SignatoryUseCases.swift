package import ConventionDomain
package import Parties
package import Typesetting
package import Workflow

/// What the pages behind a link need of the use cases.
///
/// The first four change nothing and serve GET; the others serve POST.
package struct SignatoryUseCases: Sendable {
    package var view: @Sendable (LinkToken) async throws(WorkflowError) -> SigningView
    package var document: @Sendable (LinkToken) async throws(WorkflowError) -> DocumentFile
    package var readableDocument: @Sendable (LinkToken) async throws(WorkflowError) -> DocumentContent
    package var sheet: @Sendable (HandoverSheet, LinkToken) async throws(WorkflowError) -> SheetFile
    package var recordOpening: @Sendable (LinkToken) async throws(WorkflowError) -> Void
    package var requestCode:
        @Sendable (LinkToken, ConsentGiven, _ byMail: Bool) async throws(WorkflowError) -> CodeRequested
    package var sign: @Sendable (LinkToken, CodeEntry) async throws(WorkflowError) -> SigningAnswer
    package var requestRefusalCode: @Sendable (LinkToken, _ byMail: Bool) async throws(WorkflowError) -> CodeRequested
    package var refuse: @Sendable (LinkToken, RefusalEntry) async throws(WorkflowError) -> Void
    package var renewLink: @Sendable (LinkToken) async throws(WorkflowError) -> Void
    package var disown: @Sendable (LinkToken) async throws(WorkflowError) -> Void
    /// Whether the pages behind a link may be shown to who shows this pass; changes nothing.
    package var admits: @Sendable (LinkToken, _ pass: String?) async throws(WorkflowError) -> Bool
    package var requestReadingCode: @Sendable (LinkToken, _ byMail: Bool) async throws(WorkflowError) -> CodeRequested
    package var enterForReading:
        @Sendable (LinkToken, _ code: String, AttemptID) async throws(WorkflowError) -> ReadingPass
    /// Where nobody signs on paper, no link leads there.
    package var choosePaper: @Sendable (LinkToken) async throws(WorkflowError) -> Void = { _ throws(WorkflowError) in
        throw .unknownLink
    }
    package var paperStatement: @Sendable (LinkToken) async throws(WorkflowError) -> StatementFile = {
        _ throws(WorkflowError) in throw .unknownLink
    }

    /// Who need not sign says not to; nobody else has such a page.
    package var decline: @Sendable (LinkToken) async throws(WorkflowError) -> Void = { _ throws(WorkflowError) in
        throw .unknownLink
    }

    package var attestationForm: @Sendable (LinkToken) async throws(WorkflowError) -> AttestationForm = {
        _ throws(WorkflowError) in throw .unknownLink
    }
    package var attest: @Sendable (LinkToken, AttestationEntry) async throws(WorkflowError) -> LinkToken = {
        _, _ throws(WorkflowError) in throw .unknownLink
    }
    package var attestation: @Sendable (LinkToken) async throws(WorkflowError) -> DocumentFile = {
        _ throws(WorkflowError) in throw .unknownConvention
    }
    package var amendment: @Sendable (ConventionID, LinkToken) async throws(WorkflowError) -> DocumentFile = {
        _, _ throws(WorkflowError) in throw .unknownConvention
    }
    package var amendedConvention: @Sendable (LinkToken) async throws(WorkflowError) -> DocumentFile = {
        _ throws(WorkflowError) in throw .unknownConvention
    }

    /// A code as it was typed, the attempt that it belongs to and the revision that was shown.
    package struct CodeEntry: Hashable, Sendable {
        package let code: String
        package let attempt: AttemptID
        package let shownDigest: DocumentDigest

        package init(code: String, attempt: AttemptID, shownDigest: DocumentDigest) {
            self.code = code
            self.attempt = attempt
            self.shownDigest = shownDigest
        }
    }

    /// A reason and a code as they were typed, and the attempt that the code belongs to.
    package struct RefusalEntry: Hashable, Sendable {
        package let reason: String
        package let code: String
        package let attempt: AttemptID

        package init(reason: String, code: String, attempt: AttemptID) {
            self.reason = reason
            self.code = code
            self.attempt = attempt
        }
    }

    package init(
        view: @escaping @Sendable (LinkToken) async throws(WorkflowError) -> SigningView,
        document: @escaping @Sendable (LinkToken) async throws(WorkflowError) -> DocumentFile,
        readableDocument: @escaping @Sendable (LinkToken) async throws(WorkflowError) -> DocumentContent,
        sheet: @escaping @Sendable (HandoverSheet, LinkToken) async throws(WorkflowError) -> SheetFile,
        recordOpening: @escaping @Sendable (LinkToken) async throws(WorkflowError) -> Void,
        requestCode: @escaping @Sendable (LinkToken, ConsentGiven, Bool) async throws(WorkflowError) -> CodeRequested,
        sign: @escaping @Sendable (LinkToken, CodeEntry) async throws(WorkflowError) -> SigningAnswer,
        requestRefusalCode: @escaping @Sendable (LinkToken, Bool) async throws(WorkflowError) -> CodeRequested,
        refuse: @escaping @Sendable (LinkToken, RefusalEntry) async throws(WorkflowError) -> Void,
        renewLink: @escaping @Sendable (LinkToken) async throws(WorkflowError) -> Void,
        disown: @escaping @Sendable (LinkToken) async throws(WorkflowError) -> Void,
        admits: @escaping @Sendable (LinkToken, String?) async throws(WorkflowError) -> Bool,
        requestReadingCode: @escaping @Sendable (LinkToken, Bool) async throws(WorkflowError) -> CodeRequested,
        enterForReading: @escaping @Sendable (LinkToken, String, AttemptID) async throws(WorkflowError) -> ReadingPass
    ) {
        self.view = view
        self.document = document
        self.readableDocument = readableDocument
        self.sheet = sheet
        self.recordOpening = recordOpening
        self.requestCode = requestCode
        self.sign = sign
        self.requestRefusalCode = requestRefusalCode
        self.refuse = refuse
        self.renewLink = renewLink
        self.disown = disown
        self.admits = admits
        self.requestReadingCode = requestReadingCode
        self.enterForReading = enterForReading
    }
}

extension SignatoryUseCases {
    package init(_ workflow: ConventionWorkflow) {
        self.init(
            view: { token throws(WorkflowError) in try await workflow.view(token) },
            document: { token throws(WorkflowError) in try await workflow.document(token) },
            readableDocument: { token throws(WorkflowError) in try await workflow.readableDocument(token) },
            sheet: { kind, token throws(WorkflowError) in try await workflow.sheet(kind, behind: token) },
            recordOpening: { token throws(WorkflowError) in try await workflow.recordOpening(token) },
            requestCode: { token, consent, byMail throws(WorkflowError) in
                try await workflow.requestCode(token, consent: consent, byMail: byMail)
            },
            sign: { token, entry throws(WorkflowError) in
                try await workflow.sign(
                    token, code: entry.code, shownDigest: entry.shownDigest, attempt: entry.attempt)
            },
            requestRefusalCode: { token, byMail throws(WorkflowError) in
                try await workflow.requestRefusalCode(token, byMail: byMail)
            },
            refuse: { token, entry throws(WorkflowError) in
                try await workflow.refuse(token, reason: entry.reason, code: entry.code, attempt: entry.attempt)
            },
            renewLink: { token throws(WorkflowError) in try await workflow.renewLink(token) },
            disown: { token throws(WorkflowError) in try await workflow.disown(token) },
            admits: { token, pass throws(WorkflowError) in try await workflow.admits(token, pass: pass) },
            requestReadingCode: { token, byMail throws(WorkflowError) in
                try await workflow.requestReadingCode(token, byMail: byMail)
            },
            enterForReading: { token, code, attempt throws(WorkflowError) in
                try await workflow.enterForReading(token, code: code, attempt: attempt)
            })
        decline = { token throws(WorkflowError) in try await workflow.decline(token) }
        choosePaper = { token throws(WorkflowError) in try await workflow.choosePaper(token) }
        attestationForm = { token throws(WorkflowError) in try await workflow.attestationForm(token) }
        attest = { token, entry throws(WorkflowError) in try await workflow.attest(token, entry) }
        attestation = { token throws(WorkflowError) in try await workflow.attestation(behind: token) }
        amendment = { id, token throws(WorkflowError) in try await workflow.amendment(id, behind: token) }
        amendedConvention = { token throws(WorkflowError) in try await workflow.amendedConvention(behind: token) }
        paperStatement = { token throws(WorkflowError) in try await workflow.paperStatement(token) }
    }
}
