public import Parties

/// What a column of a roster says of a pupil; the raw value names it on the command line and where a mapping is kept.
public enum RosterColumn: String, Hashable, Sendable, CaseIterable {
    case reference, familyName, givenName, birthDate, className, grade, isEmancipated, email, telephone
    case guardian1FamilyName, guardian1GivenName, guardian1Capacity, guardian1Email, guardian1Telephone
    case guardian1AcceptsTexts, guardian1SharesAddress
    case guardian2FamilyName, guardian2GivenName, guardian2Capacity, guardian2Email, guardian2Telephone
    case guardian2AcceptsTexts, guardian2SharesAddress

    /// Those without which nothing can be imported.
    public static let required: [RosterColumn] = [.familyName, .givenName, .birthDate, .className]

    /// The columns of the first or second representative.
    public static func guardian(_ number: Int) -> [RosterColumn] {
        allCases.filter { $0.rawValue.hasPrefix("guardian\(number)") }
    }

    public var label: BilingualText {
        switch self {
        case .reference: BilingualText("référence de l’élève dans l’établissement", "the school’s reference")
        case .familyName: BilingualText("nom", "family name")
        case .givenName: BilingualText("prénom", "given name")
        case .birthDate: BilingualText("date de naissance", "date of birth")
        case .className: BilingualText("classe", "class")
        case .grade: BilingualText("niveau", "grade")
        case .isEmancipated: BilingualText("émancipation", "emancipated")
        case .email: BilingualText("adresse électronique", "mail address")
        case .telephone: BilingualText("téléphone", "telephone")
        default: guardianLabel
        }
    }

    private var guardianLabel: BilingualText {
        let number = rawValue.hasPrefix("guardian1") ? 1 : 2
        let (french, english) = Self.guardianWords[String(rawValue.dropFirst("guardian1".count))] ?? ("", "")
        return BilingualText(
            "\(french) du responsable légal \(number)", "\(english) of representative \(number)")
    }

    private static let guardianWords: [String: (String, String)] = [
        "FamilyName": ("nom", "family name"), "GivenName": ("prénom", "given name"),
        "Capacity": ("lien avec l’élève", "relation to the pupil"), "Email": ("adresse électronique", "mail address"),
        "Telephone": ("téléphone", "telephone"), "AcceptsTexts": ("accord pour les SMS", "consent to text messages"),
        "SharesAddress": ("accord pour divulguer l’adresse", "consent to give the address on"),
    ]
}
