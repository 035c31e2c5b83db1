import ConventionDomain
import Parties

import struct Foundation.Date

extension ConventionWorkflow {
    /// Keeps what the host has written, complete or not, and gives it to the school when that is wanted and nothing is missing or wrong.
    ///
    /// - Parameter gives: Whether the host thinks that it is complete. If it is not, it is kept all the same, and the view says what is missing.
    /// - Throws: ``WorkflowError/wrongState(_:)`` when it was given before or the convention is a draft already.
    package func savePart(
        _ token: PartToken, _ part: HostPart, gives: Bool
    ) async throws(WorkflowError) -> PartView {
        let (link, _) = try await openPart(token)
        guard link.part == .host else { throw .unknownLink }
        try await change(link.convention) { dossier, time throws(WorkflowError) in
            try await requireOpen(token, in: dossier)
            let progress = try dossier.requirePreparation()
            guard !progress.given.contains(.host) else { throw .wrongState(dossier.state.phase) }
            let school = try await schoolPart(of: dossier)
            let bytes = part.bytes
            let file = StoredFile(kind: .data, digest: digest(of: bytes), bytes: bytes)
            var change = dossier.newChange(at: time)
            if progress.hostDigest != file.digest {
                change.events.append(.partSaved(PartSaving(dataDigest: file.digest)))
                if try await !isStored(file, of: dossier.id) { change.files = [file] }
            }
            let assessment =
                gives ? try await assess(part, of: school, template: dossier.drafting.templateIdentifier) : nil
            if assessment?.isComplete == true {
                change.events.append(
                    .partGiven(PartGiving(part: .host, fieldName: link.fieldName, dataDigest: file.digest)))
                if progress.given.contains(.family) {
                    change.events.append(.readied(Readiness(hostDigest: file.digest)))
                }
            }
            return change.events.isEmpty ? nil : change
        }
        return try await partView(token)
    }

    /// Records that the family found its data right. Answering twice changes nothing.
    ///
    /// - Throws: ``WorkflowError/wrongState(_:)`` while somebody else of the family has found something wrong: that waits for the school.
    package func confirmFamily(_ token: PartToken) async throws(WorkflowError) {
        let link = try await openFamily(token)
        try await change(link.convention) { dossier, time throws(WorkflowError) in
            try await requireOpen(token, in: dossier)
            let progress = try dossier.requirePreparation()
            guard !progress.given.contains(.family) else { return nil }
            guard !progress.isDisputed(byOthersThan: link.fieldName) else { throw .wrongState(dossier.state.phase) }
            var change = dossier.newChange(at: time)
            change.events = [.partGiven(PartGiving(part: .family, fieldName: link.fieldName))]
            if progress.given.contains(.host), let digest = progress.hostDigest {
                change.events.append(.readied(Readiness(hostDigest: digest)))
            }
            return change
        }
    }

    /// Records what the family found wrong; the school corrects it and asks again.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)`` for an empty or very long message, or one with control characters.
    package func disputeFamily(_ token: PartToken, message: String) async throws(WorkflowError) {
        let message = message.trimmed
        guard !message.isEmpty, message.count <= Self.longestReason else {
            throw .invalidData([
                BilingualText(
                    "Dites ce qui est à corriger, en \(Self.longestReason) caractères au plus.",
                    "Say what has to be corrected, in at most \(Self.longestReason) characters.")
            ])
        }
        try requireWritable(message, named: BilingualText("Le message", "The message"))
        let link = try await openFamily(token)
        try await change(link.convention) { dossier, time throws(WorkflowError) in
            try await requireOpen(token, in: dossier)
            _ = try dossier.requirePreparation()
            var change = dossier.newChange(at: time)
            change.events = [.partDisputed(PartDispute(fieldName: link.fieldName, message: message))]
            return change
        }
    }

    func openFamily(_ token: PartToken) async throws(WorkflowError) -> PartLink {
        let (link, _) = try await openPart(token)
        guard link.part == .family else { throw .unknownLink }
        return link
    }

    /// Mails a new link to the address on file, if the part is still open; says nothing about whether it was.
    ///
    /// - Throws: ``WorkflowError/unavailable(_:)`` only.
    package func renewPartLink(_ token: PartToken) async throws(WorkflowError) {
        do throws(WorkflowError) {
            let link = try await partLink(token)
            try await change(link.convention) { dossier, time throws(WorkflowError) in
                guard dossier.state.phase == .completing, dossier.preparation?.isOpen(link.part) == true,
                    dossier.fillers(of: link.part).contains(link.fieldName),
                    dossier.count(.partRequested, of: link.fieldName, since: time.addingTimeInterval(-3_600))
                        < settings.renewalsPerHour
                else { return nil }
                var change = dossier.newChange(at: time)
                try addPartRequest(
                    link.part, to: link.fieldName, .renewal, letters(for: dossier), isHostNamed: dossier.isHostNamed,
                    in: &change)
                return change
            }
        } catch {
            if case .unavailable = error { throw error }
        }
    }
}
