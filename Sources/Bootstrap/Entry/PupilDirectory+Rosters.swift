import Parties
package import Placements
import Rosters

extension PupilDirectory {
    /// Pupils of the schools' rosters; a mailbox of a guardian lets no pupil in, and one of a pupil no family.
    package static func rosters(_ desk: RosterDesk) -> PupilDirectory {
        PupilDirectory(
            atMailbox: { email throws(EntryError) in
                guard let mailbox = MailboxAddress(email) else { return [] }
                do throws(RosterError) {
                    return try await desk.pupilsThemselves(at: mailbox).map(Entry.init)
                } catch { throw .unavailable("rosters") }
            },
            recognize: { claim throws(EntryError) in
                do throws(RosterError) {
                    return try await desk.pupil(
                        classCode: claim.classCode,
                        name: PersonName(given: claim.givenName, family: claim.familyName), birthDate: claim.birthDate)
                } catch { throw .unavailable("rosters") }
            },
            isEnrolled: { pupil throws(EntryError) in
                do throws(RosterError) { return try await desk.pupil(pupil) != nil } catch {
                    throw .unavailable("rosters")
                }
            },
            ofRepresentative: { email throws(EntryError) in
                guard let mailbox = MailboxAddress(email) else { return [] }
                do throws(RosterError) { return try await desk.minors(of: mailbox).map(Entry.init) } catch {
                    throw .unavailable("rosters")
                }
            })
    }
}

extension PupilDirectory.Entry {
    fileprivate init(_ match: RosterMatch) {
        self.init(pupil: match.identity, givenName: match.pupil.details.name.given)
    }
}
