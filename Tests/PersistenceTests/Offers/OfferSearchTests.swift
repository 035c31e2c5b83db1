import Foundation
import GRDB
import Offers
import Parties
import Placements
import TestSupport
import Testing

@testable import Persistence

@Suite("Search of offers")
struct OfferSearchTests {
    private let bench: OfferBench

    init() throws { bench = try OfferBench() }

    // MARK: Against a search that looks at everything

    /// Puts random offers in, in every state, and takes some of their places.
    private func fill(_ count: Int, _ offers: inout RandomOffers) async throws {
        for _ in 0..<count {
            let (id, offer, state) = (OfferBench.id(), offers.offer(), offers.state())
            let entry = OfferEntry(.drafted, by: .employer, at: OfferBench.now)
            try await bench.store.commit(
                OfferChange(
                    id: id, owner: OfferBench.owner, expectedVersion: 0, offer: offer, entries: [entry], state: state))
            for period in offer.posting.periods where Int.random(in: 0..<3, using: &offers.random) == 0 {
                let step = PlaceCount(.take, id: id, period: period.period, at: OfferBench.now)
                _ = try await bench.store.count(step)
            }
        }
    }

    private func reference() async throws -> ReferenceSearch {
        let key = bench.test.store.key
        let entries = try await bench.test.store.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM offer JOIN offerIndex ON offerIndex.offer = offer.number").map {
                row in
                ReferenceSearch.Entry(try StoredOffer(row, key: key, in: db), OfferSeat(number: row["seat"]))
            }
        }
        let campaign = try #require(try await bench.store.campaign(SchoolYear(start: 2026)))
        return ReferenceSearch(entries: entries, campaign: campaign)
    }

    private func allPages(_ query: OfferQuery) async throws -> [OfferHit] {
        var (query, hits) = (query, [OfferHit]())
        repeat {
            let page = try await bench.desk.search.page(query)
            hits += page.hits
            guard page.hasMore else { return hits }
            query.page += 1
        } while true
    }

    @Test(arguments: [UInt64.random(in: 0...UInt64.max), 1])
    func `the index finds what a look at every offer finds, in the same order`(seed: UInt64) async throws {
        try await bench.openCampaign([.troisieme, .seconde])
        var offers = RandomOffers(random: SeededGenerator(seed: seed))
        try await fill(250, &offers)
        var found = 0
        for round in 0..<3 {
            if round == 2 { try await bench.test.store.rebuildOfferIndex() }
            let reference = try await reference()
            let listed = try await listedCount()
            #expect(reference.entries.count == listed, "every listed offer is in the index, and no other")
            for _ in 0..<120 {
                let query = offers.query()
                let (expected, hits) = (try reference.all(query), try await allPages(query))
                #expect(hits.map(\.id) == expected.map(\.id), "seed \(seed): \(query)")
                #expect(hits.map(\.kilometres) == expected.map(\.kilometres), "seed \(seed): \(query)")
                found += hits.count
            }
            try await fill(15, &offers)
        }
        #expect(found > 500, "the searches find something")
    }

    private func listedCount() async throws -> Int {
        try await bench.test.store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM offer WHERE state IN ('published', 'full')") ?? 0
        }
    }

    @Test func `what is taken out of the index leaves nothing there`() async throws {
        let school = RandomOffers.schools
        let id = try await bench.publish(OfferBench.offer { $0.audience = .schools(Set(school)) })
        try await bench.desk.withdraw(id, of: OfferBench.owner)
        for table in ["offerIndex", "offerSchool", "offerText", "offerPlace"] {
            let left = try await bench.test.store.pool.read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)")
            }
            #expect(left == 0, "\(table)")
        }
    }

    // MARK: Who sees what

    @Test func `nothing is seen before the opening date, and not by a grade whose campaign is not open`() async throws {
        let offer = OfferBench.offer {
            $0.posting.grades = [.troisieme, .seconde]
            $0.posting.periods.append(OfferedPeriod(.fortnight(year: 2027), places: 1))
        }
        let id = try await bench.publish(offer)
        #expect(try await bench.found() == [], "no campaign")
        try await bench.openCampaign([.seconde])
        for (day, grade, isSeen) in [
            ("2027-01-09", ConventionData.Grade?.none, false), ("2027-01-10", nil, true),
            ("2027-01-10", .seconde, true),
            ("2027-01-10", .troisieme, false), ("2027-01-09", .seconde, false),
        ] {
            let found = try await bench.found {
                $0.today = OfferBench.date(day)
                $0.grade = grade
            }
            #expect(found == (isSeen ? [id] : []), "\(day) \(grade?.rawValue ?? "-")")
        }
        // Its week is of collège, whose campaign is not open.
        #expect(try await bench.found { $0.periods = [OfferBench.week(11)] } == [])
    }

    @Test func `only what is published is seen, and full offers when they are asked for`() async throws {
        try await bench.openCampaign()
        let draft = try await bench.desk.draft(OfferBench.offer(), of: OfferBench.owner)
        #expect(try await bench.found() == [])
        try await bench.desk.submit(draft, of: OfferBench.owner)
        #expect(try await bench.found() == [], "an employer that nobody has checked")
        try await bench.approve(draft)
        #expect(try await bench.found() == [draft])
        try await bench.desk.pause(draft, of: OfferBench.owner)
        #expect(try await bench.found() == [])
        try await bench.desk.resume(draft, of: OfferBench.owner)
        #expect(try await bench.found() == [draft])
        try await bench.refuse(draft, because: "Adresse fausse")
        #expect(try await bench.found { $0.hasFreePlaces = false } == [])
    }

    @Test func `what is reserved is seen by those for whom it is, and marked`() async throws {
        try await bench.openCampaign()
        let (own, other) = (RandomOffers.schools[0], RandomOffers.schools[1])
        let named = try await bench.publish(OfferBench.offer { $0.audience = .schools([own]) })
        let priority = try await bench.publish(OfferBench.offer { $0.audience = .priority([.repPlus]) })
        let cases: [(OfferReader, Set<OfferID>)] = [
            (.anyone, []), (OfferReader(school: other), []), (OfferReader(school: own), [named]),
            (OfferReader(school: own, priority: [.rep, .qpv]), [named]),
            (OfferReader(school: other, priority: [.repPlus]), [priority]),
            (OfferReader(school: own, priority: [.repPlus]), [named, priority]),
        ]
        for (reader, seen) in cases {
            let hits = try await bench.page { $0.reader = reader }.hits
            #expect(Set(hits.map(\.id)) == seen && hits.allSatisfy(\.isReserved))
        }
    }

    @Test func `a period that has begun is not found`() async throws {
        try await bench.openCampaign()
        let id = try await bench.publish()
        #expect(try await bench.found { $0.today = OfferBench.date("2027-03-14") } == [id])
        #expect(try await bench.found { $0.today = OfferBench.date("2027-03-15") } == [])
    }

    // MARK: What is typed

    @Test(arguments: [
        "boulangere", "BOULANGÈRE", "boulange\u{301}re", "boulangeres", "boulang", "boulangeer", "bolangerie martin",
        "metier decouvrir", "accueil clients", "créteil", "94000", "industrie alimentaire", "l'accueil", "bou",
    ])
    func `accents, plurals, beginnings and small mistakes are forgiven`(words: String) async throws {
        try await bench.openCampaign()
        let id = try await bench.publish()
        #expect(try await bench.found { $0.words = words } == [id])
    }

    @Test(arguments: ["plombier", "boulangerie plombier", "sector27", "kind1", "onsite", "marks", "headline", "claire"])
    func `a word that stands in no offer finds none, nor do marks and contacts`(words: String) async throws {
        try await bench.openCampaign()
        _ = try await bench.publish()
        #expect(try await bench.found { $0.words = words } == [])
    }

    @Test(arguments: [
        "\"", "'", "*", "NEAR(a b)", "AND", "OR NOT", "boulangerie OR 1", "headline:x", "{marks} : sector1", "^a",
        "a\u{0}b",
        "\u{0}", "(((((", "-boulangerie", "a+b", "%_\\", ";DROP TABLE offer;--", "\u{202E}abc", "👩‍👩‍👧",
        "\u{1C80}\u{10CFF}ꟺ",
        "\u{FFFD}\u{FFFF}", String(repeating: "a\u{301}", count: 5000), String(repeating: "boulangerie ", count: 1000),
        String(repeating: "\"*", count: 5000), (0..<2000).map { "m\($0)" }.joined(separator: " "),
    ])
    func `nothing that is typed is an error or a command`(words: String) async throws {
        try await bench.openCampaign()
        _ = try await bench.publish(OfferBench.offer { $0.posting.tasks += " \u{1C80}\u{A7FA} 東京" })
        _ = try await bench.found { $0.words = words }
        #expect(try await bench.found().count == 1)
    }

    @Test func `hostile text in an offer is text`() async throws {
        try await bench.openCampaign()
        let id = try await bench.publish(
            OfferBench.offer {
                $0.posting.title = "\" OR 1=1; -- <script>alert(1)</script> * NEAR"
                $0.posting.sites[0].address.city = "%_\\'"
            })
        for words in ["script alert", "near", "1"] { #expect(try await bench.found { $0.words = words } == [id]) }
    }

    @Test func `a correction is told`() async throws {
        try await bench.openCampaign()
        _ = try await bench.publish()
        let page = try await bench.page { $0.words = "boulengerie" }
        #expect(page.corrections["boulengerie"]?.contains("boulangerie") == true)
        #expect(try await bench.page { $0.words = "boulangerie" }.corrections.isEmpty)
    }

    @Test func `an empty store finds nothing, whatever is asked`() async throws {
        var offers = RandomOffers(random: SeededGenerator(seed: 7))
        try await bench.openCampaign()
        for _ in 0..<50 { #expect(try await bench.desk.search.page(offers.query()).hits.isEmpty) }
    }

    @Test(arguments: [-1, 50, .max, .min])
    func `there is nothing before the first page and after the last`(number: Int) async throws {
        try await bench.openCampaign()
        _ = try await bench.publish()
        #expect(try await bench.found { $0.page = number } == [])
    }

    // MARK: Order

    @Test func `an offer is found from its nearest site`() async throws {
        try await bench.openCampaign()
        let other = try #require(GeoPoint(latitude: 45.755, longitude: 4.853))
        let id = try await bench.publish(
            OfferBench.offer {
                $0.posting.sites.append(
                    OfferSite(
                        address: PostalAddress(street: "1 rue", postalCode: "69003", city: "Lyon"), location: other))
            })
        for words in ["", "boulangere"] {
            let hits = try await bench.page {
                $0.words = words
                $0.near = OfferQuery.Nearby(other, kilometres: 1)
            }.hits
            #expect(hits.map(\.id) == [id] && hits.first?.kilometres == 0)
        }
    }

    @Test func `a small employer, and one where offers are rare, is favoured; a large one among many is not`()
        async throws
    {
        try await bench.openCampaign()
        for _ in 0..<OfferOrder.rareCount { _ = try await bench.publish() }
        let large = try await bench.publish(OfferBench.offer { $0.posting.employer.size = .larger })
        let remote = try await bench.publish(
            OfferBench.offer {
                $0.posting.employer.size = .larger
                $0.posting.sites[0].location = GeoPoint(latitude: 46.17, longitude: 1.87)
            })
        var favoured: [OfferID: Bool] = [:]
        for page in 0..<2 {
            for hit in try await bench.page({ $0.page = page }).hits { favoured[hit.id] = hit.isFavoured }
        }
        #expect(favoured.count == OfferOrder.rareCount + 2)
        #expect(favoured.filter { !$0.value }.map(\.key) == [large] && favoured[remote] == true)
    }

    @Test func `where offers were rare they are looked at anew`() async throws {
        try await bench.openCampaign()
        let large = OfferBench.offer { $0.posting.employer.size = .larger }
        for _ in 0..<(OfferOrder.rareCount + 2) { _ = try await bench.publish(large) }
        func favoured() async throws -> Int {
            var query = OfferQuery(reader: .anyone, today: OfferBench.today)
            query.words = "boulangere"
            return try await allPages(query).filter(\.isFavoured).count
        }
        #expect(try await favoured() == OfferOrder.rareCount)
        try await bench.test.store.rebuildOfferIndex()
        #expect(try await favoured() == 0)
        #expect(
            try await allPages(OfferQuery(reader: .anyone, today: OfferBench.today)).count == OfferOrder.rareCount + 2)
    }

    // MARK: What is told of what cannot be seen

    /// Rule: nobody learns from a correction which words stand in what is reserved for others, or not open yet.
    @Test func `a mistake is corrected by words that the reader may see`() async throws {
        let school = RandomOffers.schools[0]
        _ = try await bench.publish(
            OfferBench.offer {
                $0.posting.title = "Atelier de xylographie"
                $0.audience = .schools([school])
            })
        func corrections(_ reader: OfferReader) async throws -> [String: [String]] {
            try await bench.page {
                $0.words = "xilographie"
                $0.reader = reader
            }.corrections
        }
        #expect(try await corrections(OfferReader(school: school)).isEmpty, "no campaign is open")
        try await bench.openCampaign()
        #expect(try await corrections(OfferReader(school: school)) == ["xilographie": ["xylographie"]])
        #expect(try await corrections(.anyone).isEmpty)
        #expect(try await corrections(OfferReader(school: RandomOffers.schools[1])).isEmpty)
    }

    // MARK: What is rare

    /// Rule: a search that says more than nothing is narrowed down by the index, and does not look at offer after offer.
    @Test func `a search without words by what is rare asks the index`() async throws {
        try await bench.openCampaign()
        let campaign = try #require(try await bench.store.campaign(SchoolYear(start: 2026)))
        func tiers(_ change: (inout OfferQuery) -> Void) throws -> [String?] {
            var query = OfferQuery(reader: .anyone, today: OfferBench.today)
            change(&query)
            let filter = try #require(OfferFilter(query, campaign: campaign, calendar: .standard))
            return OfferMatch([], hasHeadlines: false, query, filter).tiers
        }
        #expect(try tiers { _ in } == [nil])
        #expect(try tiers { $0.grade = .quatrieme } == ["marks : (\"grade1\")"])
        #expect(try tiers { $0.grade = .seconde }.first??.contains("free53") == true)
        #expect(try tiers { $0.isRemote = false } == ["marks : (\"onsite\")"])
        let june = try tiers { $0.today = OfferBench.date("2027-06-01") }
        #expect(june.first??.contains("free53") == true)
        #expect(try tiers { $0.periods = [OfferBench.week(11)] }.first??.contains("free10") == true)
    }

    @Test func `places that go and come back are found by the marks of their weeks`() async throws {
        try await bench.openCampaign()
        let week = OfferBench.week(11)
        let id = try await bench.publish(
            OfferBench.offer { $0.posting.periods.append(.init(OfferBench.week(12), places: 1)) })
        func isFound() async throws -> Bool { try await bench.found { $0.periods = [week] } == [id] }
        #expect(try await isFound())
        for _ in 0..<2 { _ = try await bench.desk.takePlace(id, in: week) }
        #expect(try await !isFound())
        #expect(try await bench.found { $0.periods = [OfferBench.week(12)] } == [id])
        _ = try await bench.desk.returnPlace(id, in: week)
        #expect(try await isFound())
    }

    /// Rule: an offer ends with its last period as the installation's own dates of seconde have it.
    @Test func `the last day of an offer goes by the dates that the desk has`() async throws {
        var calendar = PlacementCalendar.standard
        calendar.officialSecondePeriods[2027] = .init(
            first: OfferBench.date("2027-05-31"), last: OfferBench.date("2027-06-11"), isOfficial: true)
        let desk = OfferDesk(
            store: bench.store, search: bench.desk.search, now: { OfferBench.now }, makeID: { OfferBench.id() },
            calendar: calendar)
        let offer = OfferBench.offer {
            $0.posting.grades = [.seconde]
            $0.posting.periods = [OfferedPeriod(.fortnight(year: 2027), places: 1)]
        }
        let id = try await desk.draft(offer, of: OfferBench.owner)
        let last = try await bench.test.store.pool.read {
            try String.fetchOne($0, sql: "SELECT lastDay FROM offer WHERE id = ?", arguments: [id.text])
        }
        #expect(last == "2027-06-12" && offer.posting.lastDay()?.iso8601 != last)
    }
}
