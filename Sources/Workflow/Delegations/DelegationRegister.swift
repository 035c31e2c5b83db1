import ConventionDomain
package import Parties

/// What the school enters of a written act.
package struct DelegationEntry: Hashable, Sendable {
    package let school: String
    package let holder: String
    package let function: String
    package let act: String
    package let scope: String
    package let from: CalendarDate
    package let to: CalendarDate

    package init(
        school: String, holder: String, function: String, act: String, scope: String, from: CalendarDate,
        to: CalendarDate
    ) {
        self.school = school
        self.holder = holder
        self.function = function
        self.act = act
        self.scope = scope
        self.from = from
        self.to = to
    }
}

/// The register of those who may sign for a head of school, and by which act.
package struct DelegationRegister: Sendable {
    let workflow: ConventionWorkflow

    package init(_ workflow: ConventionWorkflow) { self.workflow = workflow }

    /// Records an act.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` for a UAI that is none, a text that is empty or too long, days in the wrong order, and an
    ///   act that is in the register already for the same person.
    package func add(_ entry: DelegationEntry) async throws(WorkflowError) -> Delegation {
        let school = UAI(entry.school)
        let texts: [(rule: TextRule, text: String, name: BilingualText)] = [
            (.personName, entry.holder.onOneLine, BilingualText("le nom", "the name")),
            (.capacity, entry.function.onOneLine, BilingualText("la fonction", "the function")),
            (.capacity, entry.act.onOneLine, BilingualText("la référence de l’acte", "the reference of the act")),
            (.capacity, entry.scope.onOneLine, BilingualText("l’objet", "the scope")),
        ]
        var messages = texts.compactMap { $0.rule.problem(in: $0.text) == nil ? nil : Self.unusable($0.name) }
        if school == nil { messages.append(Self.notAUAI) }
        if entry.to < entry.from { messages.append(Self.daysOutOfOrder) }
        guard let school, messages.isEmpty else { throw .invalidData(messages) }
        let delegation = Delegation(
            id: "del-" + Base64URL.encode(try workflow.randomBytes(9)), school: school, holder: texts[0].text,
            function: texts[1].text, act: texts[2].text, scope: texts[3].text, from: entry.from, to: entry.to,
            recordedAt: workflow.now())
        guard try await !list().contains(where: { $0.revokedAt == nil && $0.isSameAct(as: delegation) }) else {
            throw .invalidData([Self.recordedAlready])
        }
        do { try await workflow.ports.store.delegations.add(delegation) } catch { throw WorkflowError(error) }
        return delegation
    }

    /// In the order in which they were recorded; those that ended or were taken back too.
    package func list() async throws(WorkflowError) -> [Delegation] {
        do { return try await workflow.ports.store.delegations.list() } catch { throw WorkflowError(error) }
    }

    /// Takes an act back at once: nothing more is signed under it; what was signed stays good.
    ///
    /// - Returns: `false` when none has that reference, or it was taken back already.
    package func revoke(_ id: String) async throws(WorkflowError) -> Bool {
        do { return try await workflow.ports.store.delegations.revoke(id, workflow.now()) } catch {
            throw WorkflowError(error)
        }
    }

    private static func unusable(_ name: BilingualText) -> BilingualText {
        BilingualText(
            "Donnez \(name.french) sur une ligne, sans adresse ni numéro de téléphone, en 150 caractères au plus (100 pour un nom).",
            "Give \(name.english) on one line, without address or telephone number, in 150 characters at most (100 for a name)."
        )
    }

    private static let notAUAI = BilingualText(
        "L’UAI de l’établissement a sept chiffres et la lettre qui leur correspond ; vérifiez la saisie.",
        "The school's UAI has seven digits and the letter that belongs to them; check what was typed.")
    private static let daysOutOfOrder = BilingualText(
        "Le dernier jour de la délégation précède le premier ; corrigez l’un des deux.",
        "The delegation's last day is before the first; correct one of them.")
    private static let recordedAlready = BilingualText(
        "Cet acte est déjà enregistré pour cette personne ; voyez : seing delegation list",
        "This act is recorded for this person already; see: seing delegation list")
}

extension Delegation {
    fileprivate func isSameAct(as other: Delegation) -> Bool {
        school == other.school && holder.lowercased() == other.holder.lowercased() && act == other.act
            && (from, to) == (other.from, other.to)
    }
}
