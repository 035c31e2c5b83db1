package import ConventionDomain
import Parties

extension ConventionWorkflow {
    /// Longest reason for a refusal or a cancellation, in characters.
    package static var longestReason: Int { 500 }

    /// Withdraws a convention that is not completed, and tells whoever was invited; of those who need not sign, who has signed or agreed to.
    ///
    /// - Parameter reason: In the school's words; not empty, at most 500 characters.
    /// - Throws: ``WorkflowError/conventionCompleted``, ``WorkflowError/conventionRefused`` or
    ///   ``WorkflowError/conventionCancelled`` when it is too late.
    package func cancel(_ id: ConventionID, reason: String) async throws(WorkflowError) {
        let reason = try requireReason(reason)
        try await change(id) { dossier, time throws(WorkflowError) in
            var change = dossier.newChange(at: time)
            change.events = [.cancelled(Cancellation(reason: reason))]
            try dossier.requirePossible(change.events)
            for fieldName in dossier.toldOfWithdrawal.union(dossier.askedFields).sorted()
            where !dossier.isDisowned(fieldName) {
                change.mails.append(
                    try letters(for: dossier).write(.cancelled, to: fieldName, key: try messageKey()))
            }
            try await addLetters(.cancelled, toNotifiedOf: dossier, to: &change)
            return change
        }
    }

    func requireReason(_ reason: String) throws(WorkflowError) -> String {
        let reason = reason.trimmed
        guard !reason.isEmpty else { throw .invalidData([BilingualText("Indiquez un motif.", "Give a reason.")]) }
        guard reason.count <= Self.longestReason else {
            throw .invalidData([
                BilingualText(
                    "Le motif dépasse \(Self.longestReason) caractères.",
                    "The reason is longer than \(Self.longestReason) characters.")
            ])
        }
        try requireWritable(reason, named: BilingualText("Le motif", "The reason"))
        return reason
    }

    /// Refuses control characters: they would show nowhere, steer a terminal, and XML has no way to hold them.
    func requireWritable(_ text: String, named name: BilingualText) throws(WorkflowError) {
        guard
            !text.unicodeScalars.contains(where: {
                $0.value < 0x20 && !"\t\n\r".unicodeScalars.contains($0) || $0 == "\u{FFFE}" || $0 == "\u{FFFF}"
            })
        else {
            throw .invalidData([
                BilingualText(
                    "\(name.french) contient un caractère invisible ; écrivez-le de nouveau.",
                    "\(name.english) holds an invisible character; write it again.")
            ])
        }
    }
}
