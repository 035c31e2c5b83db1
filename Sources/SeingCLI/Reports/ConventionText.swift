import ConventionDomain
import Foundation
import Parties
import Workflow

/// One convention as `seing convention show` prints it.
struct ConventionText {
    private let detail: ConventionDetail
    private let language: Language

    init(_ detail: ConventionDetail, in language: Language) {
        self.detail = detail
        self.language = language
    }

    /// One line of `seing convention list`.
    static func line(_ summary: ConventionSummary, in language: Language) -> String {
        let facts = summary.outline.map { "  \($0.pupil.full)  \($0.host)" } ?? ""
        let count = summary.outline == nil ? "–" : counts(summary, in: language)
        let amendment = summary.follows.map { "\($0.name(in: language)), " } ?? ""
        return "\(summary.id.text)  \(amendment)\(summary.status.name(in: language))  \(count)\(facts)"
    }

    /// « 3/4 (facultatives : 1/2) »: those who need not sign are counted apart.
    private static func counts(_ summary: ConventionSummary, in language: Language) -> String {
        let required = "\(summary.signatureCount)/\(summary.signatoryCount)"
        guard summary.optionalSignatoryCount > 0 else { return required }
        let optional = "\(summary.optionalSignatureCount)/\(summary.optionalSignatoryCount)"
        return required + language(" (facultatives : \(optional))", " (optional: \(optional))")
    }

    /// A message that the school has to know did not arrive.
    static func undelivered(_ letter: DeadLetter, in language: Language) -> String {
        let whom = letter.fieldName.map { SignatoryWords.nameAndField($0, in: language) } ?? "?"
        return language(
            "  ! un message à « \(whom) » n’a pu être remis (essais : \(letter.attempts)) : \(letter.reason) ; vérifiez l’adresse "
                + "(seing convention contact), ou renvoyez le lien (seing convention resend)",
            "  ! a message to \(whom) could not be delivered (tries: \(letter.attempts)): \(letter.reason); check the address "
                + "(seing convention contact), or send the link again (seing convention resend)")
    }

    /// All that is left to say of a convention that was erased.
    static func erasure(_ summary: ConventionSummary, in language: Language) -> String {
        let day = Moment.text(Int64(summary.updatedAt.timeIntervalSince1970), in: language)
        return language(
            "\(summary.id.text) : effacée le \(day) ; \(summary.signatureCount) signature(s) avaient été recueillies",
            "\(summary.id.text): erased on \(day); \(summary.signatureCount) signature(s) had been gathered")
    }

    var text: String {
        (heading + preparation + detail.notices.map { "  ! \($0(in: language.ofMessages))" } + people + revisions
            + history).joined(
                separator: "\n")
    }

    private var preparation: [String] {
        detail.preparation.map { PreparationText(detail: $0, language: language).lines } ?? []
    }

    private func moment(_ date: Date) -> String { Moment.text(Int64(date.timeIntervalSince1970), in: language) }

    private var heading: [String] {
        let summary = detail.summary
        let (signed, all) = (summary.signatureCount, summary.signatoryCount)
        let status = summary.status.name(in: language)
        var lines = [
            language(
                "\(summary.id.text) : \(status), \(signed) signature(s) sur \(all)",
                "\(summary.id.text): \(status), \(signed) of \(all) signed")
        ]
        if let outline = summary.outline { lines.append("  " + facts(outline)) }
        if let refusal = detail.refusal {
            lines.append(
                language(
                    "  refusée (\(name(refusal.fieldName))) : \(refusal.reason)",
                    "  refused by \(name(refusal.fieldName)): \(refusal.reason)"))
        }
        if let cancellation = detail.cancellation {
            lines.append(language("  annulée : \(cancellation.reason)", "  cancelled: \(cancellation.reason)"))
        }
        lines += relations
        if let interruption = detail.interruption { lines.append(text(of: interruption)) }
        lines += replacements + sharedDays + howSigned + told
        if let day = detail.healthSheetUntil {
            lines.append(
                language(
                    "  fiche PAI : oui, jusqu’au \(FrenchDate.day(iso: day.iso8601))",
                    "  health sheet: yes, until \(day.iso8601)"))
        }
        if let hold = detail.legalHold { lines.append("  " + hold.text(in: language)) }
        return lines + [
            language(
                "  modèle \(detail.templateIdentifier), ordre de signature : \(order)",
                "  template \(detail.templateIdentifier), order \(order)")
        ]
    }

