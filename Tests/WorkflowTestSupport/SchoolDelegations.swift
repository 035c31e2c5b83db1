import Parties
import Synchronization
package import Workflow

/// A register of delegations in memory, and a convention that a deputy signs.
package final class SchoolDelegations: Sendable {
    private let known = Mutex<[Delegation]>([])

    package init() {}

    package var store: DelegationStore {
        DelegationStore(
            add: { delegation in self.known.withLock { $0.append(delegation) } },
            list: { self.known.withLock { $0 } },
            revoke: { id, time in
                self.known.withLock { known in
                    guard let index = known.firstIndex(where: { $0.id == id && $0.revokedAt == nil }) else {
                        return false
                    }
                    let old = known[index]
                    known[index] = Delegation(
                        id: old.id, school: old.school, holder: old.holder, function: old.function, act: old.act,
                        scope: old.scope, from: old.from, to: old.to, recordedAt: old.recordedAt, revokedAt: time)
                    return true
                }
            })
    }

    /// The usual convention, whose signatory for the school is a deputy.
    package static var sample: SampleConvention {
        SampleConvention(
            signatories: SampleConvention.fourSignatories.map { signatory in
                guard signatory.role == .school else { return signatory }
                return Signatory(
                    fieldName: signatory.fieldName, role: .school, name: signatory.name,
                    capacity: "Proviseure adjointe, par délégation")
            })
    }

    /// Documents whose data say that a deputy signs, in a public school or not.
    package static func documents(isPublic: Bool = true, function: String = "Proviseure adjointe") -> DocumentFactory {
        var documents = PaperDocument.factory(for: sample)
        documents.delegate = { _ throws(DocumentFactoryError) in
            guard let school = UAI("0750654D") else { throw .failed("no such school") }
            return SchoolDelegate(
                school: school, isPublic: isPublic, name: PersonName(given: "Hélène", family: "Roussel"),
                function: function)
        }
        return documents
    }

    /// An act for the deputy of ``sample`` on days of June 2026; the bench begins on the first.
    package static func entry(
        school: String = "0750654D", holder: String = "Hélène Roussel", function: String = "Proviseure adjointe",
        act: String = "Arrêté n° 12", from: Int = 1, to: Int = 30
    ) throws -> DelegationEntry {
        guard let first = CalendarDate(year: 2026, month: 6, day: from),
            let last = CalendarDate(year: 2026, month: 6, day: to)
        else { throw NotInTheMail(what: "day") }
        return DelegationEntry(
            school: school, holder: holder, function: function, act: act, scope: "conventions de stage", from: first,
            to: last)
    }
}
