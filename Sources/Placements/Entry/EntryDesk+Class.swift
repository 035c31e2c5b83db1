import Parties
import Rosters

extension EntryDesk {
    /// Lets a pupil enter who gives the code of the class, name and birthday.
    ///
    /// Tries are counted before anybody looks at them, so that nothing is gained by many at once, and right ones do not count. Who may not try
    /// for now reads the same as who errs, also with the right answer.
    ///
    /// - Parameters:
    ///   - client: Network address; only an authenticator of it is kept, for an hour.
    ///   - former: The visit of the same browser, which ends.
    /// - Throws: ``EntryError/notRecognized`` whatever is wrong.
    package func enter(
        _ claim: PupilClaim, from client: String, leaving former: VisitToken? = nil
    ) async throws(EntryError) -> VisitToken {
        let bounds = bounds(of: claim, from: client)
        guard try await store.countTry(bounds, ports.now()), let pupil = try await ports.pupils.recognize(claim)
        else { throw .notRecognized }
        try await store.forgive(bounds)
        do throws(EntryError) { return try await visit(of: pupil, leaving: former) } catch {
            // Another browser of the same pupil was a moment faster, and has made the record.
            guard error == .expiredLink else { throw error }
            return try await visit(of: pupil, leaving: former)
        }
    }

    private func visit(of pupil: PupilIdentity, leaving former: VisitToken?) async throws(EntryError) -> VisitToken {
        let mark = mark(pupil)
        let known = try await store.marked(mark)
        let time = ports.now()
        let record =
            if let known {
                VisitorRecord(
                    id: known.id, mark: mark, subject: known.subject, createdAt: known.createdAt, lastEnteredAt: time)
            } else { try newRecord(.pupil(pupil), mark: mark, entered: time) }
        return try await begin(.pupil, record.id, record: record, link: nil, leaving: former)
    }

    /// Code and name are the same for the count wherever they are the same for the roster: another way to write them is no other try.
    private func bounds(of claim: PupilClaim, from client: String) -> [EntryTryBound] {
        let typed = ClassCode.typed(claim.classCode)
        // No class has a code of other signs; what somebody makes of them is one.
        let isPossible = typed.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        let code = isPossible ? typed : ""
        let letters = PersonName(given: claim.givenName, family: claim.familyName).letters
        let name = [letters.family, letters.given]
        return [
            EntryTryBound(mark: mark("client", [client]), limit: limits.wrongClaimsPerClient, window: 3_600),
            EntryTryBound(mark: mark("class", [code]), limit: limits.wrongClaimsPerClass, window: 3_600),
            EntryTryBound(mark: mark("name", [code] + name), limit: limits.wrongClaimsPerName, window: 86_400),
        ]
    }
}