    private var replacements: [String] {
        var lines: [String] = []
        if let act = detail.supersession {
            lines.append(
                language(
                    "  remplacée par \(act.by.text) : \(act.reason)", "  superseded by \(act.by.text): \(act.reason)"))
        }
        if let by = detail.cancellation?.replacedBy {
            lines.append(language("  réémise : \(by.text)", "  issued anew: \(by.text)"))
        }
        if let former = detail.replaces {
            lines.append(language("  remplace \(former.convention.text)", "  replaces \(former.convention.text)"))
        }
        return lines
    }

    private var sharedDays: [String] {
        guard let shared = detail.sharedDays else { return [] }
        let others = shared.with.map(\.text).joined(separator: ", ")
        return [
            language(
                "  mêmes jours que \(others), par décision de l’établissement : \(shared.reason)",
                "  same days as \(others), by the school's decision: \(shared.reason)")
        ]
    }

    /// Parents who do not sign, and whether they object.
    private var told: [String] {
        detail.notified.map { parent in
            let person = "\(parent.name.full) (\(parent.capacity))"
            return detail.objections.contains(parent.fieldName)
                ? language(
                    "  ! suspendue : \(person) s’oppose ; l’opposition ne se retire que depuis son lien ; sinon annulez, et émettez une "
                        + "convention que les deux parents signent",
                    "  ! on hold: \(person) objects and alone can take that back, behind his or her link; else cancel, and issue a convention "
                        + "that both parents sign")
                : language("  parent informé, qui ne signe pas : \(person)", "  told without signing: \(person)")
        }
    }

    /// What it changes, or what changes it.
    private var relations: [String] {
        let amends = detail.follows.map { follows in
            guard let effectiveOn = follows.effectiveOn else {
                return language(
                    "  attestation de fin de stage pour la convention \(follows.convention.text)",
                    "  attestation of the placement of convention \(follows.convention.text)")
            }
            return language(
                "  avenant à la convention \(follows.convention.text), à compter du \(FrenchDate.day(iso: effectiveOn))",
                "  amendment of convention \(follows.convention.text), from \(effectiveOn)")
        }
        let amendedBy = detail.amendments.map { amending in
            language(
                "  modifiée par l’avenant \(amending.amendment.text), pour le \(FrenchDate.day(iso: amending.effectiveOn))",
                "  amended by \(amending.amendment.text), from \(amending.effectiveOn)")
        }
        let open = detail.openAmendment.map { id in
            language("  avenant à signer : \(id.text)", "  amendment to be signed: \(id.text)")
        }
        return [amends].compactMap(\.self) + amendedBy + [open, attestation].compactMap(\.self)
    }

    private var attestation: String? {
        switch detail.attestation {
        case .none: nil
        case .awaited:
            language(
                "  attestation de fin de stage : pas encore signée", "  attestation of the placement: not signed yet")
        case .signed(let id, let date):
            language(
                "  attestation de fin de stage : \(id.text), signée le \(moment(date))",
                "  attestation of the placement: \(id.text), signed \(moment(date))")
        }
    }

    private func text(of interruption: ConventionDomain.Interruption) -> String {
        language(
            "  interrompu le \(FrenchDate.day(iso: interruption.day)) : \(interruption.reason)",
            "  interrupted on \(interruption.day): \(interruption.reason)")
    }

