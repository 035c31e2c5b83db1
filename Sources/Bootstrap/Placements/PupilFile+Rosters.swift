import Parties
package import Placements
import Rosters

extension PupilFile {
    /// Pupils and families of the schools' rosters, with what each school says of itself.
    ///
    /// - Parameter concern: Told of a school's file that cannot be read; its pupils wait as those of a school without one.
    package static func rosters(
        _ desk: RosterDesk, _ schools: SchoolRegister, concern: @escaping @Sendable (SchoolFileFault) -> Void
    ) -> PupilFile {
        PupilFile { identity in
            let stored: StoredPupil
            do throws(RosterError) {
                guard let found = try await desk.storedPupil(identity) else { return nil }
                stored = found
            } catch { throw HandOverProblem.unavailable }
            let record: SchoolRecord?
            do throws(SchoolFileFault) { record = try schools.record(of: identity.school) } catch {
                concern(error)
                throw HandOverProblem.schoolUnknown
            }
            guard let record, var known = PupilRecord(stored.pupil.details, of: record) else {
                throw HandOverProblem.schoolUnknown
            }
            (known.isClosedToFamily, known.isMailboxShared) = (stored.isClosedToFamily, stored.isMailboxShared)
            return known
        }
    }
}

extension PupilRecord {
    /// - Returns: `nil` when nobody who signs for the school can be reached.
    init?(_ details: PupilDetails, of record: SchoolRecord) {
        guard let mailbox = record.mailbox else { return nil }
        self.init(
            name: details.name, birthDate: details.birthDate, grade: details.grade, className: details.className,
            email: details.email,
            representatives: details.guardians.map { guardian in
                Representative(
                    name: guardian.name, capacity: guardian.capacity, email: guardian.email,
                    phone: guardian.numberForTexts)
            }, school: record.school, schoolEmail: mailbox)
        isEmancipated = details.isEmancipated
        phone = details.telephone
        schoolPhone = record.contact(of: .school)?.telephone.flatMap(PhoneNumber.init)
        let teacher = record.contact(of: .referentTeacher)
        referentTeacherEmail = teacher?.email.flatMap(MailboxAddress.init)
        referentTeacherPhone = teacher?.telephone.flatMap(PhoneNumber.init)
    }
}

extension SchoolMailboxes {
    /// Where a school is told of a danger: what the operator named for it, otherwise who signs for it.
    static func known(_ named: [UAI: [MailboxAddress]], _ schools: SchoolRegister) -> SchoolMailboxes {
        SchoolMailboxes { school in
            if let addresses = named[school] { return addresses }
            // A file that cannot be read is told of where it is needed whole; here nobody's address is known.
            return (try? schools.record(of: school))?.mailbox.map { [$0] } ?? []
        }
    }
}
