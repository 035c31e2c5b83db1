package import ConventionDomain
package import Workflow

/// What a school's own software asks for.
package struct SchoolDraftRequest: Hashable, Sendable {
    /// JSON of the form documented for `convention.xml`.
    package let data: [UInt8]
    /// JSON of the form documented for the contact sheet.
    package let contactSheet: [UInt8]
    package let order: SigningOrder.Preset?
    /// `nil` leaves it to the school's setting.
    package let template: String?
    package let idempotencyKey: String
}

/// A draft that was entered, and what is worth a second look in it.
package struct SchoolDraft: Hashable, Sendable {
    package let draft: EnteredDraft
    /// In French.
    package let warnings: [String]

    package init(draft: EnteredDraft, warnings: [String]) {
        self.draft = draft
        self.warnings = warnings
    }
}

/// What the door for schools' software needs of the use cases.
package struct SchoolUseCases: Sendable {
    /// Throws ``WorkflowError/unauthorized`` for a key that is none of ours; to be asked before a body is read.
    package var authenticate: @Sendable (SchoolKey) async throws(WorkflowError) -> SchoolKeyRecord
    /// Begins a convention whose other parts host and family fill.
    package var prepare: @Sendable (SchoolKeyRecord, SchoolDraftRequest) async throws(WorkflowError) -> EnteredDraft = {
        _, _ throws(WorkflowError) in throw .unavailable(.storage)
    }
    package var draft: @Sendable (SchoolKeyRecord, SchoolDraftRequest) async throws(WorkflowError) -> SchoolDraft
    /// Replaces a draft by a corrected one, for the reason given.
    package var correct:
        @Sendable (SchoolKeyRecord, ConventionID, SchoolDraftRequest, _ reason: String) async throws(WorkflowError)
            -> EnteredCorrection = { _, _, _, _ throws(WorkflowError) in throw .unavailable(.storage) }

    package init(
        authenticate: @escaping @Sendable (SchoolKey) async throws(WorkflowError) -> SchoolKeyRecord,
        draft: @escaping @Sendable (SchoolKeyRecord, SchoolDraftRequest) async throws(WorkflowError) -> SchoolDraft
    ) {
        self.authenticate = authenticate
        self.draft = draft
    }
}
