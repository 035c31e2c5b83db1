package import ConventionDomain
package import Parties

/// What the school enters to correct a convention that nobody has signed.
package struct Correction: Hashable, Sendable {
    /// As for a draft. ``DraftRequest/template`` and ``DraftRequest/order`` that are `nil` stay what they were; without contacts, those on
    /// file serve the signatories of the same places, and so do the others' and the health sheet.
    package var request: DraftRequest
    /// In the school's words; not empty, at most 500 characters.
    package var reason: String
    /// Why it may be signed although the placement has begun.
    package var lateReason: String?
    /// Whether a convention that somebody has signed, but not all, is cancelled and issued anew; otherwise it is left alone.
    package var reissuesSigned: Bool
    /// Whether what was issued is left alone.
    package var isOfDraftsOnly = false

    package init(
        request: DraftRequest, reason: String, lateReason: String? = nil, reissuesSigned: Bool = false
    ) {
        self.request = request
        self.reason = reason
        self.lateReason = lateReason
        self.reissuesSigned = reissuesSigned
    }
}

/// The convention that took the place of a corrected one.
package struct Corrected: Hashable, Sendable {
    package let convention: ConventionID
    /// Signatures that were given up with the former one.
    package let signatureCount: Int
    package let matters: [CorrectedMatter]
}

/// What a correction is about, in general terms: nothing of it tells anything of anybody.
package enum CorrectedMatter: String, Hashable, Sendable, CaseIterable {
    case dates, hours, place, host, tutor, tasks, pupil, family, school, signatories, other

    var french: String {
        switch self {
        case .dates: "les dates du stage"
        case .hours: "les horaires"
        case .place: "le lieu du stage"
        case .host: "l’organisme d’accueil"
        case .tutor: "le tuteur ou la tutrice"
        case .tasks: "les activités"
        case .pupil: "l’identité ou la classe de l’élève"
        case .family: "les responsables légaux"
        case .school: "l’établissement scolaire"
        case .signatories: "les personnes qui signent"
        case .other: "d’autres indications de la convention"
        }
    }

    package var text: BilingualText { BilingualText(french, rawValue) }

    /// « les dates du stage et les horaires »; in the order of the cases, each once.
    static func list(_ matters: [CorrectedMatter]) -> String {
        let words = allCases.filter(matters.contains).map(\.french)
        guard let last = words.last, words.count > 1 else { return words.first ?? other.french }
        return words.dropLast().joined(separator: ", ") + " et " + last
    }
}
