import Offers
import OpenSSLBridge
package import Parties
package import Rosters

package import struct Foundation.Date

/// The use cases of a school's roster: look at a file, take it, list, remove, and print what a class enters with.
package struct RosterDesk: Sendable {
    let store: RosterStore
    let now: @Sendable () -> Date
    /// Today where the school is.
    let today: @Sendable () -> CalendarDate
    /// From the system's generator; throws ``RosterError/store(_:)`` when it gives none.
    let random: @Sendable (Int) throws(RosterError) -> [UInt8]

    package init(
        store: RosterStore, now: @escaping @Sendable () -> Date, today: @escaping @Sendable () -> CalendarDate,
        random: @escaping @Sendable (Int) throws(RosterError) -> [UInt8]
    ) {
        self.store = store
        self.now = now
        self.today = today
        self.random = random
    }

    // MARK: Importing

    /// What an import of a file would do; nothing is changed.
    ///
    /// - Parameter mapping: What is mapped now, beside what the school has mapped before.
    /// - Throws: ``RosterError/faults(_:)`` when the file cannot be read as a roster at all; other faults are in the preview.
    package func preview(
        _ bytes: [UInt8], of school: UAI, mapping: [String: RosterColumn?] = [:]
    ) async throws(RosterError) -> RosterPreview {
        let roster = try await roster(of: school)
        var known = roster.mapping
        for (heading, column) in mapping { known[heading] = column }
        let file: RosterFile
        do throws(RosterRefusal) { file = try RosterFile(bytes, mapping: known, today: today()) } catch {
            throw .faults(error.faults)
        }
        return RosterPreview(file, of: bytes, roster)
    }

    /// Takes a file that was looked at, all of it or nothing.
    ///
    /// - Parameters:
    ///   - token: That of the preview: it names the file, how its columns were read and the state of the roster.
    ///   - marksLeft: Whether those who are not in the file have left.
    /// - Returns: What was done.
    /// - Throws: ``RosterError/faults(_:)`` for a file with any; ``RosterError/lookAgain`` when the preview was of something else.
    package func take(
        _ bytes: [UInt8], of school: UAI, mapping: [String: RosterColumn?] = [:], token: String, marksLeft: Bool
    ) async throws(RosterError) -> RosterPreview {
        let preview = try await preview(bytes, of: school, mapping: mapping)
        guard preview.comparison.faults.isEmpty else { throw .faults(preview.comparison.faults) }
        guard preview.token == token else { throw .lookAgain }
        var commit = RosterCommit(school: school, expectedVersion: preview.version)
        commit.mapping = preview.mapping
        commit.saved = try saved(by: preview, marksLeft: marksLeft)
        do throws(OfferStoreError) { try await store.commit(commit) } catch { throw RosterError(error) }
        return preview
    }

    private func saved(by preview: RosterPreview, marksLeft: Bool) throws(RosterError) -> [StoredPupil] {
        let comparison = preview.comparison
        let year = SchoolYear(containing: today()).start
        let known = Dictionary(preview.known.map { ($0.pupil.reference, $0) }) { first, _ in first }
        func seen(_ pupil: Pupil) -> StoredPupil {
            StoredPupil(
                pupil: pupil, isReferenceMade: known[pupil.reference]?.isReferenceMade ?? false, schoolYear: year)
        }
        var saved = comparison.changed.map { seen($0.pupil) }
        // Nothing is written of who is as before, but that a file of this year named him or her.
        saved += comparison.unchanged.filter { known[$0.reference]?.schoolYear != year }.map(seen)
        for addition in comparison.added {
            let reference = if let given = addition.reference { given } else { try madeReference() }
            saved.append(
                StoredPupil(
                    pupil: Pupil(reference: reference, details: addition.details),
                    isReferenceMade: addition.reference == nil, schoolYear: year))
        }
        guard marksLeft else { return saved }
        return saved
            + comparison.missing.compactMap { pupil in
                known[pupil.reference].map { stored in
                    var stored = stored
                    stored.leftOn = today()
                    return stored
                }
            }
    }

    /// Sixty bits, so that none is made twice.
    private func madeReference() throws(RosterError) -> PupilReference {
        guard let reference = PupilReference("s-" + (try letters(12))) else {
            preconditionFailure("a reference that is made has letters and digits")
        }
        return reference
    }

    private func letters(_ count: Int) throws(RosterError) -> String {
        String(try random(count).prefix(count).map { OfferID.alphabet[Int($0 & 0x1F)] })
    }

    // MARK: Reading and removing

    package func roster(of school: UAI) async throws(RosterError) -> StoredRoster {
        do throws(OfferStoreError) { return try await store.roster(school) } catch { throw RosterError(error) }
    }

    /// Schools that have a roster.
    package func schools() async throws(RosterError) -> [UAI] {
        do throws(OfferStoreError) { return try await store.schools() } catch { throw RosterError(error) }
    }

    /// A pupil with all that the roster says; `nil` for who has left.
    package func pupil(_ identity: PupilIdentity) async throws(RosterError) -> Pupil? {
        try await storedPupil(identity)?.pupil
    }

    /// The same, with what the school has said beside it.
    package func storedPupil(_ identity: PupilIdentity) async throws(RosterError) -> StoredPupil? {
        do throws(OfferStoreError) {
            return try await store.find(identity).flatMap { $0.leftOn == nil ? $0 : nil }
        } catch {
            throw RosterError(error)
        }
    }

    /// Erases what the roster says of a pupil.
    package func remove(_ identity: PupilIdentity) async throws(RosterError) {
        let roster = try await roster(of: identity.school)
        guard roster.pupils.contains(where: { $0.pupil.reference == identity.reference }) else { throw .unknownPupil }
        var commit = RosterCommit(school: identity.school, expectedVersion: roster.version)
        commit.removed = [identity.reference]
        do throws(OfferStoreError) { try await store.commit(commit) } catch { throw RosterError(error) }
    }

    /// Erases, or only counts, pupils whom no file has named for long enough.
    ///
    /// - Parameter months: After 31 August of the school year in which a file last named the pupil.
    package func purge(months: Int, removes: Bool) async throws(RosterError) -> Int {
        let today = today()
        // Kept is, in month m of a year, the school year whose August is at most so many months ago.
        let count = today.year * 12 + today.month - 1 - months
        // The last August that ended before.
        let ended = (count - 8) / 12
        do throws(OfferStoreError) { return try await store.purge(ended, removes) } catch { throw RosterError(error) }
    }

    // MARK: Finding who enters

    /// Pupils who, or one of whose representatives, have a mailbox; of every school.
    package func pupils(of mailbox: MailboxAddress) async throws(RosterError) -> [RosterMatch] {
        do throws(OfferStoreError) { return try await store.atMailbox(mailbox) } catch { throw RosterError(error) }
    }

    /// Pupils whom a mailbox lets in as themselves; of every school. Of one who is closed to the family, none that is a representative's too.
    package func pupilsThemselves(at mailbox: MailboxAddress) async throws(RosterError) -> [RosterMatch] {
        let all = try await pupils(of: mailbox)
        return all.filter { match in
            match.holder == .pupil
                && !(match.isClosedToFamily && all.contains { $0.identity == match.identity && $0.holder != .pupil })
        }
    }

    /// Minors one of whose legal representatives has a mailbox and may follow them, each once, in the order of their names; of every school.
    ///
    /// Nobody represents who is of age or emancipated. A mailbox of more children than a family has is that of an institution, and is of none.
    package func minors(of mailbox: MailboxAddress) async throws(RosterError) -> [RosterMatch] {
        var seen: Set<PupilIdentity> = []
        // Both representatives may have one mailbox.
        let children = try await pupils(of: mailbox).filter { match in
            match.holder != .pupil && seen.insert(match.identity).inserted
        }
        // All count, so that to close one of an institution's children opens none of the others.
        guard children.count <= Self.childrenOfOneMailbox else { return [] }
        let day = today()
        let minors = children.filter { match in
            let details = match.pupil.details
            return !match.isClosedToFamily && !details.isEmancipated && !details.isAdult(on: day)
        }
        return minors.sorted { left, right in
            let names = (left.pupil.details.name.letters.given, right.pupil.details.name.letters.given)
            return (names.0, left.school.text, left.pupil.reference.text)
                < (names.1, right.school.text, right.pupil.reference.text)
        }
    }

    private static let childrenOfOneMailbox = 8

    /// Everybody on a roster of any school with these names and this date of birth, with those who left and are still kept.
    package func pupils(
        named name: PersonName, birthDate: CalendarDate
    ) async throws(RosterError) -> [(school: UAI, pupil: StoredPupil)] {
        do throws(OfferStoreError) {
            var found: [(school: UAI, pupil: StoredPupil)] = []
            for school in try await store.schools() {
                found += try await store.named(school, PupilKey(name, birthDate)).map { (school, $0) }
            }
            return found
        } catch { throw RosterError(error) }
    }

    /// The one pupil of the class with this code, these names and this date of birth; `nil` whatever of it is wrong, and when two fit.
    package func pupil(
        classCode: String, name: PersonName, birthDate: CalendarDate
    ) async throws(RosterError) -> PupilIdentity? {
        do throws(OfferStoreError) {
            guard let found = try await store.classOfCode(ClassCode.typed(classCode)) else { return nil }
            let pupils = try await store.named(found.school, PupilKey(name, birthDate)).filter {
                $0.leftOn == nil && $0.pupil.details.className == found.className
            }
            guard pupils.count == 1, let pupil = pupils.first?.pupil else { return nil }
            return PupilIdentity(school: found.school, reference: pupil.reference)
        } catch { throw RosterError(error) }
    }

    /// Codes of a school's classes, or of one, made where there is none yet.
    ///
    /// - Parameter renews: Whether to make new ones; the former enter nobody from then on.
    /// - Throws: ``RosterError/unknownClass`` when nobody is in the class.
    package func classCodes(
        of school: UAI, className: String? = nil, renews: Bool = false
    ) async throws(RosterError) -> [ClassCode] {
        let classes = Set(try await roster(of: school).present.map(\.details.className))
        if let className, !classes.contains(className) { throw .unknownClass }
        let wanted = className.map { [$0] } ?? classes.sorted()
        let known = Dictionary(try await codes(of: school).map { ($0.className, $0) }) { first, _ in first }
        var codes: [ClassCode] = []
        for name in wanted {
            if !renews, let code = known[name] {
                codes.append(code)
                continue
            }
            let code = ClassCode(school: school, className: name, code: try letters(ClassCode.length), madeAt: now())
            do throws(OfferStoreError) { codes.append(try await store.setClassCode(code, renews)) } catch {
                throw RosterError(error)
            }
        }
        return codes
    }

    private func codes(of school: UAI) async throws(RosterError) -> [ClassCode] {
        do throws(OfferStoreError) { return try await store.classCodes(school) } catch { throw RosterError(error) }
    }
}

/// What was looked at before an import.
package struct RosterPreview: Hashable, Sendable {
    package let comparison: RosterComparison
    /// Rows of pupils in grades that do no placement.
    package let passedOver: Int
    /// Headings of columns that are not read.
    package let unread: [String]
    package let mapping: ColumnMapping
    /// Names the file, how its columns were read and the state of the roster.
    package let token: String
    let version: Int
    let known: [StoredPupil]

    init(_ file: RosterFile, of bytes: [UInt8], _ roster: StoredRoster) {
        comparison = RosterComparison(
            file, with: roster.pupils.map(\.pupil),
            left: Set(roster.pupils.filter { $0.leftOn != nil }.map(\.pupil.reference)),
            own: Set(roster.pupils.filter(\.isReferenceMade).map(\.pupil.reference)))
        passedOver = file.passedOver
        unread = file.unread
        mapping = file.mapping
        version = roster.version
        known = roster.pupils
        let columns = file.mapping.columns.map { "\($0.key)=\($0.value?.rawValue ?? "-")" }.sorted()
        let seen = bytes + Array("\n\(roster.version)\n\(columns.joined(separator: "\n"))".utf8)
        token = DigestAlgorithm.sha256.digest(seen).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
