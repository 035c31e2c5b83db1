import Offers
import Parties
import Placements

/// An employer's own offers.
struct EmployerOffersPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let new: String
    let applications: String
    let account: String
    let done: String?
    let isEmpty: Bool
    let lines: [Line]
    let hasOver: Bool
    /// Withdrawn or expired.
    let over: [Line]
    let part: String?
    let previous: String?
    let next: String?

    struct Line: Sendable {
        let path: String
        let title: String
        let state: String
        let next: String
        let periods: [String]
    }

    /// How many offers one page shows.
    static let size = 50
    /// How many of those that have ended the first page shows.
    static let overCount = 100

    /// Which of the pages of a list this is.
    struct Part: Sendable {
        let number: Int
        let count: Int

        /// - Parameter lines: Of all pages.
        init(number: Int, of lines: Int) {
            self.number = number
            count = max(1, (lines + size - 1) / size)
        }

        var label: String? { count > 1 ? "Page \(min(number, count)) sur \(count)" : nil }
        var previous: String? { number > 1 ? Self.path(min(number - 1, count)) : nil }
        var next: String? { number < count ? Self.path(number + 1) : nil }

        private static func path(_ number: Int) -> String {
            "\(EmployerOfferPaths.list)?\(OfferFieldName.page)=\(number)"
        }
    }
}

/// One of them.
struct EmployerOfferPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let back: String
    let title: String
    let state: String
    let next: String
    let done: String?
    let problem: String?
    let reason: String?
    let notes: [String]
    let body: OfferBody
    let contact: OfferFact
    let history: [OfferHistoryLine]
    let formToken: String
    let edit: String?
    let editLabel: String
    let copy: String
    let pause: String?
    let resume: String?
    let withdraw: String?
}

/// Where a withdrawal is asked once more.
struct OfferWithdrawalPage: Sendable {
    let page: PageFrame
    let bar: VisitorBar
    let title: String
    let action: String
    let formToken: String
    let back: String
    let taken: String?
}

/// What was done a moment ago, as the address tells it to which the browser is sent.
enum OfferDone: String {
    case saved = "brouillon"
    case submitted = "proposee"
    case edited = "modifiee"
    case paused = "pause"
    case resumed = "reprise"
    case withdrawn = "retrait"

    static let fieldName = "fait"

    var text: String {
        switch self {
        case .saved: "Le brouillon est enregistré."
        case .submitted: "L’offre est proposée."
        case .edited: "Les changements sont enregistrés."
        case .paused: "L’offre est en pause."
        case .resumed: "L’offre est de nouveau montrée."
        case .withdrawn: "L’offre est retirée."
        }
    }
}

extension OfferPageWriter {
    func list(
        _ living: [OwnOffer], _ over: [OwnOffer], _ part: EmployerOffersPage.Part, bar: VisitorBar, done: OfferDone?
    ) -> EmployerOffersPage {
        EmployerOffersPage(
            page: writer.frame("Vos offres de stage"), bar: bar, new: EmployerOfferPaths.new,
            applications: ApplicationPaths.ofEmployer, account: VisitorPaths.account(.employer), done: done?.text,
            isEmpty: living.isEmpty && over.isEmpty && part.number == 1, lines: living.map(line),
            hasOver: !over.isEmpty && part.number == 1, over: over.map(line), part: part.label,
            previous: part.previous, next: part.next)
    }

    private func line(_ own: OwnOffer) -> EmployerOffersPage.Line {
        let (stored, posting) = (own.stored, own.stored.offer.posting)
        return EmployerOffersPage.Line(
            path: EmployerOfferPaths.offer(stored.id), title: OfferStateWords.title(posting),
            state: OfferStateWords.state(stored.state, isHeld: own.isHeld),
            next: reason(stored.state).map { "Motif\u{A0}: \($0) " } ?? ""
                + OfferStateWords.next(stored.state, isHeld: own.isHeld),
            periods: posting.periods.map { offered in
                let taken = OfferStateWords.taken(stored.taken[offered.period] ?? 0, of: offered.places)
                return "\(OfferWords.period(offered.period, calendar).firstUppercased)\u{A0}: \(taken)"
            })
    }

    private func reason(_ state: OfferState) -> String? {
        if case .refusedByModeration(let reason) = state { reason } else { nil }
    }

    func own(
        _ own: OwnOffer, bar: VisitorBar, formToken: String, openings: [String], done: OfferDone?, problem: String?
    ) -> EmployerOfferPage {
        let stored = own.stored
        let path = EmployerOfferPaths.offer(stored.id)
        let title = OfferStateWords.title(stored.offer.posting)
        let isWrong = !stored.offer.posting.employer.siret.hasValidChecksum
        let mayEdit = ![.expired, .withdrawn].contains(stored.state)
        return EmployerOfferPage(
            page: writer.frame((problem == nil ? "" : "Erreur – ") + title), bar: bar, back: EmployerOfferPaths.list,
            title: title, state: OfferStateWords.state(stored.state, isHeld: own.isHeld),
            next: OfferStateWords.next(stored.state, isHeld: own.isHeld), done: done?.text, problem: problem,
            reason: reason(stored.state), notes: (isWrong ? [OfferStateWords.wrongChecksum] : []) + openings,
            body: body(of: stored), contact: contact(stored.offer.contact),
            history: history(own.history, forModeration: false), formToken: formToken,
            edit: mayEdit ? path + EmployerOfferPaths.edit : nil,
            editLabel: stored.state == .draft
                ? "Compléter et proposer" : reason(stored.state) == nil ? "Modifier" : "Corriger et proposer",
            copy: EmployerOfferPaths.copy(of: stored.id),
            pause: stored.state.isListed ? path + EmployerOfferPaths.pause : nil,
            resume: stored.state == .paused && !own.isHeld ? path + EmployerOfferPaths.resume : nil,
            withdraw: mayEdit ? path + EmployerOfferPaths.withdraw : nil)
    }

    func withdrawal(_ own: OwnOffer, bar: VisitorBar, formToken: String) -> OfferWithdrawalPage {
        let path = EmployerOfferPaths.offer(own.stored.id)
        let taken = own.stored.taken.values.reduce(0, +)
        return OfferWithdrawalPage(
            page: writer.frame("Retirer une offre"), bar: bar, title: OfferStateWords.title(own.stored.offer.posting),
            action: path + EmployerOfferPaths.withdraw, formToken: formToken, back: path,
            taken: taken == 0
                ? nil
                : taken == 1
                    ? "Une place est prise ou proposée. Si l’élève l’a confirmée, il la garde\u{A0}: parlez-en à son établissement. Si elle est seulement proposée, elle est perdue."
                    : "\(taken) places sont prises ou proposées. Les élèves qui ont confirmé la leur la gardent\u{A0}: parlez-en à leurs établissements. Celles qui sont seulement proposées sont perdues."
        )
    }
}
