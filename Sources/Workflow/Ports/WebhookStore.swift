package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// Where software wants to be told of what happens to conventions.
package struct WebhookEndpoint: Hashable, Sendable {
    /// Made once for ever; a name may be given again.
    package let id: String
    /// What the operator calls it.
    package let name: String
    /// The establishment whose conventions it is told of; `nil` is a school's, told of all.
    package let siret: SIRET?
    /// Whether the employer set it up over HTTP: it may then lead to public addresses only, whatever the operator allows its own.
    package let isOwnedByEmployer: Bool
    package let createdAt: Date
    package var url: String
    /// What it is told of; all when empty.
    package var events: Set<WebhookEvent>
    package var secret: WebhookSecret
    /// Secrets before, the newest first, and until when each is used as well.
    package var earlier: [EarlierSecret] = []
    /// How far the journal was followed for it.
    package var followedTo: Int64
    package var health = Health()

    package struct EarlierSecret: Hashable, Sendable {
        package let secret: WebhookSecret
        package let endsAt: Date

        package init(secret: WebhookSecret, endsAt: Date) {
            self.secret = secret
            self.endsAt = endsAt
        }
    }

    /// How deliveries went.
    package struct Health: Hashable, Sendable {
        package var lastDeliveredAt: Date?
        /// Since when none has arrived; `nil` when the last one did.
        package var failingSince: Date?
        /// Without anything that the endpoint sent.
        package var lastFailure: String?
        /// Failures that count towards giving it up; `nil` when the last try succeeded.
        package var streak: FailureStreak?
        /// When it was given up; nothing is sent to it until somebody enables it.
        package var disabledAt: Date?

        package init() {}
    }

    package init(
        id: String, name: String, siret: SIRET?, isOwnedByEmployer: Bool = false, createdAt: Date, url: String,
        events: Set<WebhookEvent>, secret: WebhookSecret, followedTo: Int64
    ) {
        self.id = id
        self.name = name
        self.siret = siret
        self.isOwnedByEmployer = isOwnedByEmployer
        self.createdAt = createdAt
        self.url = url
        self.events = events
        self.secret = secret
        self.followedTo = followedTo
    }

    /// In one word.
    package enum State: String, Hashable, Sendable, CaseIterable { case active, failing, disabled }

    package var state: State {
        if health.disabledAt != nil { return .disabled }
        return health.failingSince == nil ? .active : .failing
    }

    /// Secrets with which a message is authenticated now, the newest first.
    package func secrets(at time: Date) -> [WebhookSecret] {
        [secret] + earlier.filter { $0.endsAt > time }.map(\.secret)
    }

    /// Secrets that a message is authenticated with at most: each makes the header longer, and the endpoint tries them all.
    package static let mostSecrets = 3

    /// Puts another secret in the place of the present one, which is used as well until its end. Secrets whose end has come are forgotten.
    ///
    /// Changes nothing when there are as many as there may be.
    mutating func rotate(to new: WebhookSecret, at time: Date, overlapUntil end: Date) {
        let living = earlier.filter { $0.endsAt > time }
        guard living.count + 1 < Self.mostSecrets else { return }
        earlier = [EarlierSecret(secret: secret, endsAt: end)] + living
        secret = new
    }
}

/// One event of the journal, before it is opened.
package struct JournalNews: Hashable, Sendable {
    /// Place among all events.
    package let sequence: Int64
    package let convention: ConventionID
    /// Place in the convention's journal, from 1.
    package let position: Int

    package init(sequence: Int64, convention: ConventionID, position: Int) {
        self.sequence = sequence
        self.convention = convention
        self.position = position
    }
}

/// A message for an endpoint.
package struct QueuedWebhook: Hashable, Sendable {
    package let convention: ConventionID
    /// ``WebhookEndpoint/id``.
    package let endpoint: String
    package let mail: OutgoingMail

    package init(convention: ConventionID, endpoint: String, mail: OutgoingMail) {
        self.convention = convention
        self.endpoint = endpoint
        self.mail = mail
    }
}

