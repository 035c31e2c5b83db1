extension ConventionData {
    /// The school (*établissement*) where the pupil is enrolled.
    public struct School: Hashable, Sendable {
        public var name: String
        public var uai: UAI
        public var address: PostalAddress
        public var status: SchoolStatus
        public var head: HeadOfSchool
        /// The teacher who follows the pupil during the placement, when already appointed.
        public var referentTeacher: ReferentTeacher?
        /// Day on which the board of a public school authorised its head to conclude such conventions.
        ///
        /// Source: code de l'éducation, R. 421-20.
        public var boardDeliberation: CalendarDate?

        public init(
            name: String, uai: UAI, address: PostalAddress, status: SchoolStatus, head: HeadOfSchool,
            referentTeacher: ReferentTeacher? = nil, boardDeliberation: CalendarDate? = nil
        ) {
            self.name = name
            self.uai = uai
            self.address = address
            self.status = status
            self.head = head
            self.referentTeacher = referentTeacher
            self.boardDeliberation = boardDeliberation
        }
    }

    public enum SchoolStatus: String, Hashable, Sendable, CaseIterable {
        case `public`
        /// *Privé sous contrat*.
        case privateUnderContract = "private-under-contract"
        /// *Privé hors contrat*.
        case privateWithoutContract = "private-without-contract"
    }

    /// The head of school (*chef d'établissement*), or who signs by delegation.
    public struct HeadOfSchool: Hashable, Sendable {
        public var name: PersonName
        /// « Proviseure », « Principal adjoint »
        public var capacity: String
        /// The written delegation under which a deputy signs: « délégation du 1er septembre 2026 ».
        public var delegation: String?

        public init(name: PersonName, capacity: String, delegation: String? = nil) {
            self.name = name
            self.capacity = capacity
            self.delegation = delegation
        }

        /// « Proviseure », or « Principal adjoint, par délégation »
        public var signingCapacity: String { delegation == nil ? capacity : "\(capacity), par délégation" }
    }

    /// The teacher (*enseignant référent*) who follows the pupil.
    public struct ReferentTeacher: Hashable, Sendable {
        public var name: PersonName
        /// Subject taught: « mathématiques ».
        public var subject: String?

        public init(name: PersonName, subject: String? = nil) {
            self.name = name
            self.subject = subject
        }
    }
}
