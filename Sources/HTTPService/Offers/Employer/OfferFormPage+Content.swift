import Offers
import Parties

/// Makes the page of a form from what was typed and what is wrong with it.
struct OfferFormWriter {
    let form: OfferForm
    let frame: OfferFormFrame
    let calendar: PlacementCalendar
    let today: CalendarDate

    func page() -> OfferFormPage {
        let (seconde, weeks) = (periods.filter(\.isOfSeconde), periods.filter { !$0.isOfSeconde })
        let weekNames = Set(weeks.map(OfferFormName.places))
        return OfferFormPage(
            page: frame.page, bar: frame.bar, heading: frame.heading, back: frame.back, action: frame.action,
            formToken: frame.formToken, reference: frame.reference?.text, version: frame.version.map { "\($0)" },
            summary: ProblemSummary(summaryLines), conflict: frame.conflict, isDraft: frame.isDraft,
            employer: [field(OfferFormName.siret), field(OfferFormName.legalName)], kinds: kinds,
            body: field(OfferFormName.body), selects: [sector, size], naf: field(OfferFormName.naf),
            nafEdition: nafEdition,
            contact: [
                OfferFormName.givenName, OfferFormName.familyName, OfferFormName.capacity, OfferFormName.email,
                OfferFormName.phone,
            ].map(field), what: [field(OfferFormName.title), field(OfferFormName.tasks)], grades: grades,
            periodsProblem: problem(OfferFormName.periods), seconde: seconde.map(line), weeks: weeks.map(line),
            areWeeksOpen: weekNames.contains { form.has($0) || problem($0) != nil } || isForCollege,
            sites: (1...form.siteCount).map(site), siteCount: form.siteCount,
            nextSite: form.siteCount < OfferFault.maximumSites ? "\(form.siteCount + 1)" : nil, remote: remote,
            hoursProblem: problem(OfferFormName.hours), days: OfferForm.daysOfWeek.map(day),
            conditions: field(OfferFormName.conditions), features: features,
            accessibilityNote: field(OfferFormName.accessibilityNote), audience: audience, priorities: priorities,
            schools: field(OfferFormName.schools))
    }

    /// Whoever chose such a class looks for its weeks.
    private var isForCollege: Bool {
        ConventionData.Grade.observing.contains { $0 != .seconde && form.has(OfferFormName.grade + $0.rawValue) }
    }

    // MARK: Problems

    /// All that is said beside a field.
    private func problem(_ name: String) -> String? {
        let texts = frame.problems.filter { $0.field == name }.map(\.text)
        return texts.isEmpty ? nil : texts.joined(separator: " ")
    }

    /// What is wrong with the hours of several days in the same words is said once; each day keeps it beside its fields.
    private var summaryLines: [FormProblem] {
        var told: Set<String> = []
        return frame.problems.compactMap { problem in
            let days = OfferForm.daysOfWeek.filter { day in
                frame.problems.contains(OfferFormProblem(field: OfferFormName.day(day), text: problem.text))
            }
            guard days.count > 1, days.map(OfferFormName.day).contains(problem.field) else { return line(problem) }
            guard told.insert(problem.text).inserted else { return nil }
            let names = days.map(OfferWords.weekday)
            let list = names.dropLast().joined(separator: ", ") + " et " + (names.last ?? "")
            return FormProblem(
                field: OfferFormPage.id(OfferFormName.day(days[0])),
                text: "\(list.firstUppercased)\u{A0}: \(problem.text)")
        }
    }

    private func line(_ problem: OfferFormProblem) -> FormProblem {
        let label = OfferFormLabels.label(of: problem.field, calendar)
        return FormProblem(
            field: OfferFormPage.id(problem.field),
            text: label.isEmpty ? problem.text : "\(label)\u{A0}: \(problem.text)")
    }

    // MARK: Fields

    private func field(_ name: String) -> HostPartPage.Field {
        let shape = OfferFormLabels.shape(of: name)
        return HostPartPage.Field(
            name: name, id: OfferFormPage.id(name), label: OfferFormLabels.label(of: name, calendar), hint: shape.hint,
            type: shape.type, isLong: shape.isLong, value: form[name], problem: problem(name),
            maximumLength: shape.maximumLength)
    }

    private func ticks(_ name: String, _ legend: String, hint: String? = nil, _ boxes: [(name: String, label: String)])
        -> OfferFormPage.Choices
    {
        OfferFormPage.Choices(
            id: OfferFormPage.id(name), legend: legend, hint: hint, problem: problem(name),
            choices: boxes.map { box in
                OfferFormPage.Choice(
                    id: OfferFormPage.id(box.name), name: box.name, type: "checkbox", value: OfferForm.yes,
                    label: box.label, isChosen: form.has(box.name))
            })
    }

    private func radios(
        _ name: String, _ legend: String, hint: String? = nil, chosen: String, _ values: [(String, String)]
    ) -> OfferFormPage.Choices {
        OfferFormPage.Choices(
            id: OfferFormPage.id(name), legend: legend, hint: hint, problem: problem(name),
            choices: values.map { value, label in
                OfferFormPage.Choice(
                    id: OfferFormPage.id("\(name)-\(value)"), name: name, type: "radio", value: value, label: label,
                    isChosen: value == chosen)
            })
    }

