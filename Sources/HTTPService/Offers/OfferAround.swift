import Offers
import Placements

/// A way on, as a link.
struct WayOn: Sendable {
    let path: String
    let label: String
}

/// The part of the search that asks where.
struct OfferAround: Sendable {
    let typed: String
    let distances: [ChoiceLine]
    /// Whether what was typed is no place, or may be several.
    let isWrong: Bool
    let maximumLength: Int
}

/// Said instead of offers around a place, with what to do now.
struct NothingAround: Sendable {
    let text: String
    let ways: [WayOn]
}

extension OfferSearchForm {
    static let distances = [5, 10, 20, 30, 50, 100]
    static let usualDistance = 20
    static let maximumPlace = 100

    /// - Parameter table: `nil` where nothing is known of places: nobody is asked then.
    func around(_ table: PlaceTable?, _ answer: PlaceAnswer?) -> OfferAround? {
        guard table != nil else { return nil }
        let isWrong =
            switch answer {
            case .several, .unknown: true
            case .found, nil: false
            }
        return OfferAround(
            typed: place,
            distances: Self.distances.map {
                ChoiceLine(value: "\($0)", label: "jusqu’à \($0)\u{A0}km", isChosen: $0 == kilometres)
            }, isWrong: isWrong, maximumLength: Self.maximumPlace)
    }

    /// What is said when no offer was found, or none was looked for.
    func nothing(around answer: PlaceAnswer?) -> NothingAround? {
        var everywhere = self
        everywhere.place = ""
        let last = WayOn(path: everywhere.path(page: 0), label: "Chercher partout")
        switch answer {
        case nil: return nil
        case .found(let found):
            return NothingAround(
                text:
                    "Aucune offre visible à \(kilometres)\u{A0}km au plus de \(found.label) ne correspond à cette recherche.",
                ways: [wider, last].compactMap(\.self))
        case .several(let places):
            return NothingAround(
                text: "Quel lieu voulez-vous dire\u{A0}? S’il n’est pas dans cette liste, écrivez son code postal.",
                ways: places.map { WayOn(path: with(place: $0.label), label: $0.label) } + [last])
        case .unknown:
            return NothingAround(
                text:
                    "Le lieu «\u{A0}\(place)\u{A0}» n’est pas connu ici. Écrivez un code postal (94000) ou le nom d’une commune.",
                ways: [last])
        }
    }

    private func with(place: String) -> String {
        var form = self
        form.place = place
        return form.path(page: 0)
    }

    private var wider: WayOn? {
        guard let next = [20, 50, 100].first(where: { $0 > kilometres }) else { return nil }
        var form = self
        form.kilometres = next
        return WayOn(path: form.path(page: 0), label: "Chercher jusqu’à \(next)\u{A0}km")
    }
}
