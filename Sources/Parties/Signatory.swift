/// A person who has to sign a convention, and in which role.
public struct Signatory: Hashable, Sendable, Codable {
    /// For whom or for what a person signs.
    public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
        /// The pupil (*élève*), who has read and undertakes to respect.
        case student
        /// A legal representative (*responsable légal*), who authorises.
        case representative
        /// The head of school (*chef d'établissement*) or a delegate.
        case school
        /// The host (*organisme d'accueil*).
        case employer
        /// The teacher who follows the pupil (*enseignant référent*), who may sign and need not.
        case teacher
        /// The tutor (*tuteur*) at the host, who may sign and need not.
        case tutor

        /// Whether a convention is complete without the signature of who is asked in this role: never waited for, never missing.
        public var isOptional: Bool {
            switch self {
            case .student, .representative, .school, .employer: false
            case .teacher, .tutor: true
            }
        }

        /// Those whose signatures make a convention complete.
        public static let required = allCases.filter { !$0.isOptional }
    }

    /// Name of the signature field in the document, unique in one convention, without a period:
    /// `student`, `representative-1`, `representative-2`, `school`, `employer`, `referent-teacher`, `tutor`.
    public let fieldName: String
    public let role: Role
    public let name: PersonName
    /// In which capacity the person signs, as printed: « Élève », « Mère », « Proviseure », « Gérant ».
    public let capacity: String

    public init(fieldName: String, role: Role, name: PersonName, capacity: String) {
        self.fieldName = fieldName
        self.role = role
        self.name = name
        self.capacity = capacity
    }

    /// Whether the convention is complete without this signature.
    public var isOptional: Bool { role.isOptional }
}

/// A person's names as he or she writes them, never upper-cased for printing.
public struct PersonName: Hashable, Sendable, Codable {
    public let given: String
    public let family: String

    public init(given: String, family: String) {
        self.given = given
        self.family = family
    }

    /// « Awa Diallo »
    public var full: String { given.isEmpty ? family : family.isEmpty ? given : "\(given) \(family)" }
}
