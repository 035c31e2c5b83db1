/// All that a convention says about its one placement: the values of `convention.xml`.
///
/// It holds no e-mail address, no telephone number and nothing about health: what the host needs of that goes into a
/// ``ContactSheet``, which is never signed.
public struct ConventionData: Hashable, Sendable {
    public var document: DocumentKind
    public var pupil: Pupil
    /// None, one or two.
    public var representatives: [LegalRepresentative]
    public var school: School
    public var host: HostOrganisation
    public var placement: Placement
    public var signing: Signing
    /// What one template asks for beyond the values of every convention, in any order, each name once.
    public var supplements: [Supplement]

    public init(
        document: DocumentKind = .convention, pupil: Pupil, representatives: [LegalRepresentative], school: School,
        host: HostOrganisation, placement: Placement, signing: Signing, supplements: [Supplement] = []
    ) {
        self.document = document
        self.supplements = supplements
        self.pupil = pupil
        self.representatives = representatives
        self.school = school
        self.host = host
        self.placement = placement
        self.signing = signing
    }
}

extension ConventionData {
    /// Which document is made from the data; it decides who must sign.
    public enum DocumentKind: String, Hashable, Sendable, CaseIterable {
        case convention
        /// Changes a convention that was signed (*avenant*).
        case amendment
        /// Says after the placement that it was done (*attestation de stage*).
        case attestation
    }

    /// One value that a template declares and the convention's own structure does not know.
    public struct Supplement: Hashable, Sendable {
        /// As the template declares it: letters only.
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The pupil (*élève*) who does the placement.
    public struct Pupil: Hashable, Sendable {
        public var name: PersonName
        public var birthDate: CalendarDate
        public var grade: Grade
        /// « 2de 4 »
        public var className: String
        /// Whether the school knows that the pupil is emancipated (*émancipé*); neither the act nor its reason is kept.
        public var isEmancipated: Bool

        public init(
            name: PersonName, birthDate: CalendarDate, grade: Grade, className: String, isEmancipated: Bool = false
        ) {
            self.name = name
            self.birthDate = birthDate
            self.grade = grade
            self.className = className
            self.isEmancipated = isEmancipated
        }
    }

    /// The classes whose pupils may do an observation placement, and one for the periods of training of vocational schools.
    ///
    /// Source: code du travail, L. 4153-1; code de l'éducation, D. 331-6, D. 332-14, D. 333-3-1.
    public enum Grade: String, Hashable, Sendable, CaseIterable {
        case quatrieme
        case troisieme
        /// *Seconde générale et technologique*.
        case seconde
        /// Any class of the *voie professionnelle*, for templates that are made for it.
        case professionnelle

        /// Those that do an observation placement.
        public static let observing: [Grade] = [.quatrieme, .troisieme, .seconde]
    }

    /// A person who holds parental authority over the pupil, or the guardian (*responsable légal*).
    public struct LegalRepresentative: Hashable, Sendable {
        public var name: PersonName
        /// « Mère », « Père », « Tutrice »
        public var capacity: String

        public init(name: PersonName, capacity: String) {
            self.name = name
            self.capacity = capacity
        }
    }

    /// Where the parties sign, and whose signatures make the convention complete.
    public struct Signing: Hashable, Sendable {
        /// The town of « Fait à … ».
        public var place: String
        /// In the order in which they are listed in the document's data.
        public var required: [RequiredSignature]
        /// Who is asked to sign besides, and for whom nothing waits; nobody unless the school asks for it, here or for all its conventions.
        public var optional: [OptionalSignature]

        public init(place: String, required: [RequiredSignature], optional: [OptionalSignature] = []) {
            self.place = place
            self.required = required
            self.optional = optional
        }
    }

    /// A signature without which the convention is incomplete; the raw value names the signature field.
    public enum RequiredSignature: String, Hashable, Sendable, CaseIterable {
        case student
        case representative1 = "representative-1"
        case representative2 = "representative-2"
        case school
        case employer
    }

    /// A signature that may be given and need not; the raw value names the signature field.
    public enum OptionalSignature: String, Hashable, Sendable, CaseIterable {
        case referentTeacher = "referent-teacher"
        case tutor
    }
}
