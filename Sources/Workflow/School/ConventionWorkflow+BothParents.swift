import Parties

extension ConventionWorkflow {
    /// One legal representative suffices, unless the school wants both wherever two are named, or knows that they disagree.
    ///
    /// Source: code civil, 372-2.
    /// - Throws: ``WorkflowError/invalidData(_:)`` when one signs and both have to.
    func requireBothParents(_ checked: CheckedConvention, parentsDisagree: Bool) throws(WorkflowError) {
        // A pupil who is of age or emancipated signs alone; where two sign, there is nothing to ask.
        guard checked.signatories.count(where: { $0.role == .representative }) == 1 else { return }
        if parentsDisagree { throw .invalidData([.parentsDisagree]) }
        guard settings.bothRepresentativesSign else { return }
        let named: [Signatory]
        do { named = try ports.documents.representatives(checked.canonicalData) } catch { throw WorkflowError(error) }
        guard named.count < 2 else { throw .invalidData([.bothSign]) }
    }
}

extension BilingualText {
    static let parentsDisagree = BilingualText(
        "Un désaccord des parents est connu : l’un ne peut pas signer pour les deux. Nommez les deux représentants légaux, et demandez leurs "
            + "deux signatures (representative-1 et representative-2).",
        "The parents are known to disagree: one cannot sign for both. Name both legal representatives, and ask for both signatures "
            + "(representative-1 and representative-2).")
    fileprivate static let bothSign = BilingualText(
        "L’établissement demande la signature des deux représentants légaux quand deux sont nommés (settings.json) : ajoutez celle qui manque.",
        "The school asks for both legal representatives' signatures where two are named (settings.json): add the one that is missing."
    )
}
