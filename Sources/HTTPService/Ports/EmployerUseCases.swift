package import ConventionDomain
package import Parties
package import Workflow

/// What the employers' endpoint needs of the use cases.
package struct EmployerUseCases: Sendable {
    package var view: @Sendable (ConventionID, AccessToken) async throws(WorkflowError) -> EmployerView
    package var document: @Sendable (ConventionID, AccessToken) async throws(WorkflowError) -> DocumentFile
    package var sheet: @Sendable (HandoverSheet, ConventionID, AccessToken) async throws(WorkflowError) -> SheetFile
    package var countersign:
        @Sendable (ConventionID, AccessToken, CountersignatureRequest) async throws(WorkflowError)
            -> CountersignatureOutcome
    package var startSignature:
        @Sendable (ConventionID, AccessToken, OwnSignatureStart) async throws(WorkflowError) -> OwnSignatureSession
    package var completeSignature:
        @Sendable (ConventionID, AccessToken, OwnSignatureValue) async throws(WorkflowError) -> CountersignatureResult
    package var refuse:
        @Sendable (ConventionID, AccessToken, EmployerRefusalRequest) async throws(WorkflowError)
            -> EmployerRefusalResult
    package var attest:
        @Sendable (ConventionID, AccessToken, AttestationByToken) async throws(WorkflowError) -> BegunAttestation = {
            _, _, _ throws(WorkflowError) in throw .unauthorized
        }

    package init(
        view: @escaping @Sendable (ConventionID, AccessToken) async throws(WorkflowError) -> EmployerView,
        document: @escaping @Sendable (ConventionID, AccessToken) async throws(WorkflowError) -> DocumentFile,
        sheet: @escaping @Sendable (HandoverSheet, ConventionID, AccessToken) async throws(WorkflowError) -> SheetFile,
        countersign:
            @escaping @Sendable (ConventionID, AccessToken, CountersignatureRequest) async throws(WorkflowError)
            -> CountersignatureOutcome,
        startSignature:
            @escaping @Sendable (ConventionID, AccessToken, OwnSignatureStart) async throws(WorkflowError)
            -> OwnSignatureSession,
        completeSignature:
            @escaping @Sendable (ConventionID, AccessToken, OwnSignatureValue) async throws(WorkflowError)
            -> CountersignatureResult,
        refuse:
            @escaping @Sendable (ConventionID, AccessToken, EmployerRefusalRequest) async throws(WorkflowError)
            -> EmployerRefusalResult
    ) {
        self.view = view
        self.document = document
        self.sheet = sheet
        self.countersign = countersign
        self.startSignature = startSignature
        self.completeSignature = completeSignature
        self.refuse = refuse
    }
}

extension EmployerUseCases {
    package init(_ workflow: ConventionWorkflow) {
        self.init(
            view: { id, token throws(WorkflowError) in try await workflow.employerView(id, accessToken: token) },
            document: { id, token throws(WorkflowError) in try await workflow.document(of: id, accessToken: token) },
            sheet: { kind, id, token throws(WorkflowError) in
                try await workflow.sheet(kind, of: id, accessToken: token)
            },
            countersign: { id, token, request throws(WorkflowError) in
                try await workflow.countersign(id, accessToken: token, request: request)
            },
            startSignature: { id, token, request throws(WorkflowError) in
                try await workflow.startOwnSignature(id, accessToken: token, request: request)
            },
            completeSignature: { id, token, request throws(WorkflowError) in
                try await workflow.completeOwnSignature(id, accessToken: token, request: request)
            },
            refuse: { id, token, request throws(WorkflowError) in
                try await workflow.refuse(id, accessToken: token, request: request)
            })
        attest = { id, token, request throws(WorkflowError) in
            try await workflow.attest(id, accessToken: token, request: request)
        }
    }
}