    /// « 3 signatures électroniques, 1 sur papier attestée par … », once somebody has signed on paper.
    private var howSigned: [String] {
        guard let paper = detail.parties.lazy.compactMap(\.paper).first else { return [] }
        let electronic = detail.parties.count { $0.signedAt != nil }
        let words = PaperWords(electronicCount: electronic, paper, .paris)
        return [language("  \(words.signatures)", "  \(electronic) signed electronically, 1 on paper")]
    }

    private func facts(_ outline: ConventionOutline) -> String {
        "\(outline.pupil.full), \(outline.school), \(outline.host), \(outline.period(in: language))"
    }

    private func name(_ field: String) -> String { SignatoryWords.name(ofField: field, in: language) }

    private var order: String {
        detail.order.groups.map { $0.map(name).joined(separator: language(" et ", " and ")) }
            .joined(separator: language(", puis ", ", then "))
    }

    private var people: [String] {
        detail.parties.map { party in
            let signed = party.signedAt.map {
                language("a signé le \(moment($0))", "signed \(moment($0))") + (party.delegation.map(delegated) ?? "")
            }
            let state = signed ?? party.paper.map(onPaper) ?? unsigned(party)
            let person = "\(party.signatory.name.full), \(party.signatory.capacity)"
            let role = SignatoryWords.nameAndField(party.signatory.fieldName, in: language)
            return language("  \(role) : \(person) : \(state)", "  \(role): \(person): \(state)")
        }
    }

    /// « , par délégation (arrêté n° 12, en vigueur du 1er septembre 2026 au 31 août 2027) »
    private func delegated(_ act: DelegationFacts) -> String {
        language(
            ", par délégation (\(act.act), en vigueur du \(FrenchDate.day(iso: act.from)) au \(FrenchDate.day(iso: act.to)))",
            ", by delegation (\(act.act), in force from \(act.from) to \(act.to))")
    }

    /// « a signé sur papier le 8 juin 2026, signature attestée par Hélène Roussel, proviseure, le 9 juin 2026 »
    private func onPaper(_ paper: AttestedPaper) -> String {
        let words = PaperWords(electronicCount: 0, paper, .paris)
        let attestation = paper.attestation
        return language(
            "a signé sur papier le \(words.signedOn), signature \(words.attested)",
            "signed on paper \(attestation.signedOn), attested by \(attestation.attestedBy), \(attestation.function), "
                + moment(paper.at))
    }

    private func unsigned(_ party: PartyStatus) -> String {
        if detail.refusal?.fieldName == party.signatory.fieldName { return language("a refusé", "refused") }
        return switch detail.summary.status {
        case .completing, .toApprove, .draft: language("n’est pas encore invité", "not invited yet")
        case _ where party.hasDeclined: language("ne signe pas, ce qui est facultatif", "does not sign, and need not")
        case .signing where party.signatory.isOptional: language("peut signer", "may sign")
        case .signing where party.prefersPaper: language("préfère signer sur papier", "would rather sign on paper")
        case .signing: party.isAwaited ? language("attendu", "awaited") : language("ensuite", "later")
        case .expired, .completed, .amended, .ended, .interrupted, .refused, .cancelled, .superseded, .erased:
            language("n’a pas signé", "has not signed")
        }
    }

    private var revisions: [String] {
        detail.revisions.map { revision in
            let digest = revision.digest.hexadecimal
            let archival = revision.index > 0 ? language(", archivage", ", archival") : ""
            let signatory = revision.fieldName.map { ", " + name($0) } ?? archival
            return language(
                "  révision \(revision.index) : \(digest)\(signatory)",
                "  revision \(revision.index): \(digest)\(signatory)")
        }
    }

    private var history: [String] {
        detail.history.map { line in
            let whom = line.fieldName.map { " (\(name($0)))" } ?? ""
            let what = line.kind.name(in: language) + whom
            return language("  \(moment(line.at)) : \(what)", "  \(moment(line.at)): \(what)")
        }
    }
}

extension FollowedConvention.Kind {
    fileprivate func name(in language: Language) -> String {
        switch self {
        case .amendment: language("avenant", "amendment")
        case .attestation: language("attestation", "attestation")
        }
    }
}
