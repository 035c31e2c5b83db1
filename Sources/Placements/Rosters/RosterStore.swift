package import Parties
package import Rosters

package import struct Foundation.Date

/// What the use cases need of whatever keeps schools' rosters.
///
/// Each call is whole and durable when it returns, or as if it had not begun.
package struct RosterStore: Sendable {
    /// A school's pupils, in the order of their names; an empty roster of a school that has none.
    package var roster: @Sendable (UAI) async throws(OfferStoreError) -> StoredRoster
    /// Schools that have a roster.
    package var schools: @Sendable () async throws(OfferStoreError) -> [UAI]
    package var find: @Sendable (PupilIdentity) async throws(OfferStoreError) -> StoredPupil?
    /// Pupils of any school who, or one of whose representatives, have a mailbox.
    package var atMailbox: @Sendable (MailboxAddress) async throws(OfferStoreError) -> [RosterMatch]
    /// Pupils of a school with names and date of birth, however the names are written.
    package var named: @Sendable (UAI, PupilKey) async throws(OfferStoreError) -> [StoredPupil]
    /// Writes all of it, or nothing when the roster is not of the expected version any more.
    package var commit: @Sendable (RosterCommit) async throws(OfferStoreError) -> Void
    package var classCodes: @Sendable (UAI) async throws(OfferStoreError) -> [ClassCode]
    /// Which class a code is of.
    package var classOfCode: @Sendable (_ code: String) async throws(OfferStoreError) -> ClassCode?
    /// Keeps the code of a class that has none; a new one takes the place of the former only when it is renewed. Gives the one that is kept then, which
    /// is somebody else's when two ask at once.
    package var setClassCode: @Sendable (ClassCode, _ renews: Bool) async throws(OfferStoreError) -> ClassCode
    /// Removes pupils who were last seen before a school year, and codes of schools with nobody left; how many pupils those are.
    package var purge: @Sendable (_ before: Int, _ removes: Bool) async throws(OfferStoreError) -> Int

    package init(
        roster: @escaping @Sendable (UAI) async throws(OfferStoreError) -> StoredRoster,
        schools: @escaping @Sendable () async throws(OfferStoreError) -> [UAI],
        find: @escaping @Sendable (PupilIdentity) async throws(OfferStoreError) -> StoredPupil?,
        atMailbox: @escaping @Sendable (MailboxAddress) async throws(OfferStoreError) -> [RosterMatch],
        named: @escaping @Sendable (UAI, PupilKey) async throws(OfferStoreError) -> [StoredPupil],
        commit: @escaping @Sendable (RosterCommit) async throws(OfferStoreError) -> Void,
        classCodes: @escaping @Sendable (UAI) async throws(OfferStoreError) -> [ClassCode],
        classOfCode: @escaping @Sendable (String) async throws(OfferStoreError) -> ClassCode?,
        setClassCode: @escaping @Sendable (ClassCode, Bool) async throws(OfferStoreError) -> ClassCode,
        purge: @escaping @Sendable (Int, Bool) async throws(OfferStoreError) -> Int
    ) {
        self.roster = roster
        self.schools = schools
        self.find = find
        self.atMailbox = atMailbox
        self.named = named
        self.commit = commit
        self.classCodes = classCodes
        self.classOfCode = classOfCode
        self.setClassCode = setClassCode
        self.purge = purge
    }
}

/// A school's roster as it is kept.
package struct StoredRoster: Hashable, Sendable {
    /// Number of changes; the next one names it.
    package let version: Int
    package let mapping: ColumnMapping
    /// With those who left, as long as they are kept.
    package let pupils: [StoredPupil]

    package init(version: Int, mapping: ColumnMapping, pupils: [StoredPupil]) {
        self.version = version
        self.mapping = mapping
        self.pupils = pupils
    }

    package static let empty = StoredRoster(version: 0, mapping: ColumnMapping(), pupils: [])

    /// Those who are at the school.
    package var present: [Pupil] { pupils.filter { $0.leftOn == nil }.map(\.pupil) }
}

