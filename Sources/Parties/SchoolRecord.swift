/// What a school says of itself once, for all its conventions: who it is, who signs for it, and how it is reached.
public struct SchoolRecord: Hashable, Sendable {
    public var school: ConventionData.School
    /// Of who signs for the school, with a mailbox; of the referent teacher, when there is one.
    public var contacts: [ContactSheet.Contact]
    /// For which kinds of priority offers may be kept for its pupils; empty for most schools.
    public var priority: Set<PriorityEducation>

    public init(
        school: ConventionData.School, contacts: [ContactSheet.Contact], priority: Set<PriorityEducation> = []
    ) {
        self.school = school
        self.contacts = contacts
        self.priority = priority
    }

    /// Those of the school's own people; all others are a matter of each convention.
    public static let persons: [ContactSheet.Person] = [.school, .referentTeacher]

    public func contact(of person: ContactSheet.Person) -> ContactSheet.Contact? {
        contacts.first { $0.of == person }
    }

    /// Where who signs for the school is reached; `nil` only for values that ``faults()`` refuses.
    public var mailbox: MailboxAddress? { contact(of: .school)?.email.flatMap(MailboxAddress.init) }

    /// Values that do not fit together, with paths as the school's file has them.
    public func faults() -> [ConventionFault] {
        school.faults() + ContactSheet(contacts: contacts).faults()
            + (mailbox == nil ? [ConventionFault(.schoolMailboxMissing, at: "contacts")] : [])
    }
}
