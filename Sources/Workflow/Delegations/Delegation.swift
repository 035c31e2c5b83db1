import ConventionDomain
package import Parties

package import struct Foundation.Date

/// A delegation of signature: a written act by which the head of a school lets one person sign in his or her place.
///
/// Source: code de l'éducation, R. 421-13, unchecked.
package struct Delegation: Hashable, Sendable {
    /// Reference in the register; says nothing about the person.
    package let id: String
    package let school: UAI
    /// As conventions name the signatory for the school.
    package let holder: String
    package let function: String
    /// How the school names the act.
    package let act: String
    /// What it lets its holder sign, in its words.
    package let scope: String
    /// First day on which it holds.
    package let from: CalendarDate
    /// Last day on which it holds.
    package let to: CalendarDate
    package let recordedAt: Date
    /// When it was taken back; `nil` as long as it was not.
    package let revokedAt: Date?

    package init(
        id: String, school: UAI, holder: String, function: String, act: String, scope: String, from: CalendarDate,
        to: CalendarDate, recordedAt: Date, revokedAt: Date? = nil
    ) {
        self.id = id
        self.school = school
        self.holder = holder
        self.function = function
        self.act = act
        self.scope = scope
        self.from = from
        self.to = to
        self.recordedAt = recordedAt
        self.revokedAt = revokedAt
    }

    /// What is kept with a signature that is made under it.
    var facts: DelegationFacts {
        DelegationFacts(act: act, function: function, scope: scope, from: from.iso8601, to: to.iso8601)
    }

    /// Why nobody signs under it on a day; `nil` when it is in force.
    package func refusal(on day: CalendarDate) -> DelegationRefusal? {
        if revokedAt != nil { return .revoked }
        if day < from { return .notYet }
        return to < day ? .ended : nil
    }
}

/// Who signs for a school by delegation, as a convention's data say it.
package struct SchoolDelegate: Hashable, Sendable {
    package let school: UAI
    package let isPublic: Bool
    package let name: PersonName
    /// « Proviseure adjointe »
    package let function: String

    package init(school: UAI, isPublic: Bool, name: PersonName, function: String) {
        self.school = school
        self.isPublic = isPublic
        self.name = name
        self.function = function
    }
}

/// Why somebody who is not the head of school does not sign for it.
package enum DelegationRefusal: String, Hashable, Sendable, CaseIterable {
    case missing = "delegation-missing"
    case notYet = "delegation-not-yet"
    case ended = "delegation-ended"
    case revoked = "delegation-revoked"
    /// In a public school only a deputy head may hold one.
    case notDeputy = "delegation-not-deputy"

    /// For who works with the command, as the end of a line.
    package var text: BilingualText {
        let (french, english) = cause
        return BilingualText(
            "le signataire de l’établissement n’en est pas le chef, et \(french) ; voyez : seing delegation list",
            "who signs for the school is not its head, and \(english); see: seing delegation list")
    }

    /// For who is to sign.
    package var signerText: BilingualText {
        BilingualText(
            "Vous signez pour le chef d’établissement, et \(cause.french). Vous ne pouvez pas signer tant que l’établissement n’a pas"
                + " enregistré de délégation en vigueur.",
            "You sign for the head of school, and \(cause.english). You cannot sign until the school has recorded a delegation in force."
        )
    }

    /// The French text for who is to sign.
    package var frenchSentence: String { signerText.french }

    /// For lists of the school.
    var frenchCause: String { cause.french }

    private var cause: (french: String, english: String) {
        switch self {
        case .missing:
            ("aucune délégation de signature n’est enregistrée à ce nom", "no delegation is recorded in that name")
        case .notYet: ("la délégation de signature n’a pas encore commencé", "the delegation has not begun yet")
        case .ended: ("la délégation de signature est arrivée à son terme", "the delegation has come to its end")
        case .revoked: ("la délégation de signature a été retirée", "the delegation was taken back")
        case .notDeputy:
            (
                "dans un établissement public, seul un adjoint peut recevoir une délégation de signature",
                "in a public school only a deputy head may hold a delegation"
            )
        }
    }
}
