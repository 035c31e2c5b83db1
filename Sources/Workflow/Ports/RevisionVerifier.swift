/// The service's own strict verifier, through which every revision goes before it is stored.
package struct RevisionVerifier: Sendable {
    /// The statements are about signatures on paper, and given for this document.
    package let verify:
        @Sendable (_ document: [UInt8], _ statements: [[UInt8]]) async throws(VerificationInability)
            -> RevisionAssessment

    package init(
        verify: @escaping @Sendable ([UInt8], [[UInt8]]) async throws(VerificationInability) -> RevisionAssessment
    ) {
        self.verify = verify
    }
}

/// What the verifier says of a document.
package struct RevisionAssessment: Hashable, Sendable {
    /// Integrity, identity and profile of every signature are good. A document without signatures is sound when it
    /// can be read and declares its signature fields.
    package let isSound: Bool
    /// Field names that carry a signature, in the order of the revisions.
    package let signedFields: [String]
    /// Every required signatory has signed, in the document or by a statement.
    package let isComplete: Bool
    /// Names of the checks that failed, without personal data.
    package let failedChecks: [String]

    package init(isSound: Bool, signedFields: [String], isComplete: Bool, failedChecks: [String] = []) {
        self.isSound = isSound
        self.signedFields = signedFields
        self.isComplete = isComplete
        self.failedChecks = failedChecks
    }
}

/// The verifier could not come to a verdict.
package struct VerificationInability: Error, Hashable, Sendable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}
