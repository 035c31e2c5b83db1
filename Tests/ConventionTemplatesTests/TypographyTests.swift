import Parties
import Testing
import Typesetting

@testable import ConventionTemplates

@Suite("French typography")
struct TypographyTests {
    /// In the expectations ~ stands for the space that does not break, _ for the narrow one.
    private static func spelled(_ text: String) -> String {
        text.replacing("\u{A0}", with: "~").replacing("\u{202F}", with: "_")
    }

    @Test(arguments: [
        ("Qui ? Moi ! Oui ; non : rien", "Qui_? Moi_! Oui_; non_: rien"),
        ("« Bonjour »", "«_Bonjour_»"), ("«Bonjour»", "«_Bonjour_»"), ("« Bonjour » !", "«_Bonjour_»_!"),
        ("l'élève d'Inès", "l’élève d’Inès"), ("'a'", "'a’"),
        ("à 09:30", "à 09:30"), ("https://example.org?x", "https://example.org?x"),
        ("n° 96-248", "n°~96-248"), ("(n° 5)", "(n°~5)"), ("article L. 124-1, D. 331-1", "article~L.~124-1, D.~331-1"),
        ("l’art. 5", "l’art.~5"), ("M. Roy et Mme Roy", "M.~Roy et Mme~Roy"),
        ("de 9 h 30 à 17 h.", "de 9~h~30 à 17~h."), ("30 min", "30~min"), ("12 €, 5 %", "12~€, 5_%"),
        ("le 14 juin 2027", "le 14~juin~2027"), ("le 1er juin, le 3 rue", "le 1er~juin, le 3 rue"),
        ("45 juin", "45 juin"),
        ("  a \n\t b  ", "a b"), ("", ""), ("12 habitants", "12 habitants"),
        ("94999 Valmont", "94999~Valmont"), ("5 Lilas, 9499 Valmont", "5 Lilas, 9499 Valmont"),
        ("35 heures, 12 ans, 3 jours", "35~heures, 12~ans, 3~jours"),
        ("2de 12, 3e GT, 4e car", "2de~12, 3e~GT, 4e car"),
        ("1er septembre 2026", "1er~septembre~2026"), ("en septembre 20", "en septembre 20"),
        ("J. Roy et J.-P. Roy", "J.~Roy et J.-P.~Roy"), ("Pr Roy, Me Roy", "Pr~Roy, Me~Roy"),
        ("fin. Il a", "fin. Il a"), ("l’article 6, les articles 1366", "l’article~6, les articles~1366"),
        ("(2de 4), 3e B ; 4e et", "(2de~4), 3e~B_; 4e et"), ("a »", "a_»"), ("«", "«"),
    ])
    func `sets spaces and apostrophes`(typed: String, printed: String) {
        #expect(Self.spelled(FrenchTypography.set(typed)) == printed)
    }

    @Test(arguments: ["Qui ? Moi !", "« a » : b", "n° 5 ; 9 h 30", "l'an 5 %"])
    func `changes nothing in what it has set`(typed: String) {
        let once = FrenchTypography.set(typed)
        #expect(FrenchTypography.set(once) == once)
    }

    @Test func `sees across runs of different style`() {
        let runs = FrenchTypography.set([
            Inline("Observer", .bold), Inline(" : voir "), Inline(" n°"), Inline(" 5", .italic),
        ])
        #expect(runs.map(\.style) == [.bold, .regular, .italic])
        #expect(Self.spelled(runs.map(\.text).joined(separator: "|")) == "Observer|_: voir n°|~5")
    }

    @Test(arguments: [
        ("2027-06-14", ValueFormat.standard, "14~juin~2027"), ("2027-06-01", .standard, "1er~juin~2027"),
        ("2027-08-01", .weekday, "dimanche 1er~août~2027"), ("2027-02-03", .numeric, "03/02/2027"),
        ("2026-12-18", .weekday, "vendredi 18~décembre~2026"),
    ])
    func `writes dates`(date: String, format: ValueFormat, printed: String) throws {
        let date = try #require(CalendarDate(iso8601: date))
        #expect(Self.spelled(FrenchFormat.date(date, format)) == printed)
    }

    @Test(arguments: [("09:00", "9~h"), ("09:05", "9~h~05"), ("17:30", "17~h~30"), ("00:00", "0~h")])
    func `writes times`(time: String, printed: String) throws {
        #expect(Self.spelled(FrenchFormat.time(try #require(TimeOfDay(iso8601: time)))) == printed)
    }

    @Test(arguments: [(420, "7~h"), (390, "6~h~30"), (45, "45~min"), (4200, "70~h"), (65, "1~h~05")])
    func `writes durations`(minutes: Int, printed: String) {
        #expect(Self.spelled(FrenchFormat.duration(minutes)) == printed)
    }

    @Test func `groups the digits of a SIRET`() throws {
        #expect(Self.spelled(FrenchFormat.siret(try #require(SIRET("99900001100018")))) == "999~000~011~00018")
    }

    @Test(arguments: [("Gérante", "gérante"), ("PDG", "PDG"), ("L’une", "L’une"), ("Économe", "économe"), ("À", "À")])
    func `begins a capacity with a small letter inside a sentence`(text: String, printed: String) {
        #expect(FrenchFormat.text(.text(text), .inText) == printed)
    }
}