    private func select(
        _ name: String, hint: String? = nil, prompt: String?, _ values: [(String, String)]
    ) -> OfferFormPage.Select {
        OfferFormPage.Select(
            id: OfferFormPage.id(name), name: name, label: OfferFormLabels.label(of: name, calendar), hint: hint,
            problem: problem(name), prompt: prompt,
            choices: values.map { ChoiceLine(value: $0.0, label: $0.1, isChosen: $0.0 == form[name]) })
    }

    // MARK: Choices

    private var kinds: OfferFormPage.Choices {
        radios(
            OfferFormName.kind, "Sorte d’organisme", chosen: form[OfferFormName.kind],
            EmployerKindChoice.allCases.map { ($0.rawValue, $0.label) })
    }

    private var sector: OfferFormPage.Select {
        select(
            OfferFormName.sector, prompt: "Choisissez un secteur", Sector.inAlphabet.map { ($0.rawValue, $0.name) })
    }

    private var size: OfferFormPage.Select {
        select(
            OfferFormName.size, prompt: "Choisissez une taille",
            Employer.Size.allCases.map { ($0.rawValue, OfferWords.size($0)) })
    }

    private var nafEdition: OfferFormPage.Select {
        select(
            OfferFormName.nafEdition, prompt: nil,
            [
                (NAFCode.Edition.revision2.rawValue, "NAF rév. 2 (depuis 2008)"),
                (NAFCode.Edition.of2025.rawValue, "NAF 2025 (à partir de 2027)"),
            ])
    }

    private var grades: OfferFormPage.Choices {
        ticks(
            OfferFormName.grades, "Pour quelles classes\u{202F}?",
            ConventionData.Grade.observing.reversed().map {
                (OfferFormName.grade + $0.rawValue, OfferWords.grade($0))
            })
    }

    private var remote: OfferFormPage.Choices {
        ticks(
            OfferFormName.remote + "-choix", "À distance",
            [(OfferFormName.remote, "L’élève observe depuis un autre lieu, par exemple son établissement")])
    }

    private var features: OfferFormPage.Choices {
        ticks(
            OfferFormName.accessibilityNote + "-choix", "Le lieu est-il aménagé\u{202F}?",
            OfferAccessibility.Feature.allCases.map {
                (OfferFormName.feature + $0.rawValue, OfferWords.feature($0).firstUppercased)
            })
    }

    private var audience: OfferFormPage.Choices {
        let chosen = AudienceChoice(rawValue: form[OfferFormName.audience]) ?? .everyone
        return radios(
            OfferFormName.audience, "À qui l’offre est-elle montrée\u{202F}?", chosen: chosen.rawValue,
            AudienceChoice.allCases.map { ($0.rawValue, $0.label) })
    }

    private var priorities: OfferFormPage.Choices {
        let names: [OfferAudience.PriorityKind: String] = [
            .rep: "REP", .repPlus: "REP+", .qpv: "Quartier prioritaire de la ville (QPV)",
        ]
        return ticks(
            OfferFormName.priority + "choix", "Éducation prioritaire",
            hint: "si vous avez choisi l’éducation prioritaire",
            OfferAudience.PriorityKind.allCases.map { (OfferFormName.priority + $0.rawValue, names[$0] ?? "") })
    }

    // MARK: When and where

    /// Those that can still be offered, and those that the offer has.
    private var periods: [OfferPeriod] {
        let year = SchoolYear(containing: today)
        // From spring on, the next school year is prepared as well.
        let years = (4...6).contains(today.month) ? [year, SchoolYear(start: year.start + 1)] : [year]
        let choices = years.flatMap { OfferPeriod.choices(of: $0, after: today, calendar) }
        let others = form.periods.filter { !choices.contains($0) }
            .sorted { ($0.schoolYear.start, $0.slot) < ($1.schoolYear.start, $1.slot) }
        return others + choices
    }

    private func line(_ period: OfferPeriod) -> OfferFormPage.Period {
        let name = OfferFormName.places(period)
        let taken = frame.taken[period] ?? 0
        let note = taken == 0 ? "" : taken == 1 ? " (1 place prise)" : " (\(taken) places prises)"
        return OfferFormPage.Period(
            id: OfferFormPage.id(name), name: name,
            label: OfferWords.period(period, calendar).firstUppercased + note, value: form[name],
            problem: problem(name))
    }

    private func site(_ number: Int) -> OfferFormPage.Site {
        OfferFormPage.Site(
            id: OfferFormPage.id("lieu-\(number)"), legend: number == 1 ? "Lieu principal" : "Lieu \(number)",
            fields: OfferFormName.SitePart.allCases.map { field(OfferFormName.site(number, $0)) })
    }

    private func day(_ weekday: Int) -> HostPartPage.Day {
        let id = OfferFormPage.id(OfferFormName.day(weekday))
        let problem = problem(OfferFormName.day(weekday))
        let times = (1...max(2, form.lastSlot(of: weekday))).flatMap { slot in
            [(OfferFormName.SlotEnd.from, "début"), (.to, "fin")].map { end, word in
                let name = OfferFormName.time(weekday, slot, end)
                let part = slot == 1 ? "Matin" : slot == 2 ? "Après-midi" : "Plage \(slot)"
                return HostPartPage.Time(
                    name: name, id: OfferFormPage.id(name), label: "\(part), \(word)",
                    value: TimeOfDay(typed: form[name])?.iso8601 ?? form[name], isWrong: problem != nil, dayID: id)
            }
        }
        return HostPartPage.Day(
            id: id, name: OfferWords.weekday(weekday).firstUppercased, problem: problem, times: times)
    }
}

extension String {
    var firstUppercased: String { prefix(1).uppercased() + dropFirst() }
}
