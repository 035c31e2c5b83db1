import ConventionDomain
package import Parties

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// Registers, changes and removes the endpoints that software is told at.
package struct WebhookOffice: Sendable {
    private static let maximumNameLength = 60
    /// Begins the names of endpoints that employers set up themselves.
    private static let ownPrefix = "employer-"
    /// For so long the former secret is used as well after a rotation, in seconds: seven days to put the new one in its place.
    package static let overlap: TimeInterval = 7 * 86_400

    private let store: WebhookStore
    private let clock: WallClock
    private let randomness: Randomness
    /// What is wrong with an address, in words; `nil` when nothing is.
    private let fault: @Sendable (_ url: String, _ isEmployers: Bool) -> BilingualText?

    package init(
        store: WebhookStore, clock: WallClock, randomness: Randomness,
        fault: @escaping @Sendable (_ url: String, _ isEmployers: Bool) -> BilingualText?
    ) {
        self.store = store
        self.clock = clock
        self.randomness = randomness
        self.fault = fault
    }

    /// Registers an endpoint for an establishment, or for the school when `siret` is `nil`.
    ///
    /// - Parameter events: Names; all events when empty.
    /// - Returns: With its secret, to be shown this once.
    /// - Throws: ``WorkflowError/invalidData(_:)`` when the name is empty, long or taken, the SIRET none, the address refused or an event unknown.
    package func add(
        name: String, url: String, siret: String?, events: [String]
    ) async throws(WorkflowError) -> WebhookEndpoint {
        guard TextRule(maximumLength: Self.maximumNameLength).problem(in: name) == nil,
            !name.hasPrefix(Self.ownPrefix)
        else { throw Self.unusableName }
        var establishment: SIRET?
        if let siret {
            guard let read = SIRET(siret.filter { $0 != " " }), read.hasValidChecksum else { throw Self.unusableSIRET }
            establishment = read
        }
        return try await add(name, url, establishment, try Self.events(events), isEmployers: false)
    }

    /// Puts the one endpoint that an establishment may set up itself; one that is there keeps its secret, and is enabled.
    ///
    /// - Returns: The endpoint, and whether it is new.
    /// - Throws: ``WorkflowError/invalidData(_:)`` when the address is refused or an event unknown.
    package func put(
        for siret: SIRET, url: String, events: [String]
    ) async throws(WorkflowError) -> (endpoint: WebhookEndpoint, isNew: Bool) {
        let events = try Self.events(events)
        try require(url, isEmployers: true)
        let changed = try await change(ownName(siret)) { endpoint in
            (endpoint.url, endpoint.events) = (url, events)
            endpoint.health.enable()
        }
        if let changed { return (changed, false) }
        return (try await add(ownName(siret), url, siret, events, isEmployers: true), true)
    }

    /// The endpoint that an establishment set up itself.
    package func own(of siret: SIRET) async throws(WorkflowError) -> WebhookEndpoint? { try await find(ownName(siret)) }

    package func removeOwn(of siret: SIRET) async throws(WorkflowError) -> Bool { try await remove(ownName(siret)) }

    package func rotateOwn(of siret: SIRET) async throws(WorkflowError) -> WebhookEndpoint? {
        try await rotate(name: ownName(siret))
    }

    package func list() async throws(WorkflowError) -> [WebhookEndpoint] {
        do { return try await store.list() } catch { throw WorkflowError(error) }
    }

    package func find(_ name: String) async throws(WorkflowError) -> WebhookEndpoint? {
        try await list().first { $0.name == name }
    }

    /// Makes another secret; each one before is used as well until seven days after it was replaced.
    ///
    /// - Returns: With the new secret, to be shown this once; `nil` when none has that name.
    /// - Throws: ``WorkflowError/invalidData(_:)`` while there are as many secrets as there may be; then nothing is changed.
    package func rotate(name: String) async throws(WorkflowError) -> WebhookEndpoint? {
        let (secret, now) = (try newSecret(), clock.now())
        let rotated = try await change(name) { endpoint in
            endpoint.rotate(to: secret, at: now, overlapUntil: now.addingTimeInterval(Self.overlap))
        }
        guard rotated == nil || rotated?.secret == secret else { throw Self.tooManySecrets }
        return rotated
    }

    /// Sends to an endpoint again that was given up; it is told what happened meanwhile, too.
    package func enable(name: String) async throws(WorkflowError) -> WebhookEndpoint? {
        try await change(name) { $0.health.enable() }
    }

    /// What waits for it is not sent any more.
    ///
    /// - Returns: `false` when none has that name.
    package func remove(_ name: String) async throws(WorkflowError) -> Bool {
        do { return try await store.remove(name) } catch { throw WorkflowError(error) }
    }

    /// The newest messages to an endpoint, newest first.
    package func deliveries(
        to endpoint: WebhookEndpoint, limit: Int
    ) async throws(WorkflowError) -> [WebhookDeliveryRecord] {
        do { return try await store.deliveries(endpoint.id, nil, limit) } catch { throw WorkflowError(error) }
    }

    /// Messages to the endpoint that an establishment set up itself, newest first.
    ///
    /// - Parameter place: Of the message after which the page begins; `nil` for the first page.
    /// - Returns: `nil` when there is no such endpoint.
    package func ownDeliveries(
        of siret: SIRET, after place: WebhookDeliveryPlace?, limit: Int
    ) async throws(WorkflowError) -> WebhookDeliveryPage? {
        guard let endpoint = try await own(of: siret) else { return nil }
        do {
            let found = try await store.deliveries(endpoint.id, place, limit + 1)
            return WebhookDeliveryPage(records: Array(found.prefix(limit)), hasMore: found.count > limit)
        } catch { throw WorkflowError(error) }
    }

    /// Sends a message to an establishment's own endpoint once more, with the key that it had.
    ///
    /// - Returns: `nil` when there is no such endpoint, or no such message to it.
    /// - Throws: ``WorkflowError/invalidData(_:)`` when the endpoint was given up, or the message's text is not there any more.
    package func resendOwn(of siret: SIRET, key: String) async throws(WorkflowError) -> WebhookDeliveryRecord? {
        guard let endpoint = try await own(of: siret) else { return nil }
        guard endpoint.health.disabledAt == nil else { throw Self.isDisabled }
        let found: WebhookDeliveryRecord?
        do { found = try await store.resend(endpoint.id, key, clock.now()) } catch { throw WorkflowError(error) }
        guard let record = found else { return nil }
        guard record.state == .waiting else { throw Self.isGone }
        return record
    }

    private func ownName(_ siret: SIRET) -> String { Self.ownPrefix + siret.digits }

    private func change(
        _ name: String, _ body: @escaping @Sendable (inout WebhookEndpoint) -> Void
    ) async throws(WorkflowError) -> WebhookEndpoint? {
        do { return try await store.update(name, body) } catch { throw WorkflowError(error) }
    }

    private func add(
        _ name: String, _ url: String, _ siret: SIRET?, _ events: Set<WebhookEvent>, isEmployers: Bool
    ) async throws(WorkflowError) -> WebhookEndpoint {
        try require(url, isEmployers: isEmployers)
        let endpoint = WebhookEndpoint(
            id: Base64URL.encode(try random(16)), name: name, siret: siret, isOwnedByEmployer: isEmployers,
            createdAt: clock.now(), url: url, events: events, secret: try newSecret(), followedTo: 0)
        do { try await store.add(endpoint) } catch StoreError.headMoved { throw Self.unusableName } catch {
            throw WorkflowError(error)
        }
        return endpoint
    }

    private func require(_ url: String, isEmployers: Bool) throws(WorkflowError) {
        if let fault = fault(url, isEmployers) { throw .invalidData([fault]) }
    }

    private func newSecret() throws(WorkflowError) -> WebhookSecret {
        guard let secret = WebhookSecret(key: try random(WebhookSecret.byteCount)) else {
            throw .unavailable(.randomness)
        }
        return secret
    }

    private func random(_ count: Int) throws(WorkflowError) -> [UInt8] {
        do { return try randomness.bytes(count) } catch { throw .unavailable(.randomness) }
    }
}

