/// What the people of one placement need to reach each other: handed over apart, never signed, never embedded.
///
/// It may be corrected without anybody signing again, and erased after the placement while the convention is kept.
public struct ContactSheet: Hashable, Sendable {
    /// Identifier of the convention to which the sheet belongs, once that is issued.
    public var convention: String?
    public var contacts: [Contact]
    /// What the school knows of the parents among themselves; for the school alone, kept nowhere, and without a reason.
    public var parents: Parents?
    /// Health data: present only when the family asked for it to be handed over.
    public var emergencyKit: EmergencyKit?

    public init(
        convention: String? = nil, contacts: [Contact], parents: Parents? = nil, emergencyKit: EmergencyKit? = nil
    ) {
        self.parents = parents
        self.convention = convention
        self.contacts = contacts
        self.emergencyKit = emergencyKit
    }

    public struct Contact: Hashable, Sendable {
        public var of: Person
        public var email: String?
        /// E.164: « +33639981234 »
        public var telephone: String?
        /// Whether a representative who does not sign is told of the convention; by default he or she is.
        ///
        /// For the school alone: no copy of a sheet shows it, and why it is so is kept nowhere.
        public var notice: Notice?

        public init(of: Person, email: String? = nil, telephone: String? = nil, notice: Notice? = nil) {
            self.notice = notice
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

        /// Whether it is a legal representative, who may sign or not.
        public var isRepresentative: Bool { self == .representative1 || self == .representative2 }
    }

    /// That the parents are known to disagree: then one does not sign for both.
    ///
    /// Source: code civil, 372-2.
    public enum Parents: String, Hashable, Sendable, CaseIterable { case disagree }

    /// What the school's file says of telling a parent who does not sign.
    public enum Notice: String, Hashable, Sendable, CaseIterable { case allowed, forbidden }

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
            if contact.notice != nil && !contact.of.isRepresentative {
                faults.append(ConventionFault(.noticeOfNoParent, at: "\(path)/notice"))
            }
            return faults
        }
    }
}
