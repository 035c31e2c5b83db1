package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Begins a convention from data that pass every check.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` when the data, a contact or the order is not acceptable;
    ///   ``WorkflowError/overlapping(_:)`` when another convention of the pupil has some of the days.
    package func draft(_ request: DraftRequest) async throws(WorkflowError) -> ConventionID {
        let checked = try await check(request.data, template: request.template)
        guard let id = ConventionID(randomBytes: try randomBytes(ConventionID.length)) else {
            throw .unavailable(.randomness)
        }
        try await draft(request, checked: checked, as: id)
        return id
    }

    /// Begins several conventions, all of them or none.
    ///
    /// - Returns: Their references, in the order of the requests.
    /// - Throws: ``WorkflowError/invalidData(_:)`` for the first request that is not acceptable; nothing is kept then.
    package func draft(_ requests: [DraftRequest]) async throws(WorkflowError) -> [ConventionID] {
        var changes: [ConventionChange] = []
        for request in requests {
            guard let id = ConventionID(randomBytes: try randomBytes(ConventionID.length)) else {
                throw .unavailable(.randomness)
            }
            changes.append(
                try change(request, checked: try await check(request.data, template: request.template), as: id))
        }
        try await enter(changes, despite: requests.map(\.overlapReason))
        return changes.map(\.convention)
    }

    /// Checks what a draft would be made from, and keeps nothing.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` as ``draft(_:)``.
    package func examine(_ request: DraftRequest) async throws(WorkflowError) {
        guard let id = ConventionID(randomBytes: try randomBytes(ConventionID.length)) else {
            throw .unavailable(.randomness)
        }
        _ = try change(request, checked: try await check(request.data, template: request.template), as: id)
    }

    /// - Throws: ``WorkflowError/Inability/contention`` when there is a convention of that reference.
    func draft(
        _ request: DraftRequest, checked: CheckedConvention, as id: ConventionID
    ) async throws(WorkflowError) {
        try await enter([try change(request, checked: checked, as: id)], despite: [request.overlapReason])
    }

    func change(
        _ request: DraftRequest, checked: CheckedConvention, as id: ConventionID
    ) throws(WorkflowError) -> ConventionChange {
        let order = try signingOrder(
            request.order ?? .preset(settings.signingOrder ?? checked.signingOrder), for: checked.signatories)
        try requireContacts(request.contacts, for: checked.signatories)
        try requireBothParents(checked, parentsDisagree: request.parentsDisagree)
        let data = StoredFile(kind: .data, digest: digest(of: checked.canonicalData), bytes: checked.canonicalData)
        var change = ConventionChange(convention: id, expectedHead: nil, at: now())
        change.events = [.drafted(drafting(of: checked, data: data.digest, order: order))]
        change.files = [data]
        change.contacts = request.contacts
        change.otherContacts = request.otherContacts
        if let kit = request.emergencyKit, let lastDay = CalendarDate(iso8601: checked.outline.lastDay) {
            change.healthSheet = HealthSheet(emergencyKit: kit, lastDay: lastDay)
        }
        return change
    }

    func check(_ data: [UInt8], template: String?) async throws(WorkflowError) -> CheckedConvention {
        do throws(DocumentFactoryError) {
            let checked = try await ports.documents.check(data, template)
            let objections = try await ports.documents.objections(checked.canonicalData)
            guard objections.isEmpty else { throw DocumentFactoryError.invalidData(objections) }
            return checked
        } catch { throw WorkflowError(error) }
    }

    func drafting(
        of checked: CheckedConvention, data: DocumentDigest, order: SigningOrder, follows: FollowedConvention? = nil
    ) -> Drafting {
        Drafting(
            outline: checked.outline, signatories: checked.signatories, organisations: checked.organisations,
            templateIdentifier: checked.templateIdentifier, dataDigest: data, order: order, follows: follows)
    }

    func signingOrder(
        _ choice: DraftRequest.OrderChoice, for signatories: [Signatory]
    ) throws(WorkflowError) -> SigningOrder {
        switch choice {
        case .preset(let preset):
            do { return try SigningOrder(preset, for: signatories) } catch {
                throw .invalidData([
                    BilingualText(
                        "La convention ne nomme aucun signataire, ou deux fois le même.",
                        "The convention names no signatory, or one twice.")
                ])
            }
        case .custom(let order):
            guard Set(order.fieldNames) == Set(signatories.map(\.fieldName)) else {
                throw .invalidData([
                    BilingualText(
                        "L’ordre de signature doit nommer chaque signataire de la convention, et lui seul.",
                        "The signing order has to name each signatory of the convention, and nobody else.")
                ])
            }
            return order
        }
    }

    func requireContacts(
        _ contacts: [String: Contact], for signatories: [Signatory]
    ) throws(WorkflowError) {
        var messages: [BilingualText] = []
        let names = signatories.map(\.fieldName)
        for name in names {
            switch contacts[name].map({ isMailAddress($0.email) }) {
            case nil:
                messages.append(
                    BilingualText(
                        "Il manque l’adresse électronique de « \(name) ».", "The mail address of \(name) is missing."))
            case false?: messages.append(.invalidAddress(of: name))
            case true?: continue
            }
        }
        messages += signatories.compactMap { missingNumber(of: $0, contacts[$0.fieldName]) }
        for name in contacts.keys.sorted() where !names.contains(name) {
            messages.append(
                BilingualText(
                    "« \(name.onOneLine) » n’est pas un signataire de cette convention.",
                    "\(name.onOneLine) is no signatory of this convention."))
        }
        guard messages.isEmpty else { throw .invalidData(messages) }
    }
}

extension ConventionWorkflow {
    /// Who has to get a code by SMS, and cannot.
    private func missingNumber(of signatory: Signatory, _ contact: Contact?) -> BilingualText? {
        guard settings.identification[signatory.role] == .sms, contact?.mobile.flatMap(MobileNumber.init) == nil else {
            return nil
        }
        return BilingualText(
            "Il manque le numéro de mobile de « \(signatory.fieldName) » : l’établissement demande un code par SMS à qui signe en cette "
                + "qualité (settings.json, identification).",
            "The mobile number of \(signatory.fieldName) is missing: the school asks for a code by SMS of who signs in this role "
                + "(settings.json, identification).")
    }
}

extension WorkflowError {
    init(_ error: DocumentFactoryError) {
        switch error {
        case .invalidData(let messages): self = .invalidData(messages)
        case .templateChanged, .failed: self = .unavailable(.rendering)
        }
    }
}

extension BilingualText {
    static func invalidAddress(of fieldName: String) -> BilingualText {
        BilingualText(
            "L’adresse électronique de « \(fieldName) » n’est pas valable.",
            "The mail address of \(fieldName) is not valid.")
    }
}
