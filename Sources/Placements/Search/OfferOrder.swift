package import Offers
package import Parties

/// In which order offers are shown, and why.
///
/// First the words: offers that have all of them in title, sector or employer come before those that have one elsewhere. Then
/// bands of distance. Within a band, every second offer is of a small employer or from where offers are rare, as long as there are
/// some; each employer shows one offer of a department before it shows a second; and where the turn begins is drawn anew
/// each day, for everybody alike. Nobody pays for a place, nothing about the reader counts, and all pages of a day go together.
package enum OfferOrder {
    /// Upper bounds of the bands of distance, in kilometres.
    package static let bands: [Double] = [2, 5, 10, 20, 30, 50, 100]
    /// No search reaches further.
    package static let farthest = 100.0

    package static func band(_ kilometres: Double) -> Int { bands.firstIndex { kilometres <= $0 } ?? bands.count }

    /// Fewer offers than this around one, and they are rare there.
    package static let rareCount = 20
    package static let rareKilometres = 20.0

    /// Puts the offers of one band into the order of a day.
    ///
    /// - Parameter seats: In any order.
    package static func arranged(_ seats: [OfferSeat], on day: CalendarDate) -> [OfferSeat] {
        let turn = OfferSeat.turn(of: day)
        let sorted = seats.sorted { ($0.round, $0.position(turn)) < ($1.round, $1.position(turn)) }
        return interleaved(sorted.filter(\.isFavoured), sorted.filter { !$0.isFavoured })
    }

    /// Alternates, favoured first, until one side is used up.
    package static func interleaved<Element>(_ favoured: [Element], _ others: [Element]) -> [Element] {
        var result: [Element] = []
        result.reserveCapacity(favoured.count + others.count)
        for index in 0..<max(favoured.count, others.count) {
            if index < favoured.count { result.append(favoured[index]) }
            if index < others.count { result.append(others[index]) }
        }
        return result
    }

    /// What is told about the order on the page of results.
    package static func explanation(of query: OfferQuery, hasWords: Bool) -> String {
        var criteria: [String] = []
        if hasWords { criteria.append("selon vos mots (ceux du titre, du secteur et de l’employeur comptent plus)") }
        if query.near != nil { criteria.append("par distance (jusqu’à 2, 5, 10, 20, 30, 50 et 100\u{A0}km)") }
        let first =
            criteria.isEmpty
            ? "" : "Les offres sont classées " + criteria.joined(separator: ", puis ") + ". À égalité, "
        return (first.isEmpty ? "Une" : first + "une")
            + " offre sur deux vient d’un petit employeur (moins de 50\u{A0}personnes) ou d’un endroit où les offres sont rares, "
            + "et chaque employeur montre une offre par département avant d’en montrer une deuxième. L’ordre change chaque jour, "
            + "il est le même pour tous, et personne ne peut payer pour être mieux placé."
    }
}

/// The place of an offer in the order of things: the number under which an index keeps it, so that reading in the order of numbers
/// is reading in the order of the day.
package struct OfferSeat: Hashable, Sendable {
    package let number: Int64

    package init(number: Int64) { self.number = number }

    /// - Parameters:
    ///   - round: How many offers the employer shows before this one in the department; the eighth and later share a round.
    ///   - draw: From the offer's reference.
    package init(isFavoured: Bool, round: Int, draw: Int64) {
        number =
            (isFavoured ? 0 : 1) << Self.laneShift | Int64(min(max(0, round), Self.lastRound)) << Self.drawBits
            | draw & Self.drawMask
    }

    package static let lastRound = 7
    private static let drawBits: Int64 = 40
    private static let laneShift: Int64 = 43
    private static let drawMask: Int64 = 1 << drawBits - 1

    package var isFavoured: Bool { number >> Self.laneShift == 0 }
    package var round: Int { Int(number >> Self.drawBits) & Self.lastRound }
    private var draw: Int64 { number & Self.drawMask }

    /// What an offer draws, once and for all.
    package static func draw(of id: OfferID) -> Int64 { hash(id.text) & drawMask }

    /// Where the turn begins on a day.
    package static func turn(of day: CalendarDate) -> Int64 { hash("offers of \(day.iso8601)") & drawMask }

    func position(_ turn: Int64) -> Int64 { (draw - turn) & Self.drawMask }

    /// The ranges of numbers of one side, in the order of a day.
    package static func ranges(isFavoured: Bool, turn: Int64) -> [ClosedRange<Int64>] {
        (0...lastRound).flatMap { round -> [ClosedRange<Int64>] in
            let first = OfferSeat(isFavoured: isFavoured, round: round, draw: 0).number
            let later = (first + turn)...(first | drawMask)
            return turn == 0 ? [later] : [later, first...(first + turn - 1)]
        }
    }

    /// FNV-1a, mixed: spreads, and protects nothing.
    private static func hash(_ text: String) -> Int64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        value = (value ^ value >> 33) &* 0xFF51_AFD7_ED55_8CCD
        return Int64(truncatingIfNeeded: value ^ value >> 33)
    }
}
