import Foundation
import Parties

/// The pupils whom a full demonstration has besides the two classes of every one: made up, each with one representative, and both with a mailbox.
struct DemoPupils {
    /// By the number (UAI) of the school: class, first number, and in each line family name, given name, birthday, representative and kind.
    private static let classes: [(school: String, name: String, first: Int, age: Int, pupils: String)] = [
        (
            DemoSchools.tillion, "2de 1", 3201, 15,
            """
            Mercadier Alice 14/02 Julien PERE
            Nowak Adam 03/05 Agata MERE
            Ouédraogo Inaya 21/09 Salif PERE
            Pelletier Noé 11/12 Céline MERE
            Quentin Lou 06/07 Marc PERE
            Rahmani Sami 28/10 Leïla MERE
            """
        ),
        (
            DemoSchools.tillion, "2de 2", 3221, 15,
            """
            Santoro Giulia 09/01 Paolo PERE
            Toussaint Rose 30/03 Élise MERE
            Ulrich Paul 17/06 Karin MERE
            Vasseur-Ly Émile 25/08 Mai MERE
            Wagner Lina 02/11 Peter PERE
            Yilmaz Deniz 19/04 Ayse MERE
            """
        ),
        (
            DemoSchools.tillion, "2de 3", 3241, 15,
            """
            Abdallah Nadia 12/05 Karima MERE
            Besson Victor 23/01 Laure MERE
            Camara Moussa 08/08 Fanta MERE
            Delorme Jeanne 27/11 Benoît PERE
            Etcheverry Unai 15/03 Maite MERE
            Ferreira Diego 04/10 Ana MERE
            Guillou Maïwenn 20/06 Yann PERE
            Hoarau Kenji 13/02 Marie MERE
            Ibrahim Amira 29/07 Hassan PERE
            Joly Baptiste 07/09 Sophie MERE
            Khelifi Yasmine 18/12 Omar PERE
            Lebrun Clément 01/05 Anne Tutrice
            """
        ),
        (
            DemoSchools.sainteAnne, "3e A", 4101, 14,
            """
            Abgrall Loïc 05/03 Nolwenn MERE
            Bihan Soizic 16/07 Erwan PERE
            Cadiou Malo 22/10 Katell MERE
            Diarra Aïcha 09/05 Mamadou PERE
            Ezan Titouan 30/11 Gwenola MERE
            Floch Nina 12/01 Ronan PERE
            Guéguen Ewen 24/08 Sylvie MERE
            Hamon Zoé 03/06 Pierre PERE
            Izard Lucas 19/09 Nadine MERE
            Jaouen Margot 28/02 Hervé PERE
            Kerbrat Youenn 14/04 Isabelle MERE
            Lagadec Élise 07/12 Tanguy PERE
            Madec Rayan 21/05 Samia MERE
            Nédélec Anna 11/08 Gaël PERE
            """
        ),
        (
            DemoSchools.sainteAnne, "3e B", 4121, 14,
            """
            Oliveira Tiago 02/02 Marta MERE
            Perrot Louise 17/10 Alain PERE
            Quéré Goulven 26/06 Annaïg MERE
            Riou Capucine 08/03 David PERE
            Salaün Mathis 15/11 Florence MERE
            Tran Minh-Anh 29/01 Bao PERE
            Urvoas Jules 10/09 Corinne MERE
            Vigouroux Ambre 05/07 Eric PERE
            Weber Simon 23/04 Judith MERE
            Xavier Lola 18/05 Thierry PERE
            Yvinec Alan 31/08 Marion MERE
            Zerrouki Selma 13/12 Djamila MERE
            Balcon Enzo 06/01 Stéphane PERE
            """
        ),
        (
            DemoSchools.milliat, "3e 1", 5101, 14,
            """
            Adjovi Grâce 25/02 Koffi PERE
            Benmoussa Ilyes 11/06 Nora MERE
            Coulibaly Awa 04/09 Bakary PERE
            Dos-Santos Rafael 20/11 Lucia MERE
            Ergün Elif 08/04 Murat PERE
            Faure Manon 16/10 Valérie MERE
            Gomis Ousmane 27/07 Astou MERE
            Husson Théo 02/03 Nicolas PERE
            Ilunga Merveille 14/12 Chantal MERE
            """
        ),
        (
            DemoSchools.milliat, "4e 1", 5121, 13,
            """
            Jovanovic Luka 19/01 Mila MERE
            Konaté Djeneba 07/05 Adama PERE
            Lopes Ruben 22/08 Teresa MERE
            Mansouri Hana 10/10 Walid PERE
            Nsimba Plamedi 03/03 Ruth MERE
            Olivier Romane 28/06 Gilles PERE
            Popescu Andrei 15/09 Ioana MERE
            Rossignol Tess 12/11 Fabrice PERE
            Sylla Ibrahima 26/04 Mariama MERE
            """
        ),
        (
            DemoSchools.milliat, "4e 3", 5141, 13,
            """
            Tavares Lara 09/02 Nuno PERE
            Umarov Timur 18/07 Zarina MERE
            Vidal Maxence 30/10 Sandra MERE
            Wong Mei 05/05 Li PERE
            Yacoubi Adam 24/12 Fatima MERE
            Zanetti Chiara 13/06 Luca PERE
            Arnaud Sacha 01/09 Christelle MERE
            Bakayoko Fanta 21/03 Issa PERE
            Chevalier Nolan 17/08 Aurélie MERE
            """
        ),
    ]

    /// - Parameters:
    ///   - school: Number (UAI).
    ///   - today: Pupils are as old as their class in the year in which the school year begins.
    /// - Returns: A file as a school's software exports it.
    static func file(of school: String, today: CalendarDate) -> [UInt8] {
        let began = today.month >= 7 ? today.year : today.year - 1
        let rows = classes.filter { $0.school == school }.flatMap { group in
            group.pupils.split(separator: "\n").enumerated().map { place, line in
                row(line.split(separator: " ").map(String.init), group.first + place, began - group.age, group.name)
            }
        }
        return Array((DemoRoster.heading + rows.map { $0 + "\n" }.joined()).utf8)
    }

    private static func row(_ words: [String], _ number: Int, _ year: Int, _ className: String) -> String {
        let (family, given, parent) = (words[0], words[1], words[3])
        return [
            "\(number)", family, given, "\(words[2])/\(year)", className,
            "\(label(given)).\(label(family))@eleve.example", family, parent, words[4],
            "\(label(parent)).\(label(family))@famille.example", "", "", "", "", "",
        ].joined(separator: ";")
    }

    /// Without accents, as a part of an address.
    private static func label(_ name: String) -> String {
        let scalars = name.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
        return String(
            String.UnicodeScalarView(scalars.filter { $0.isASCII && ($0.properties.isAlphabetic || $0 == "-") }))
    }
}
