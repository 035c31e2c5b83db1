package import Applications
package import Offers
import Parties

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// That somebody has to be told by mail of what became of an application or an offer.
///
/// It stands in the store from the moment of the act; the mail is made afterwards. What a crash interrupts is made up for.
package struct PlacementNotice: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case application(ApplicationID)
        case offer(OfferID)
        /// All that wait for moderation.
        case moderation
    }

    package enum Reader: String, Hashable, Sendable, CaseIterable {
        case pupil, employer, moderator
    }

    /// What it is about; a name once written is never given another meaning.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// An application has come.
        case arrived
        case wrote, accepted, declined, confirmed
        /// Whatever ended it but the reader.
        case ended
        /// The reader's answer is due in a few days.
        case reminder
        /// Moderation lets an offer be seen, or does not.
        case published, refused
        /// Offers or reports wait for moderation.
        case waiting
        /// An offer is said to be a danger.
        case danger
    }

    /// In the order in which they came.
    package let number: Int64
    package let subject: Subject
    package let reader: Reader
    package let kind: Kind
    /// What tells those of the same kind apart: the number of the event, or the day of the answer.
    package let occasion: String
    package let at: Date

    package init(number: Int64, subject: Subject, reader: Reader, kind: Kind, occasion: String, at: Date) {
        self.number = number
        self.subject = subject
        self.reader = reader
        self.kind = kind
        self.occasion = occasion
        self.at = at
    }

    /// Messages of one application are told to one reader no oftener than so; in seconds.
    package static let messagePause: TimeInterval = 3600
    /// The same of dangers, to moderators.
    package static let dangerPause: TimeInterval = 600
    /// Days before an answer is due of which who has to give it is reminded.
    package static let reminderDays = 2
}

extension ApplicationEvent {
    /// Who is written to of it, and as what: nobody of his or her own act, and an employer of nothing that was not sent to it.
    package func notices(
        by actor: ApplicationActor, wasSent: Bool
    ) -> [PlacementNotice.Reader: PlacementNotice.Kind] {
        var notices: [PlacementNotice.Reader: PlacementNotice.Kind] =
            switch self {
            case .drafted, .edited, .seen: [:]
            case .sent: [.employer: .arrived]
            case .wrote: [.pupil: .wrote, .employer: .wrote]
            case .accepted: [.pupil: .accepted]
            case .declined: [.pupil: .declined]
            case .confirmed: [.employer: .confirmed]
            case .withdrawn, .supplanted: [.employer: .ended]
            case .expired, .cancelled: [.pupil: .ended, .employer: .ended]
            case .offerEnded: [.pupil: .ended]
            }
        if actor == .pupil { notices[.pupil] = nil }
        if actor == .employer || !wasSent { notices[.employer] = nil }
        return notices
    }
}

extension PlacementNotice {
    /// Whether it is still worth a mail, by the time it is told: what was opened, answered or ended meanwhile is not announced.
    package func isCurrent(_ stored: StoredApplication) -> Bool {
        let state = stored.state
        return switch kind {
        case .arrived: state == .sent
        case .wrote:
            (state.isWaiting || state.phase == .confirmed) && stored.application.messages.last?.author != ownRole
        case .accepted: state.phase == .accepted
        case .declined: state.phase == .declined
        case .confirmed: state.phase == .confirmed
        case .ended: !state.isAlive
        case .reminder: state.turn == ownRole && stored.answerBy?.iso8601 == occasion
        case .published, .refused, .waiting, .danger: false
        }
    }

    private var ownRole: ApplicationActor? {
        switch reader {
        case .pupil: .pupil
        case .employer: .employer
        case .moderator: nil
        }
    }
}