/// What became of one message to an endpoint, without its text.
package struct WebhookDeliveryRecord: Hashable, Sendable {
    package enum State: String, Hashable, Sendable { case waiting, delivered, dead, dropped }

    /// Of the outbox.
    package let id: Int64
    /// The same in each delivery.
    package let messageKey: String
    package let convention: String
    package let state: State
    package let attempts: Int
    package let queuedAt: Date
    package let reason: String?

    package init(
        id: Int64, messageKey: String, convention: String, state: State, attempts: Int, queuedAt: Date, reason: String?
    ) {
        self.id = id
        self.messageKey = messageKey
        self.convention = convention
        self.state = state
        self.attempts = attempts
        self.queuedAt = queuedAt
        self.reason = reason
    }
}

/// Where a page of messages ended.
package struct WebhookDeliveryPlace: Hashable, Sendable {
    package let messageKey: String
    /// Finds the place when the message was removed since, with its convention or because it was old.
    package let queuedAt: Date

    package init(messageKey: String, queuedAt: Date) {
        self.messageKey = messageKey
        self.queuedAt = queuedAt
    }
}

extension WebhookDeliveryRecord {
    package var place: WebhookDeliveryPlace { WebhookDeliveryPlace(messageKey: messageKey, queuedAt: queuedAt) }
}

/// Some of the messages to an endpoint, newest first.
package struct WebhookDeliveryPage: Hashable, Sendable {
    package let records: [WebhookDeliveryRecord]
    /// Whether there are older ones.
    package let hasMore: Bool
}

/// Keeps endpoints and what waits for them; a change is durable when the call returns.
package struct WebhookStore: Sendable {
    /// Followed from the newest event on. Throws ``StoreError/headMoved`` when the name is taken.
    package var add: @Sendable (WebhookEndpoint) async throws(StoreError) -> Void
    /// Changes one as a whole; `nil` when there is none of that name.
    package var update:
        @Sendable (_ name: String, _ change: @escaping @Sendable (inout WebhookEndpoint) -> Void)
            async throws(StoreError)
            -> WebhookEndpoint?
    /// In the order of their names.
    package var list: @Sendable () async throws(StoreError) -> [WebhookEndpoint]
    /// What waits for it is dropped. `false` when there is none of that name.
    package var remove: @Sendable (_ name: String) async throws(StoreError) -> Bool
    /// Events after a place of the journal, oldest first.
    package var news: @Sendable (_ after: Int64, _ limit: Int) async throws(StoreError) -> [JournalNews]
    /// Queues messages and notes how far the journal was followed, in one transaction. A message whose key is there already is left out, and so is one
    /// of a convention that was erased.
    package var queue:
        @Sendable (_ messages: [QueuedWebhook], _ followedTo: [String: Int64], _ at: Date) async throws(StoreError)
            -> Void
    /// The newest messages to an endpoint, newest first; after a message those older than it. When that one is not there any more, those queued
    /// in its second are among them: one may come twice, and none is lost.
    package var deliveries:
        @Sendable (_ endpoint: String, _ after: WebhookDeliveryPlace?, _ limit: Int) async throws(StoreError)
            -> [WebhookDeliveryRecord]
    /// Makes a message due now whose text is still there, whatever became of it; `nil` when the endpoint has none of that key. What cannot be sent
    /// again is returned as it is, in another state than `waiting`.
    package var resend:
        @Sendable (_ endpoint: String, _ messageKey: String, _ at: Date) async throws(StoreError)
            -> WebhookDeliveryRecord?

    package init(
        add: @escaping @Sendable (WebhookEndpoint) async throws(StoreError) -> Void,
        update:
            @escaping @Sendable (String, @escaping @Sendable (inout WebhookEndpoint) -> Void) async throws(StoreError)
            ->
            WebhookEndpoint?,
        list: @escaping @Sendable () async throws(StoreError) -> [WebhookEndpoint],
        remove: @escaping @Sendable (String) async throws(StoreError) -> Bool,
        news: @escaping @Sendable (Int64, Int) async throws(StoreError) -> [JournalNews],
        queue: @escaping @Sendable ([QueuedWebhook], [String: Int64], Date) async throws(StoreError) -> Void,
        deliveries:
            @escaping @Sendable (String, WebhookDeliveryPlace?, Int) async throws(StoreError)
            -> [WebhookDeliveryRecord],
        resend: @escaping @Sendable (String, String, Date) async throws(StoreError) -> WebhookDeliveryRecord?
    ) {
        self.add = add
        self.update = update
        self.list = list
        self.remove = remove
        self.news = news
        self.queue = queue
        self.deliveries = deliveries
        self.resend = resend
    }
}
