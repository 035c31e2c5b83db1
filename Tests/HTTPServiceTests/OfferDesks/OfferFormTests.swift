import Offers
import Parties
import Testing

@testable import HTTPService

@Suite("The form of an offer")
struct OfferFormTests {
    /// Everything that an offer can say.
    private func fullOffers() throws -> [Offer] {
        let audiences: [OfferAudience] = [
            .everyone, .priority([.rep, .qpv]), .schools([try #require(UAI("0750654D"))]),
        ]
        let kinds: [Employer.Kind] = [
            .business, .association, .ministry(name: "Culture"), .localAuthority(name: "Ville d’Arcueil"),
        ]
        let saturday = try #require(TimeOfDay(iso8601: "08:30"))
        let noon = try #require(TimeOfDay(iso8601: "12:00"))
        return try audiences.flatMap { audience in
            try kinds.map { kind in
                try OffersAtWork.offer("Jardinage") { offer in
                    offer.audience = audience
                    offer.posting.employer.kind = kind
                    offer.posting.employer.naf = NAFCode("81.30Z", edition: .of2025)
                    offer.posting.grades = [.troisieme, .seconde]
                    offer.posting.periods = [
                        OfferedPeriod(.firstHalf(year: 2027), places: 4),
                        OfferedPeriod(OffersAtWork.week(11), places: 2),
                    ].sorted { $0.period.formText < $1.period.formText }
                    offer.posting.sites.append(
                        OfferSite(
                            address: PostalAddress(
                                street: "1 rue Basse", complement: "Hangar 2", postalCode: "94000", city: "Créteil")))
                    offer.posting.hours.slots[6] = [ConventionData.TimeSlot(from: saturday, to: noon)]
                    offer.posting.accessibility = OfferAccessibility(
                        features: [.wheelchair, .understanding], note: "Une rampe à l’entrée")
                    offer.posting.isRemote = true
                }
            }
        }
    }

    /// Rule: no field of an offer is out of reach of the form, and none is lost by an edit that changes another.
    @Test func `an offer that is read from its own form is the same offer`() throws {
        for offer in try fullOffers() {
            let reading = OfferForm(offer).reading()
            var read = try #require(reading.offer, "\(reading.problems)")
            read.posting.periods.sort { $0.period.formText < $1.period.formText }
            #expect(read == offer)
        }
    }

    @Test func `a form that is sent and shown again is the same form`() throws {
        for offer in try fullOffers() {
            let form = OfferForm(offer)
            let body = ServiceUnderTest.form(form.values).utf8
            var sent = OfferForm(try FormFields(Array(body), maximumCount: OfferForm.maximumFieldCount))
            sent.siteCount = form.siteCount
            #expect(sent == form)
        }
    }

    @Test func `an empty form lacks what every draft has, and nothing else keeps it from being a draft`() {
        let problems = OfferForm().reading().problems.map(\.field)
        #expect(problems == ["siret", "sorte", "secteur", "taille", "contact-courriel"])
        let form = filled(["siret", "sorte", "secteur", "taille", "contact-courriel"])
        #expect(form.reading().offer != nil)
        let lacking = Set(form.reading().submissionProblems(.standard).map(\.field))
        #expect(
            lacking == [
                "titre", "raison-sociale", "taches", "contact-prenom", "contact-nom", "contact-qualite", "classes",
                "periodes", "lieu-1-voie", "horaires",
            ])
    }

    /// The sample form with some fields alone.
    private func filled(_ names: [String]) -> OfferForm {
        var form = OfferForm()
        for name in names { form[name] = DesksAtWork.form()[name] ?? "" }
        return form
    }

    private func form(_ changes: [String: String]) throws -> OfferForm {
        let fields = DesksAtWork.form(changes)
        return OfferForm(
            try FormFields(
                Array(ServiceUnderTest.form(fields).utf8), maximumCount: OfferForm.maximumFieldCount))
    }

    @Test(arguments: [
        ("siret", "123", "siret"), ("siret", "3560000000004O", "siret"), ("sorte", "x", "sorte"),
        ("secteur", "x", "secteur"), ("taille", "x", "taille"), ("naf", "boulangerie", "naf"),
        ("contact-courriel", "paule", "contact-courriel"), ("contact-telephone", "12", "contact-telephone"),
        ("places-2027-S11", "deux", "places-2027-S11"), ("places-2027-S11", "-1", "places-2027-S11"),
        ("places-2027-S11", "99999", "places-2027-S11"), ("jour-2-1-de", "9", "jour-2"),
        ("jour-1-1-a", "", "jour-1"), ("jour-1-1-a", "08:00", "jour-1"),
    ])
    func `what cannot be read is told beside its field, alone`(name: String, value: String, field: String) throws {
        var changes = ["memes-horaires": "", name: value]
        if name == "jour-2-1-de" { changes["jour-2-1-a"] = "10:00" }
        // Without another period, and without other hours, nothing is left that could be read.
        if field.hasPrefix("places-") { changes["places-2027-S12"] = "" }
        if field == "jour-1" { changes.merge(["jour-1-2-de": "", "jour-1-2-a": ""]) { $1 } }
        let reading = try form(changes).reading()
        #expect(reading.offer == nil)
        #expect(reading.submissionProblems(.standard).map(\.field) == [field])
    }

    @Test(arguments: [
        ("titre", "", "titre"), ("titre", String(repeating: "a", count: 121), "titre"),
        ("titre", "Appelez le 06 39 98 12 34", "titre"), ("taches", "paule@jardins.example", "taches"),
        ("conditions", "Voir paule@jardins.example", "conditions"), ("accessibilite", "a\u{202E}b", "accessibilite"),
        ("raison-sociale", "", "raison-sociale"), ("contact-qualite", "", "contact-qualite"),
        ("lieu-1-voie", "", "lieu-1-voie"), ("lieu-1-code-postal", "9411", "lieu-1-code-postal"),
        ("lieu-2-commune", String(repeating: "a", count: 101), "lieu-2-commune"),
        ("classe-seconde", "oui", "periodes"), ("places-2de-2027", "3", "periodes"),
        ("places-2027-S11", "201", "places-2027-S11"), ("jour-1-2-a", "19:00", "jour-1"),
        ("reservee", "prioritaire", "reservee"), ("reservee", "etablissements", "etablissements"),
        ("etablissements", "0750654E", "etablissements"),
    ])
    func `what an offer may not say is told beside its field`(name: String, value: String, field: String) throws {
        var changes = [name: value]
        if name == "lieu-2-commune" {
            changes.merge(["lieu-2-voie": "1 rue Basse", "lieu-2-code-postal": "94000"]) { $1 }
        }
        if name == "etablissements" { changes["reservee"] = "etablissements" }
        let fields = Set(try form(changes).reading().submissionProblems(.standard).map(\.field))
        #expect(fields.contains(field), "\(fields)")
    }

    @Test func `of a public body the ministry or authority is asked for`() throws {
        for kind in ["etat", "collectivite"] {
            #expect(try form(["sorte": kind]).reading().submissionProblems(.standard).map(\.field) == ["rattachement"])
            let named = try form(["sorte": kind, "rattachement": "Ville d’Arcueil"])
            #expect(named.reading().submissionProblems(.standard).isEmpty)
        }
    }

    @Test func `a place in the middle may be emptied, and what is wrong with a later one is told there`() throws {
        let reading = try form(["lieux": "3", "lieu-3-voie": "5 rue Haute"]).reading()
        #expect(reading.siteNumbers == [1, 3] && reading.provisional.posting.sites.count == 2)
        let fields = reading.submissionProblems(.standard).map(\.field)
        #expect(Set(fields) == ["lieu-3-code-postal", "lieu-3-commune"])
    }

    @Test func `the same hours go to days from Monday to Friday that have none`() throws {
        let hours = try form(["jour-3-1-de": "10:00", "jour-3-1-a": "12:00"]).reading().provisional.posting.hours
        #expect(Set(hours.slots.keys) == [1, 2, 3, 4, 5] && hours.slots[3]?.count == 1 && hours.slots[5]?.count == 2)
        let alone = try form(["memes-horaires": ""]).reading().provisional.posting.hours
        #expect(Set(alone.slots.keys) == [1])
    }

    @Test(arguments: [("9h", "09:00"), ("9 h 30", "09:30"), ("09:05", "09:05"), ("9:00", "09:00"), ("17H", "17:00")])
    func `hours are read as people write them`(typed: String, time: String) {
        #expect(TimeOfDay(typed: typed)?.iso8601 == time)
    }

    @Test(arguments: ["", "9", "9h3", "25h", "0900", "9:00:00", "neuf"])
    func `what is no hour is none`(typed: String) { #expect(TimeOfDay(typed: typed) == nil) }

    @Test func `a form knows its own fields and no other, and as many places as there may be`() throws {
        let fields = try FormFields(Array("autre=x&places-x=1&places-2027-S99=1&lieux=99&lieu-9-voie=x".utf8))
        #expect(OfferForm(fields).values.keys.sorted() == ["lieux"])
        #expect(OfferForm(fields).siteCount == OfferFault.maximumSites)
    }
}
