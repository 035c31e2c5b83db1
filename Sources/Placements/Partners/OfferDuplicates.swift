import Offers
import Parties

/// Two offers that may be one.
package struct OfferDuplicate: Hashable, Sendable {
    package let first: StoredOffer
    package let second: StoredOffer
    /// Part of their words that both have, from 0 to 1.
    package let likeness: Double
}

extension [StoredOffer] {
    /// From which likeness on two texts of one employer are pointed out.
    package static var likenessOfDuplicates: Double { 0.8 }

    /// Offers of one SIRET whose title and tasks have nearly the same words, the likest first; a doubt, and no verdict.
    package var duplicates: [OfferDuplicate] {
        var found: [OfferDuplicate] = []
        for group in Dictionary(grouping: self, by: { $0.offer.posting.employer.siret }).values where group.count > 1 {
            let words = group.map { $0.offer.posting.wordsForLikeness }
            for index in group.indices {
                for other in group.indices where other > index {
                    let likeness = words[index].likeness(to: words[other])
                    guard likeness >= Self.likenessOfDuplicates else { continue }
                    found.append(OfferDuplicate(first: group[index], second: group[other], likeness: likeness))
                }
            }
        }
        return found.sorted {
            ($1.likeness, $0.first.id.text, $0.second.id.text) < ($0.likeness, $1.first.id.text, $1.second.id.text)
        }
    }
}

/// Offers of one SIRET, with the words by which others are compared with them.
package struct ComparedOffers: Sendable {
    private let offers: [(offer: StoredOffer, words: Set<String>)]

    package init(_ offers: [StoredOffer]) { self.offers = offers.map { ($0, $0.offer.posting.wordsForLikeness) } }

    /// Those whose title and tasks have nearly the same words as an offer's, the likest first, without itself; a doubt, and no verdict.
    package func alike(to offer: StoredOffer) -> [StoredOffer] {
        let words = offer.offer.posting.wordsForLikeness
        return offers.filter { $0.offer.id != offer.id }
            .map { (offer: $0.offer, likeness: words.likeness(to: $0.words)) }
            .filter { $0.likeness >= [StoredOffer].likenessOfDuplicates }
            .sorted { ($1.likeness, $0.offer.id.text) < ($0.likeness, $1.offer.id.text) }.map(\.offer)
    }
}

extension PublicOffer {
    fileprivate var wordsForLikeness: Set<String> {
        Set("\(title) \(tasks)".lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }
}

extension Set<String> {
    /// Jaccard's index.
    fileprivate func likeness(to other: Self) -> Double {
        let common = intersection(other).count
        let all = count + other.count - common
        return all == 0 ? 0 : Double(common) / Double(all)
    }
}