/// A pupil as he or she is kept.
package struct StoredPupil: Hashable, Sendable {
    package var pupil: Pupil
    /// Whether the reference was made here, for want of one in the school's file.
    package let isReferenceMade: Bool
    /// The beginning of the school year in which a file last named the pupil.
    package var schoolYear: Int
    /// `nil` for who is at the school.
    package var leftOn: CalendarDate?
    /// No file knows of it, and none changes it.
    package var dispensation: Dispensation?
    /// Whether the school keeps the family from following. No file knows of it, and none changes it.
    package var isClosedToFamily = false
    /// Who said so last, either way.
    package var familyAct: FamilyAct?

    /// The pupil's own mailbox is that of a legal representative.
    package var isMailboxShared: Bool {
        guard let own = pupil.details.email?.text.lowercased() else { return false }
        return pupil.details.guardians.contains { $0.email?.text.lowercased() == own }
    }

    package init(pupil: Pupil, isReferenceMade: Bool, schoolYear: Int, leftOn: CalendarDate? = nil) {
        self.pupil = pupil
        self.isReferenceMade = isReferenceMade
        self.schoolYear = schoolYear
        self.leftOn = leftOn
    }
}

/// A pupil found by a mailbox.
package struct RosterMatch: Hashable, Sendable {
    package enum Holder: Int, Hashable, Sendable {
        case pupil, guardian1, guardian2
    }

    package let school: UAI
    package let pupil: Pupil
    /// Whose mailbox it is.
    package let holder: Holder
    /// Whether the school keeps the family from following.
    package let isClosedToFamily: Bool

    package init(school: UAI, pupil: Pupil, holder: Holder, isClosedToFamily: Bool = false) {
        self.school = school
        self.pupil = pupil
        self.holder = holder
        self.isClosedToFamily = isClosedToFamily
    }

    package var identity: PupilIdentity { PupilIdentity(school: school, reference: pupil.reference) }
}

/// What one use case changes of a school's roster.
package struct RosterCommit: Sendable {
    package let school: UAI
    package let expectedVersion: Int
    /// `nil` leaves what is remembered.
    package var mapping: ColumnMapping?
    /// New ones, and known ones as they are from now on.
    package var saved: [StoredPupil] = []
    /// Those whose data go at once.
    package var removed: [PupilReference] = []

    package init(school: UAI, expectedVersion: Int) {
        self.school = school
        self.expectedVersion = expectedVersion
    }
}

/// What a pupil of a class enters with beside name and date of birth; the school prints it, and makes a new one when it got about.
package struct ClassCode: Hashable, Sendable {
    package let school: UAI
    package let className: String
    /// Eight characters without letters that are misread: « k7wd3m9q ».
    package let code: String
    package let madeAt: Date

    package static let length = 8

    package init(school: UAI, className: String, code: String, madeAt: Date) {
        self.school = school
        self.className = className
        self.code = code
        self.madeAt = madeAt
    }

    /// As it is printed: « k7wd-3m9q ».
    package var printed: String { "\(code.prefix(4))-\(code.dropFirst(4))" }

    /// A code as somebody typed it, with capitals, spaces or a hyphen.
    package static func typed(_ text: String) -> String {
        text.lowercased().filter { !$0.isWhitespace && $0 != "-" }
    }
}

/// Why a use case of rosters did not do what it was asked; carries nothing of anybody.
package enum RosterError: Error, Hashable, Sendable {
    /// What is wrong with the file; nothing of it was taken.
    case faults([RosterFault])
    /// The file or the roster is not the one that was looked at.
    case lookAgain
    case unknownPupil
    case unknownClass
    case store(OfferStoreError)

    init(_ error: OfferStoreError) { self = error == .changedMeanwhile ? .lookAgain : .store(error) }
}
