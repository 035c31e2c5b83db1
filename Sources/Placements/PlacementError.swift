package import Applications
package import Offers
package import Parties

/// Why a use case of offers did not do what it was asked; carries no name, address or text of anybody.
package enum PlacementError: Error, Hashable, Sendable {
    /// There is no such offer, or it is another employer's.
    case unknownOffer
    case faults([OfferFault])
    case refused(OfferTransitionRefused)
    /// Somebody else changed it meanwhile: read it again.
    case changedMeanwhile
    case periodNotOffered
    case noPlaceLeft
    /// A period cannot have fewer places than are taken, nor go while one is.
    case placesTaken
    /// The owner has as many offers that have not ended as it may have.
    case tooManyOffers(limit: Int)
    /// An offer stays with the employer that wrote it.
    case otherEmployer
    case reportWithoutText
    /// Another role does this.
    case notForThisRole
    /// There is no such application, or it is somebody else's.
    case unknownApplication
    case applicationFaults([ApplicationFault])
    case applicationRefused(ApplicationTransitionRefused)
    /// The rules over all applications of a pupil.
    case mayNotApply(ApplicationRefusal)
    /// The offer was withdrawn, or is for others or for another period, since the pupil began to write.
    case offerEnded
    /// The answer is late, or the period has begun.
    case tooLate
    /// Moderation looks at the offer: nobody is promised a place there until it has.
    case offerHeld
    /// The pupil's school keeps this host from its pupils.
    case hostBlocked
    /// The pupil has a place: the school takes it back first.
    case placeConfirmed
    /// What was begun of a place has to be withdrawn first, or is under a legal hold.
    case conventionPending
    case messageWithoutText
    case messageRefused(ConventionFault.Cause)
    case tooManyMessages
    case store(OfferStoreError)

    init(_ error: OfferStoreError) { self = error == .changedMeanwhile ? .changedMeanwhile : .store(error) }
}
