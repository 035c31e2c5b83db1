package import ConventionDomain

/// What became of one convention of many.
package struct SignedItem<Value: Hashable & Sendable>: Hashable, Sendable {
    package let convention: ConventionID
    package let result: Result<Value, WorkflowError>

    package init(_ convention: ConventionID, _ result: Result<Value, WorkflowError>) {
        self.convention = convention
        self.result = result
    }
}

/// One convention of many, and what is asked of it.
package struct SigningItem<Request: Hashable & Sendable>: Hashable, Sendable {
    package let convention: ConventionID
    package let request: Request

    package init(_ convention: ConventionID, _ request: Request) {
        self.convention = convention
        self.request = request
    }
}

extension SigningSoftware {
    /// Conventions of one request: their signatures in base64 fit into the body of the next.
    package static let largestNumber = 50
    /// Signatures made side by side.
    private static let width = 4

    /// Begins signatures with the signatory's own certificate, one session a convention.
    ///
    /// - Parameter items: Each convention once; two sessions of one convention would end each other.
    /// - Returns: In the order of the items.
    /// - Throws: ``WorkflowError/ownCertificate(_:)`` when the key was not let sign, or the school takes no such signatures.
    package func start(
        _ items: [SigningItem<OwnSignatureStart>], by holder: SigningKeyHolder
    ) async throws(WorkflowError) -> [SignedItem<OwnSignatureSession>] {
        try await each(items, by: holder) { grant, request throws(WorkflowError) in
            try await workflow.startOwnSignature(by: grant, request)
        }
    }

    /// Ends sessions with the values that the signatory's key has made. Repeated with the same key and values it gives the same results,
    /// and tries again what failed.
    ///
    /// - Returns: In the order of the items.
    /// - Throws: As ``start(_:by:)``.
    package func complete(
        _ items: [SigningItem<OwnSignatureValue>], by holder: SigningKeyHolder
    ) async throws(WorkflowError) -> [SignedItem<CountersignatureResult>] {
        try await each(items, by: holder) { grant, request throws(WorkflowError) in
            try await workflow.completeOwnSignature(by: grant, request)
        }
    }

    /// Signs with the service's certificate for the representative whom an employer's key names. Repeated, as ``complete(_:by:)``.
    ///
    /// - Returns: In the order of the items.
    /// - Throws: ``OwnCertificateRefusal/keyMayNotSign``.
    package func countersign(
        _ items: [SigningItem<CountersignatureRequest>], by key: EmployerKeyRecord
    ) async throws(WorkflowError) -> [SignedItem<CountersignatureOutcome>] {
        try await each(items, by: .employer(key)) { grant, request throws(WorkflowError) in
            try await workflow.countersign(by: grant, request)
        }
    }

    private func each<Request: Hashable & Sendable, Value: Hashable & Sendable>(
        _ items: [SigningItem<Request>], by holder: SigningKeyHolder,
        _ act: @escaping @Sendable (OpenedGrant, Request) async throws(WorkflowError) -> Value
    ) async throws(WorkflowError) -> [SignedItem<Value>] {
        try require(holder)
        var results: [Int: SignedItem<Value>] = [:]
        await withTaskGroup(of: (Int, SignedItem<Value>).self) { group in
            var rest = items.enumerated().makeIterator()
            func start() {
                guard let (place, item) = rest.next() else { return }
                group.addTask {
                    do throws(WorkflowError) {
                        let value = try await act(try await open(item.convention, by: holder), item.request)
                        return (place, SignedItem(item.convention, .success(value)))
                    } catch { return (place, SignedItem(item.convention, .failure(error))) }
                }
            }
            for _ in 0..<Self.width { start() }
            while let (place, item) = await group.next() {
                results[place] = item
                start()
            }
        }
        return items.indices.compactMap { results[$0] }
    }
}
