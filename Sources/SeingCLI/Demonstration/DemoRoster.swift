import Parties

/// The pupils of a demonstration: two classes of seconde, as the file that a school's software exports.
struct DemoRoster {
    /// The calendar year in which most of them were born.
    let birthYear: Int

    /// - Parameter today: Pupils of seconde are fifteen in the year in which it begins.
    init(today: CalendarDate) { birthYear = (today.month >= 7 ? today.year : today.year - 1) - 15 }

    static let classes = ["2de 1", "2de 2"]

    /// Who enters with the code of the first class; pupil and family have mailboxes, so that a place becomes a convention.
    var example: (given: String, family: String, birthDate: CalendarDate?) {
        ("Yanis", "Aubert", CalendarDate(year: birthYear, month: 3, day: 12))
    }

    var file: [UInt8] { Array((Self.heading + rows.map { $0 + "\n" }.joined()).utf8) }

    static let heading =
        [
            "N° élève", "Nom", "Prénom", "Né(e) le", "Classe", "Courriel élève", "Responsable 1 Nom",
            "Responsable 1 Prénom",
            "Lien responsable 1", "Mail responsable 1", "Tél responsable 1", "Responsable 2 Nom",
            "Responsable 2 Prénom",
            "Lien responsable 2", "Mail responsable 2",
        ].joined(separator: ";") + "\n"

    private var rows: [String] {
        let (year, classes) = (birthYear, Self.classes)
        return [
            "3101;Aubert;Yanis;12/03/\(year);\(classes[0]);yanis.aubert@eleve.example;Aubert;Karine;MERE;karine.aubert@famille.example;0639981101;;;;",
            "3102;Bellanger;Chloé;25/06/\(year);\(classes[0]);chloe.bellanger@eleve.example;Bellanger;Marc;PERE;marc.bellanger@famille.example;;;;;",
            "3103;Cissé;Fatou;02/09/\(year);\(classes[0]);fatou.cisse@eleve.example;Cissé;Aminata;MERE;aminata.cisse@famille.example;0639981103;Cissé;Ibrahim;PERE;ibrahim.cisse@famille.example",
            "3104;Durand;Léo;17/11/\(year);\(classes[0]);leo.durand@eleve.example;Morel;Sandrine;MERE;sandrine.morel@famille.example;;Durand;Éric;PERE;eric.durand@famille.example",
            "3105;Esteves;Inês;08/01/\(year);\(classes[0]);ines.esteves@eleve.example;Esteves;Rui;PERE;rui.esteves@famille.example;;;;;",
            "3106;Fournier;Maël;30/04/\(year);\(classes[0]);mael.fournier@eleve.example;Fournier;Lise;MERE;lise.fournier@famille.example;;;;;",
            "3107;Garnier;Jade;19/07/\(year);\(classes[1]);jade.garnier@eleve.example;Garnier;Paul;PERE;paul.garnier@famille.example;;;;;",
            "3108;Haddad;Nour;05/10/\(year);\(classes[1]);nour.haddad@eleve.example;Haddad;Rima;MERE;rima.haddad@famille.example;0639981108;;;;",
            "3109;Jacquet;Tom;21/02/\(year);\(classes[1]);tom.jacquet@eleve.example;Jacquet;Anne;Tutrice;anne.jacquet@famille.example;;;;;",
            "3110;Kowalski;Zofia;14/05/\(year);\(classes[1]);zofia.kowalski@eleve.example;Kowalski;Ewa;MERE;ewa.kowalski@famille.example;;;;;",
            "3111;Lambert;Hugo;27/08/\(year - 1);\(classes[1]);hugo.lambert@eleve.example;Lambert;Julie;MERE;julie.lambert@famille.example;;;;;",
            "3112;N’Guyen;Linh;03/12/\(year);\(classes[1]);;N’Guyen;Thi;MERE;thi.nguyen@famille.example;0639981112;;;;",
        ]
    }
}
