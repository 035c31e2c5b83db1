/// What the people of one placement need to reach each other: handed over apart, never signed, never embedded.
///
/// It may be corrected without anybody signing again, and erased after the placement while the convention is kept.
public struct ContactSheet: Hashable, Sendable {
    /// Identifier of the convention to which the sheet belongs, once that is issued.
    public var convention: String?
    public var contacts: [Contact]
    /// Health data: present only when the family asked for it to be handed over.
    public var emergencyKit: EmergencyKit?

    public init(convention: String? = nil, contacts: [Contact], emergencyKit: EmergencyKit? = nil) {
        self.convention = convention
        self.contacts = contacts
        self.emergencyKit = emergencyKit
    }

    public struct Contact: Hashable, Sendable {
        public var of: Person
        public var email: String?
        /// E.164: « +33639981234 »
        public var telephone: String?

        public init(of: Person, email: String? = nil, telephone: String? = nil) {
            self.of = of
            self.email = email
            self.telephone = telephone
        }
    }

    /// Whose contact it is; the signatories bear the names of their signature fields.
    public enum Person: String, Hashable, Sendable, CaseIterable {
        case student
        case representative1 = "representative-1"
        case representative2 = "representative-2"
        case school
        case referentTeacher = "referent-teacher"
        case employer
        case tutor
    }

    /// Who brings the emergency kit that an individual health plan (*PAI*) provides for.
    public enum EmergencyKit: String, Hashable, Sendable, CaseIterable { case family, school }
}

extension ContactSheet {
    /// Values that do not fit together.
    public func faults() -> [ConventionFault] {
        contacts.indices.flatMap { index -> [ConventionFault] in
            let path = "contacts/contact[\(index + 1)]"
            let contact = contacts[index]
            var faults: [ConventionFault] = []
            if contacts[..<index].contains(where: { $0.of == contact.of }) {
                faults.append(ConventionFault(.contactTwice, at: "\(path)/of"))
            }
            if contact.email == nil && contact.telephone == nil {
                faults.append(ConventionFault(.contactEmpty, at: path))
            }
            return faults
        }
    }
}
