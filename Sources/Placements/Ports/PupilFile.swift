package import Parties

/// What the school's register of its pupils says of one of them: read when a placement becomes a convention, and not kept with the application.
package struct PupilFile: Sendable {
    /// `nil` when the school has no such pupil, or not any more; throws ``HandOverProblem`` for what else keeps a convention from being begun.
    package var find: @Sendable (PupilIdentity) async throws -> PupilRecord?

    package init(find: @escaping @Sendable (PupilIdentity) async throws -> PupilRecord?) {
        self.find = find
    }

    /// Knows nobody.
    package static let none = PupilFile { _ in nil }
}

/// A pupil with the family and the school, as a convention names them.
package struct PupilRecord: Hashable, Sendable {
    package var name: PersonName
    package var birthDate: CalendarDate
    package var grade: ConventionData.Grade
    package var className: String
    package var email: MailboxAddress?
    package var phone: PhoneNumber?
    package var isEmancipated = false
    /// Legal representatives are told nothing by the service alone.
    package var isClosedToFamily = false
    /// The pupil's own mailbox is a representative's too.
    package var isMailboxShared = false
    /// The first one signs.
    package var representatives: [Representative]
    package var school: ConventionData.School
    /// Where who signs for the school is reached.
    package var schoolEmail: MailboxAddress
    package var schoolPhone: PhoneNumber?
    package var referentTeacherEmail: MailboxAddress?
    package var referentTeacherPhone: PhoneNumber?

    package struct Representative: Hashable, Sendable {
        package var name: PersonName
        /// « Mère », « Tuteur légal »
        package var capacity: String
        package var email: MailboxAddress?
        package var phone: PhoneNumber?

        package init(
            name: PersonName, capacity: String, email: MailboxAddress? = nil, phone: PhoneNumber? = nil
        ) {
            self.name = name
            self.capacity = capacity
            self.email = email
            self.phone = phone
        }
    }

    package init(
        name: PersonName, birthDate: CalendarDate, grade: ConventionData.Grade, className: String,
        email: MailboxAddress? = nil, representatives: [Representative], school: ConventionData.School,
        schoolEmail: MailboxAddress
    ) {
        self.name = name
        self.birthDate = birthDate
        self.grade = grade
        self.className = className
        self.email = email
        self.representatives = representatives
        self.school = school
        self.schoolEmail = schoolEmail
    }
}
