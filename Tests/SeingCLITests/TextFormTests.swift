import ConventionVerification
import PAdESValidation
import Testing

@testable import SeingCLI

@Suite("The width of a text on a terminal")
struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("Été", 3), ("e\u{301}", 1), ("山田", 4), ("한글", 4), ("👩‍👩‍👧", 2), ("Ａ", 2), ("…–", 2), ("ﬁ", 1),
    ])
    func `counts wide characters twice and combining ones not`(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(arguments: ["", "court", "un nom beaucoup trop long pour la colonne", "山田太郎山田太郎山田太郎", "a山b山c山d山e山f山"])
    func `is exactly that of the column, whatever the text`(text: String) {
        for columns in 1...20 {
            #expect(DisplayWidth.of(DisplayWidth.fit(text, columns)) == columns)
            #expect(DisplayWidth.of(DisplayWidth.fit(text, columns, keepsEnd: true)) == columns)
        }
    }

    @Test func `shows that something was cut, and the end of a path`() {
        #expect(DisplayWidth.fit("abcdefgh", 5) == "abcd…")
        #expect(DisplayWidth.fit("dossier/convention-17.pdf", 13, keepsEnd: true) == "dossie…17.pdf")
    }
}

@Suite("A cell for a spreadsheet")
struct CSVCellTests {
    @Test(arguments: [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("+33 1", "'+33 1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"), ("＝1", "'＝1"), ("a=1", "a=1"), ("", ""),
    ])
    func `is no formula`(text: String, cell: String) { #expect(CSVReport.cell(text) == cell) }

    @Test(arguments: [
        ("a;b", "\"a;b\""), ("a\"b", "\"a\"\"b\""), ("=\"a\"", "\"'=\"\"a\"\"\""), ("a\r\nb", "\"a\r\nb\""),
    ])
    func `is quoted when it holds what separates cells`(text: String, cell: String) {
        #expect(CSVReport.cell(text) == cell)
    }
}

@Suite("The moment of --at")
struct ValidationMomentTests {
    /// Computed with GNU date: `TZ=Europe/Paris date -d '…' +%s`.
    @Test(arguments: [
        ("2026-05-12T14:05", 1_778_587_500), ("2026-05-12 14:05:30", 1_778_587_530),
        ("2026-05-12T12:05:00Z", 1_778_587_500),
        ("2026-05-12T14:05+02:00", 1_778_587_500), ("2026-05-12T07:05-05:00", 1_778_587_500),
        ("2026-05-12", 1_778_623_199), ("12/05/2026", 1_778_623_199), ("2026-01-31", 1_769_900_399),
        ("2026-03-29T03:00", 1_774_746_000), ("2026-10-25T12:00", 1_792_926_000),
    ])
    func `is a day's end or an instant in Paris`(text: String, seconds: Int64) throws {
        #expect(try ValidationMoment(argument: text).seconds == seconds)
    }

    @Test(arguments: [
        "", "demain", "2026-02-30", "2026-05-12T", "2026-05-12T25:00", "2026-05-12T14:60", "2026-05-12T14", "12/5/2026",
        "2026-05-12T14:05+99:00", "2026-05-12T14:05:00ZZ", "2026-05-12T14:05:61", "20260512", "2026-05-12T１4:05",
    ])
    func `is refused when it is none`(text: String) {
        #expect(throws: (any Error).self) { try ValidationMoment(argument: text) }
    }

    @Test func `is now on a day that is not over, and stays what it is otherwise`() throws {
        let day = try ValidationMoment(argument: "2026-05-12")
        #expect(day.clamped(now: 1_778_587_500) == 1_778_587_500)
        #expect(day.clamped(now: 1_778_700_000) == day.seconds)
        #expect(day.clamped(now: 1_700_000_000) == day.seconds)
        let instant = try ValidationMoment(argument: "2026-05-12T14:05")
        #expect(instant.clamped(now: 1_778_587_400) == instant.seconds)
    }
}

@Suite("What people read first")
struct PlainTextTests {
    private static let jargon = [
        "DER", "CMS", "PAdES", "SignedData", "octet", "byte", "dictionnaire", "dictionary", "attribut", "attribute",
        "xref",
        "objet", "object ", "empreinte", "digest", "hash", "révision", "revision", "ancre", "anchor", "révoqu", "revok",
        "certificat", "AcroForm", "CRL", "OCSP", "algorithm",
    ]

    @Test(arguments: PlainCause.allCases)
    func `holds no word of the trade`(cause: PlainCause) {
        // They name the file that is missing: that is what to do.
        guard ![.noTrustFolder, .rolesUnknown].contains(cause) else { return }
        for word in Self.jargon {
            #expect(!cause.text.french.contains(word) && !cause.text.english.contains(word), "\(word)")
        }
    }

    @Test func `tells every finding but the lack of a signature`() {
        let silent = FindingCode.allCases.filter { PlainCause($0) == nil }
        #expect(silent == [.noSignature])
    }

    @Test(arguments: CheckRule.allCases)
    func `is in French where the standard's words are asked for`(rule: CheckRule) {
        #expect(rule.text.french != rule.text.english && !rule.source.isEmpty)
    }

    @Test(arguments: ["<b>&\"'</b>", "</td><script>alert(1)</script>"])
    func `is never markup`(text: String) {
        let escaped = HTMLText.escape(text)
        #expect(!escaped.contains { "<>\"'".contains($0) })
    }

    @Test func `shows how far a run came`() {
        #expect(ProgressBar.text(done: 0, total: 300) == "[····················] 0/300")
        #expect(ProgressBar.text(done: 150, total: 300) == "[##########··········] 150/300")
        #expect(ProgressBar.text(done: 300, total: 300) == "[####################] 300/300")
    }
}
