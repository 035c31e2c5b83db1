import Offers
import Parties
import Placements

/// What a search reads of one listed offer.
struct OfferIndexRow {
    /// Bits of the columns; what a search asks for is put together from the same.
    enum Bits {
        static let isAccessible = 1
        static let isRemote = 2
        static let schools = 8
        static let college = (1 << 53) - 1
        static let seconde = 0b111 << 53

        static func grade(_ grade: ConventionData.Grade) -> Int {
            switch grade {
            case .quatrieme: 1
            case .troisieme: 2
            case .seconde: 4
            case .professionnelle: 0
            }
        }

        static func priority(_ kinds: Set<OfferAudience.PriorityKind>) -> Int {
            kinds.reduce(0) { bits, kind in
                switch kind {
                case .rep: bits | 1
                case .repPlus: bits | 2
                case .qpv: bits | 4
                }
            }
        }

        static func sector(_ sector: Sector) -> Int { 1 << sector.number }

        static func kind(_ kind: Employer.Category) -> Int {
            switch kind {
            case .business: 1
            case .publicBody: 2
            case .association: 4
            }
        }
    }

    let posting: PublicOffer
    let audience: OfferAudience

    var grades: Int { posting.grades.reduce(0) { $0 | Bits.grade($1) } }
    var periods: Int { posting.periods.reduce(0) { $0 | 1 << $1.period.slot } }
    var sectors: Int { Bits.sector(posting.employer.sector) }
    var kinds: Int { Bits.kind(posting.employer.kind.category) }
    var flags: Int {
        (posting.accessibility.features.isEmpty ? 0 : Bits.isAccessible) | (posting.isRemote ? Bits.isRemote : 0)
    }
    var schools: [String] { if case .schools(let list) = audience { list.map(\.text).sorted() } else { [] } }

    /// 0 for everybody.
    var audienceBits: Int {
        switch audience {
        case .everyone: 0
        case .priority(let kinds): Bits.priority(kinds)
        case .schools: Bits.schools
        }
    }

    /// Two digits, three overseas.
    var department: String {
        let code = posting.sites.first?.address.postalCode ?? ""
        return String(code.prefix(code.hasPrefix("97") || code.hasPrefix("98") ? 3 : 2))
    }

    // MARK: Text

    /// Words that count most.
    var headline: String { Self.unique([posting.title, posting.employer.sector.name, posting.employer.legalName]) }

    var body: String {
        var texts = [posting.tasks, posting.conditions ?? ""]
        switch posting.employer.kind {
        case .ministry(let name), .localAuthority(let name): texts.append(name)
        case .business, .association: break
        }
        return Self.unique(texts + posting.sites.flatMap { [$0.address.city, $0.address.postalCode] })
    }

    /// What is asked for beside words, as words that nobody can type.
    var marks: String {
        ([
            OfferMark.sector(posting.employer.sector), OfferMark.kind(posting.employer.kind.category),
            OfferMark.remote(posting.isRemote),
        ] + posting.grades.map(OfferMark.grade).sorted()
            + (posting.accessibility.features.isEmpty ? [] : [OfferMark.accessible])
            + posting.periods.map { OfferMark.period($0.period.slot) }
            + Set(posting.sites.compactMap(\.location).flatMap(OfferMark.cells)).sorted())
            .joined(separator: " ")
    }

    private static func unique(_ texts: [String]) -> String {
        var seen: Set<String> = []
        return texts.flatMap(SearchText.words).filter { seen.insert($0).inserted }.joined(separator: " ")
    }
}

/// Words of the third column of the index, in which no text of an offer stands.
enum OfferMark {
    static let accessible = "accessible"

    static func sector(_ sector: Sector) -> String { "sector\(sector.number)" }
    static func kind(_ kind: Employer.Category) -> String { "kind\(OfferIndexRow.Bits.kind(kind))" }
    static func remote(_ isRemote: Bool) -> String { isRemote ? "remote" : "onsite" }
    static func grade(_ grade: ConventionData.Grade) -> String { "grade\(OfferIndexRow.Bits.grade(grade))" }
    static func period(_ slot: Int) -> String { "period\(slot)" }
    /// A period with a place left.
    static func free(_ slot: Int) -> String { "\(freePrefix)\(slot)" }
    static let freePrefix = "free"

    /// The small and the large square of the map in which a place lies.
    static func cells(of point: GeoPoint) -> [String] {
        [small, large].map { $0.cell($0.row(point.latitude), $0.column(point.longitude)) }
    }

    /// The squares that hold every place of a box; large ones where there would be too many small ones.
    static func cells(in box: GeoBox) -> [String] {
        let cells = small.cells(in: box)
        return cells.count <= mostCells ? cells : large.cells(in: box)
    }

    private static let small = Grid(name: "s", cellsPerDegree: 10)
    private static let large = Grid(name: "l", cellsPerDegree: 2)
    private static let mostCells = 64

    private struct Grid {
        let name: String
        let cellsPerDegree: Double

        func row(_ latitude: Double) -> Int { Int(((latitude + 90) * cellsPerDegree).rounded(.down)) }
        func column(_ longitude: Double) -> Int { Int(((longitude + 180) * cellsPerDegree).rounded(.down)) }
        func cell(_ row: Int, _ column: Int) -> String { "\(name)\(row)x\(column)" }

        func cells(in box: GeoBox) -> [String] {
            (row(box.latitudes.lowerBound)...row(box.latitudes.upperBound)).flatMap { row in
                (column(box.longitudes.lowerBound)...column(box.longitudes.upperBound)).map { cell(row, $0) }
            }
        }
    }
}
