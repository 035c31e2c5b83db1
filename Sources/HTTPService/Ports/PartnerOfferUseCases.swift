package import Offers
package import Placements
package import Workflow

/// What the door where partners' software publishes offers needs of the use cases.
package struct PartnerOfferUseCases: Sendable {
    /// Whose offers a key writes; `nil` when it was not let, or when the account is gone. Throws ``WorkflowError/unauthorized`` for a key that is none
    /// of ours.
    package var owner: @Sendable (EmployerKey) async throws(WorkflowError) -> OfferOwner?
    package var desk: OfferDesk

    package init(
        owner: @escaping @Sendable (EmployerKey) async throws(WorkflowError) -> OfferOwner?, desk: OfferDesk
    ) {
        self.owner = owner
        self.desk = desk
    }
}
