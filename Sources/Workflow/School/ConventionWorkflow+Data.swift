package import ConventionDomain
package import Parties

/// What a convention was made from.
package struct ConventionSource: Hashable, Sendable {
    /// The data in canonical XML, without what the issue added; of a convention with amendments, with them.
    package let canonicalData: [UInt8]
    /// How the signatories are reached, by field name; never signed.
    package let contacts: [String: Contact]
    /// How everybody else is reached. What is about health is given to nobody but as a sheet.
    package let otherContacts: [ContactSheet.Contact]
    /// The amendment with which they are read; `nil` for a convention as it was signed.
    package var amendment: ConventionID?
    /// The convention that it changes, when it is an amendment.
    package var follows: FollowedConvention?
}

extension ConventionWorkflow {
    /// The data of a convention, in whichever state it is.
    ///
    /// - Throws: ``WorkflowError`` when there is no such convention, it is not a draft yet (``WorkflowError/wrongState(_:)``), or its personal data were destroyed.
    package func source(of id: ConventionID) async throws(WorkflowError) -> ConventionSource {
        let dossier = try await dossier(id)
        // One that was cancelled before it was approved never had any.
        guard dossier.has(.drafted) else { throw .wrongState(dossier.state.phase) }
        var source = ConventionSource(
            canonicalData: try await file(dossier.drafting.dataDigest, of: id), contacts: dossier.history.contacts,
            otherContacts: try await otherContacts(of: dossier))
        (source.amendment, source.follows) = (dossier.amendings.last?.amendment, dossier.drafting.follows)
        return source
    }
}
