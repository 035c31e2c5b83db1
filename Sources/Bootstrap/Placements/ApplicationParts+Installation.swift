import Applications
package import HTTPService
import Offers
import Parties
import Persistence
package import Placements
import Rosters
package import Workflow

extension Installation {
    /// The pages of applications.
    ///
    /// - Parameter pupils: Knows what a school is called; where it does not, its number (UAI) stands for the name.
    package func applicationParts(
        clock: WallClock = .system, pupils: PupilFile
    ) -> ApplicationParts {
        let (zone, rosters) = (workflow.settings.timeZone, rosterDesk(clock: clock))
        let reader = offerReader
        return ApplicationParts(
            desk: applicationDesk(clock: clock),
            pupil: { identity throws(PlacementError) in
                let own: OfferReader
                do throws(OfferStoreError) { own = try await reader(identity.school) } catch { throw .store(error) }
                return try await ApplyingPupil.of(identity, rosters, pupils, own)
            }, today: { zone.day(of: clock.now()) }, calendar: calendar)
    }

    /// As whom pupils of a school see offers: without what the school has blocked, with what is kept for its kind.
    var offerReader: @Sendable (UAI) async throws(OfferStoreError) -> OfferReader {
        let (schools, hosts) = (schoolRegister, store.hostStore)
        return { school throws(OfferStoreError) in
            var reader = schools.reader(of: school)
            reader.blocked = try await hosts.blocked(school)
            return reader
        }
    }
}

extension ApplyingPupil {
    /// By the roster, which knows the pupil, and the file, which knows the school.
    fileprivate static func of(
        _ identity: PupilIdentity, _ rosters: RosterDesk, _ file: PupilFile, _ reader: OfferReader
    ) async throws(PlacementError) -> ApplyingPupil? {
        let found: (name: PersonName, grade: ConventionData.Grade, className: String)?
        do throws(RosterError) {
            found = try await rosters.pupil(identity).map { ($0.details.name, $0.details.grade, $0.details.className) }
        } catch { throw .store(.unavailable("rosters")) }
        guard let found else { return nil }
        let school: ConventionData.School?
        do { school = try await file.find(identity)?.school } catch HandOverProblem.schoolUnknown { school = nil } catch
        {
            throw .store(.unavailable("pupils"))
        }
        return ApplyingPupil(
            applicant: Applicant(
                reference: identity.reference, name: found.name, grade: found.grade, className: found.className,
                school: identity.school, schoolName: school?.name ?? "Établissement \(identity.school.text)",
                schoolCity: school?.address.city ?? ""),
            reader: reader)
    }
}

extension SchoolRegister {
    /// Which offers pupils of a school may see. A school whose file cannot be read has no priority until it can: its pupils see less, and nothing that
    /// was kept for others.
    fileprivate func reader(of school: UAI) -> OfferReader {
        OfferReader(school: school, priority: (try? record(of: school))?.priority ?? [])
    }
}
