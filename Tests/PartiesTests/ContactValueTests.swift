import Parties
import Testing

@Suite("PhoneNumber")
struct PhoneNumberTests {
    @Test(arguments: [
        ("06 39 98 34 56", "+33639983456"), ("0612345678", "+33612345678"), ("06.12.34.56.78", "+33612345678"),
        ("06-12-34-56-78", "+33612345678"), ("06\u{A0}12\u{202F}34 56 78", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "+33612345678"), ("+33(0)612345678", "+33612345678"),
        ("+330612345678", "+33612345678"), ("0033612345678", "+33612345678"), ("00330612345678", "+33612345678"),
        ("+33612345678", "+33612345678"), ("01 99 00 11 01", "+33199001101"),
        // Overseas
        ("0692 12 34 56", "+262692123456"), ("0693123456", "+262693123456"), ("0262123456", "+262262123456"),
        ("0269123456", "+262269123456"), ("0639 01 23 45", "+262639012345"), ("0690123456", "+590690123456"),
        ("0691123456", "+590691123456"), ("0590123456", "+590590123456"), ("0694123456", "+594694123456"),
        ("0594123456", "+594594123456"), ("0696123456", "+596696123456"), ("0697123456", "+596697123456"),
        ("0596123456", "+596596123456"), ("+2620692123456", "+262692123456"), ("+262 (0)692 12 34 56", "+262692123456"),
        ("+33692123456", "+262692123456"), ("+330692123456", "+262692123456"), ("+508 41 12 34", "+508411234"),
        ("+689 87 12 34 56", "+68987123456"), ("+687 75 12 34", "+687751234"),
        // Abroad
        ("+32 470 12 34 56", "+32470123456"), ("00 49 30 1234567", "+49301234567"),
        ("+1 (514) 555-0199", "+15145550199"),
    ])
    func `brings every usual way of writing into one`(text: String, e164: String) {
        #expect(PhoneNumber(text)?.e164 == e164)
    }

    @Test(arguments: [
        "", "+", "0", "06 12 34 56 7", "06 12 34 56 78 9", "6 12 34 56 78", "+33 6 12 34 56 7", "+33 0 612345678 1",
        "+3306123456789", "06 12 34 56 7O", "tel: 0612345678", "0612345678 ou 0698765432", "++33612345678",
        "33+612345678", "+0612345678", "0000000000", "+123456", "+1234567890123456", "٠٦١٢٣٤٥٦٧٨", "06\n12345678",
        "+33612345678;ext=1", "112", "+262692", "+2626921234567", "0412\u{202E}345678",
    ])
    func `refuses what is no number`(text: String) { #expect(PhoneNumber(text) == nil) }

    @Test func `leaves a number that it made as it is`() {
        for prefix in 1...9 {
            for number in stride(from: 0, to: 100_000_000, by: 1_234_567) {
                let digits = String(number)
                let text = "0\(prefix)" + String(repeating: "0", count: 8 - digits.count) + digits
                guard let made = PhoneNumber(text) else {
                    Issue.record("\(text) is refused")
                    continue
                }
                #expect(PhoneNumber(made.e164) == made, "\(text)")
            }
        }
    }
}

@Suite("MailboxAddress")
struct EmailAddressTests {
    @Test(arguments: [
        "a@b.fr", "ce.0990011z@ac-creteil.fr", "prenom.nom+stage@sous.domaine.example", "o'brien@x.example",
        "a@xn--caf-dma.example", "A@B.FR",
    ])
    func `accepts plain addresses`(text: String) { #expect(MailboxAddress(text)?.text == text) }

    @Test(arguments: [
        "", "a", "a@", "@b.fr", "a@b", "a@b@c.fr", "a b@c.fr", "a@b.fr\r\nBcc: x@y.fr", "a@b.fr\n", "a,b@c.fr",
        "<a@b.fr>", "\"a\"@b.fr", "a@-b.fr", "a@b-.fr", "a@b..fr", ".a@b.fr", "a.@b.fr", "a..b@c.fr", "a@127.0.0.1",
        "a@[127.0.0.1]", "é@b.fr", "a\u{0}@b.fr", "a@b_c.fr", "a(b)@c.fr", "a;b@c.fr",
    ])
    func `refuses what could be more than one address, or none`(text: String) {
        #expect(MailboxAddress.problem(in: text)?.code == .notAnEMailAddress)
    }

    @Test(arguments: ["a@café.example", "a@пример.example"])
    func `asks for the technical form of other domains`(text: String) {
        #expect(MailboxAddress.problem(in: text)?.code == .domainNotASCII)
    }

    @Test func `knows the bounds`() {
        let local = String(repeating: "a", count: 64)
        let label = String(repeating: "b", count: 63)
        #expect(MailboxAddress("\(local)@\(label).fr") != nil)
        #expect(MailboxAddress("a\(local)@\(label).fr") == nil)
        #expect(MailboxAddress("a@b\(label).fr") == nil)
        #expect(MailboxAddress("\(local)@\(label).\(label).\(label).fr") == nil)
    }
}

@Suite("NAFCode")
struct NAFCodeTests {
    @Test(arguments: [("62.01Z", "62.01Z"), ("6201Z", "62.01Z"), ("56.30Z", "56.30Z")])
    func `is kept as the register prints it`(text: String, code: String) {
        #expect(NAFCode(text, edition: .revision2)?.code == code)
    }

    @Test(arguments: ["", "62.01", "62.01z", "620.1Z", "62.01ZZ", "6201 Z", "A201Z", "62,01Z", "٦٢٠١Z", "62.0.1Z"])
    func `refuses other forms`(text: String) { #expect(NAFCode(text, edition: .of2025) == nil) }
}

@Suite("Postal codes")
struct PostalCodeTests {
    @Test(arguments: ["20000", "20137", "97150", "98800", "01000", "99000"])
    func `have five digits, in Corsica and overseas too`(code: String) throws {
        var data = try sampleConvention()
        data.host.address.postalCode = code
        #expect(data.coherenceFaults() == [])
    }

    @Test func `leave CEDEX to the town`() throws {
        var data = try sampleConvention()
        data.host.address.city = "Essai CEDEX 9"
        #expect(data.coherenceFaults() == [])
        data.host.address.postalCode = "99000 CEDEX"
        let fault = try #require(data.coherenceFaults().first)
        #expect(fault.code == .notAPostalCode)
        #expect(fault.text(in: .french).contains("CEDEX s’écrit après la commune"))
    }

    @Test(arguments: ["00100", "2A000", "2B200", "9900O", "９９０００"])
    func `refuse what is no code`(code: String) throws {
        var data = try sampleConvention()
        data.school.address.postalCode = code
        #expect(data.coherenceFaults().map(\.code) == [.notAPostalCode])
    }
}