// MARK: - Refusals

extension WebhookOffice {
    private static func events(_ names: [String]) throws(WorkflowError) -> Set<WebhookEvent> {
        var events: Set<WebhookEvent> = []
        for name in names {
            guard let event = WebhookEvent(rawValue: name) else { throw unknownEvent }
            events.insert(event)
        }
        return events
    }

    private static let unusableName = WorkflowError.invalidData([
        BilingualText(
            "Donnez au point d’entrée un nom qui n’existe pas encore, de 1 à \(maximumNameLength) caractères, sans "
                + "« \(ownPrefix) » au début.",
            "Give the endpoint a name that is not taken, of 1 to \(maximumNameLength) characters, that does not begin "
                + "with \"\(ownPrefix)\".")
    ])
    private static let unusableSIRET = WorkflowError.invalidData([
        BilingualText(
            "SIRET de 14 chiffres attendu, tel que le répertoire Sirene le donne ; vérifiez la saisie.",
            "Expected a SIRET of 14 digits as the register has it; check what was typed.")
    ])
    private static let tooManySecrets = WorkflowError.invalidData([
        BilingualText(
            "\(WebhookEndpoint.mostSecrets) secrets sont déjà valables ; un autre pourra être fait quand le plus ancien ne le sera plus, "
                + "sept jours après son remplacement. Si l’un d’eux est connu d’un tiers, supprimez le point d’entrée et "
                + "enregistrez-le de nouveau.",
            "\(WebhookEndpoint.mostSecrets) secrets are good already; another can be made when the oldest is not any more, seven days "
                + "after it was replaced. If somebody else knows one of them, remove the endpoint and register it anew."
        )
    ])
    private static let isDisabled = WorkflowError.invalidData([
        BilingualText(
            "Le point d’entrée est désactivé : enregistrez-le de nouveau (PUT), et tout ce qui attend repart.",
            "The endpoint is disabled: put it again, and all that waits leaves.")
    ])
    private static let isGone = WorkflowError.invalidData([
        BilingualText(
            "Le contenu de ce message n’est plus conservé ; demandez l’état de la convention.",
            "The message's content is not kept any more; ask how the convention stands.")
    ])
    private static var unknownEvent: WorkflowError {
        let known = WebhookEvent.allCases.map(\.rawValue).joined(separator: ", ")
        return .invalidData([
            BilingualText("Événement inconnu ; attendu : \(known).", "Unknown event; expected one of: \(known).")
        ])
    }
}
