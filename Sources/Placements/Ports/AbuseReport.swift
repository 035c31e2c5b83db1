package import Offers
package import Parties

package import struct Foundation.Date

/// What somebody finds wrong with an offer.
package struct AbuseReport: Hashable, Sendable {
    package let offer: OfferID
    package let kind: AbuseKind
    /// As it was written; may name a person, and is kept encrypted.
    package let text: String
    package let actor: OfferActor
    /// Whose pupil reports, when that is known: the school is told of a danger at once.
    package let school: UAI?
    package let at: Date

    package init(offer: OfferID, kind: AbuseKind, text: String, actor: OfferActor, school: UAI?, at: Date) {
        self.offer = offer
        self.kind = kind
        self.text = text
        self.actor = actor
        self.school = school
        self.at = at
    }

    package enum Outcome: Hashable, Sendable {
        case recorded
        case unknownOffer
        /// Nobody can have seen it yet.
        case refused(OfferTransitionRefused)
    }
}

/// A report as moderation has it before it.
package struct ReceivedReport: Hashable, Sendable {
    /// In the order in which they came.
    package let number: Int64
    package let report: AbuseReport
    /// Schools that have to be told of a danger, and have not been yet: of the reader, and of every pupil with an application.
    package let untold: [UAI]

    package init(number: Int64, report: AbuseReport, untold: [UAI]) {
        self.number = number
        self.report = report
        self.untold = untold
    }
}

/// That a school has to be told of a danger: what it is told, without the report's own words, which may name somebody.
package struct DangerAlert: Hashable, Sendable {
    package let number: Int64
    package let school: UAI
    package let offer: OfferID
    package let title: String
    package let employer: Employer
    package let city: String
    /// Of pupils of this school, that had not ended when the danger was reported.
    package let applications: Int
    package let at: Date

    package init(
        number: Int64, school: UAI, offer: OfferID, posting: PublicOffer, applications: Int, at: Date
    ) {
        self.number = number
        self.school = school
        self.offer = offer
        (title, employer) = (posting.title, posting.employer)
        city = posting.sites.first?.address.city ?? ""
        self.applications = applications
        self.at = at
    }
}
