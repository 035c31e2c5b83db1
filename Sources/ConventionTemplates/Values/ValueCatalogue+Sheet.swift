import Parties

extension ValueCatalogue {
    /// The name under which templates of sheets find what only they may print.
    static let sheetName = "sheet"

    /// Known in templates of sheets alone: no signed document can name anybody's address.
    static let sheet = RecordDescription<SheetContext>([
        .record("reader", reader) { $0.reader },
        .list("people", person, count: 0...ContactSheet.Person.allCases.count) { $0.people },
        .optionalChoice("emergencyKit") { $0.emergencyKit },
    ])

    private static let reader = RecordDescription<SheetContext.Reader>([
        .choice("role") { $0.role },
        .text("name") { $0.name },
    ])

    private static let person = RecordDescription<SheetContext.Person>([
        .choice("place") { $0.of },
        .text("name") { $0.name },
        .text("capacity") { $0.capacity },
        .optionalTelephone("telephone") { $0.telephone },
        .optionalEmail("email") { $0.email },
    ])
}

extension Signatory.Role: FrenchLabelled {
    var frenchLabel: String {
        switch self {
        case .student: "élève"
        case .representative: "famille"
        case .school: "établissement scolaire"
        case .employer: "organisme d’accueil"
        case .teacher: "enseignant référent"
        case .tutor: "tuteur"
        }
    }
}

extension ContactSheet.Person: FrenchLabelled {
    var frenchLabel: String {
        switch self {
        case .student: "élève"
        case .representative1, .representative2: "responsable légal"
        case .school: "établissement scolaire"
        case .referentTeacher: "enseignant référent"
        case .employer: "organisme d’accueil"
        case .tutor: "tuteur"
        }
    }
}

extension ContactSheet.EmergencyKit: FrenchLabelled {
    var frenchLabel: String {
        switch self {
        case .family: "la famille"
        case .school: "l’établissement scolaire"
        }
    }
}
