import Offers
import Parties
import Placements
import Testing

@Suite("Order of offers")
struct OfferOrderTests {
    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }

    private func seats(_ count: Int) -> [OfferSeat] {
        (0..<count).map { _ in
            OfferSeat(
                isFavoured: .random(), round: .random(in: 0...9), draw: .random(in: 0...(1 << 40 - 1)))
        }
    }

    @Test func `reading the ranges in order gives the order of the day`() throws {
        let seats = Set(seats(500))
        for date in try [day("2027-02-13"), day("2027-02-14")] {
            let turn = OfferSeat.turn(of: date)
            let lanes = [true, false].map { isFavoured in
                OfferSeat.ranges(isFavoured: isFavoured, turn: turn).flatMap { range in
                    seats.filter { range.contains($0.number) }.sorted { $0.number < $1.number }
                }
            }
            #expect(OfferOrder.interleaved(lanes[0], lanes[1]) == OfferOrder.arranged(Array(seats), on: date))
        }
    }

    @Test func `no seat is in two ranges or in none`() throws {
        for turn in [0, 1, OfferSeat.turn(of: try day("2027-02-13")), 1 << 40 - 1] as [Int64] {
            let ranges = [true, false].flatMap { OfferSeat.ranges(isFavoured: $0, turn: turn) }
            for seat in seats(300) { #expect(ranges.filter { $0.contains(seat.number) }.count == 1) }
        }
    }

    @Test func `every second offer is of a small employer or from where offers are rare, as long as there are some`()
        throws
    {
        let arranged = OfferOrder.arranged(Array(Set(seats(200))), on: try day("2027-02-13"))
        let fewer = min(arranged.filter(\.isFavoured).count, arranged.filter { !$0.isFavoured }.count)
        #expect(arranged.prefix(2 * fewer).map(\.isFavoured) == (0..<2 * fewer).map { $0.isMultiple(of: 2) })
    }

    @Test func `no employer shows a second offer before others show their first`() throws {
        for isFavoured in [true, false] {
            let rounds = OfferOrder.arranged(seats(200), on: try day("2027-02-13")).filter {
                $0.isFavoured == isFavoured
            }
            .map(\.round)
            #expect(rounds == rounds.sorted() && rounds.max() == 7)
        }
    }

    @Test func `the turn begins elsewhere each day, and everybody is first one day`() throws {
        let seats = (0..<10).map { OfferSeat(isFavoured: true, round: 0, draw: Int64($0) << 36) }
        var first: Set<OfferSeat> = []
        var date = try day("2027-01-01")
        for _ in 0..<365 {
            first.insert(try #require(OfferOrder.arranged(seats, on: date).first))
            #expect(OfferOrder.arranged(seats.shuffled(), on: date) == OfferOrder.arranged(seats, on: date))
            date = try #require(CalendarDate(dayNumber: date.dayNumber + 1))
        }
        #expect(first == Set(seats))
    }

    @Test func `a seat holds what was put into it`() {
        for (isFavoured, round) in [(true, 0), (false, 7), (true, 7), (false, 0)] {
            let seat = OfferSeat(isFavoured: isFavoured, round: round, draw: -1)
            #expect(seat.isFavoured == isFavoured && seat.round == round && seat.number >= 0)
        }
        #expect(OfferSeat(isFavoured: true, round: 12, draw: 0).round == 7)
    }

    @Test func `bands of distance include their upper bound`() {
        #expect([0, 2, 2.01, 5, 100, 101].map(OfferOrder.band) == [0, 0, 1, 1, 6, 7])
    }

    @Test func `the order is explained in French, with what was asked for`() throws {
        let today = try day("2027-02-13")
        var query = OfferQuery(reader: .anyone, today: today)
        let plain = OfferOrder.explanation(of: query, hasWords: false)
        #expect(plain.hasPrefix("Une offre sur deux") && plain.contains("personne ne peut payer"))
        query.near = OfferQuery.Nearby(try #require(GeoPoint(latitude: 48, longitude: 2)), kilometres: 20)
        let both = OfferOrder.explanation(of: query, hasWords: true)
        #expect(both.hasPrefix("Les offres sont classées selon vos mots") && both.contains("par distance"))
    }

    @Test func `no search reaches farther than a hundred kilometres, and none that is no number`() throws {
        let place = try #require(GeoPoint(latitude: 48, longitude: 2))
        let asked = [500, -3, .nan, .infinity].map { OfferQuery.Nearby(place, kilometres: $0).kilometres }
        #expect(asked == [100, 0, 0, 100])
    }
}
