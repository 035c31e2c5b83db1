import ConventionDomain
import Parties

import struct Foundation.Date

// The page of a parent who does not sign lies behind a code of its own, as pages behind reading links do; codes and passes are bound to the
// link, so that what opens the one opens nothing else.
extension ConventionWorkflow {
    /// Whether the page of a parent who does not sign may be shown to who shows this pass.
    ///
    /// - Throws: As ``noticeView(_:)``, whatever the pass: who has to ask for a code is told first that there is no use in it.
    package func admitsNotice(_ token: LinkToken, pass: String?) async throws(WorkflowError) -> Bool {
        _ = try await openNotice(token)
        return hasPass(pass, for: token)
    }

    /// Sends a one-time code for reading to the address on file of a parent who does not sign. No event says who looked when.
    ///
    /// - Throws: As ``noticeView(_:)``; ``WorkflowError/codeLocked(until:)``; ``WorkflowError/tooManyCodes(until:)``.
    package func requestNoticeReadingCode(_ token: LinkToken) async throws(WorkflowError) -> CodeRequested {
        let link = try await openNotice(token)
        let (id, fieldName) = (link.dossier.id, link.reader.fieldName)
        return try await readers.inTurn("\(id) \(fieldName)") { () async throws(WorkflowError) in
            var requested: CodeRequested?
            try await change(id) { dossier, time throws(WorkflowError) in
                guard let parent = try await notifiedParent(fieldName, of: dossier) else { throw .unknownLink }
                try await requireFreeToSend(to: fieldName, of: id, at: time, kind: .reading)
                let use = CodeUse(
                    purpose: .read, attempt: try newAttempt(), shownDigest: link.opened.record.baseDigest)
                let drawn = try drawCode(for: use, to: fieldName, of: id, at: time)
                requested = announce(drawn.challenge, .email(parent.email))
                var change = dossier.newChange(at: time)
                try addMessage(of: drawn, in: .codeReading, letters(for: dossier, to: parent), to: &change)
                return change
            }
            guard let requested else { throw .unavailable(.storage) }
            return requested
        }
    }

    /// Takes the code for reading, as ``enterForReading(_:code:attempt:)`` does for signatories.
    ///
    /// - Throws: For the code as that; for the link as ``noticeView(_:)``; ``WorkflowError/revokedLink`` with the last of too many wrong
    ///   codes.
    package func enterForReadingNotice(
        _ token: LinkToken, code: String, attempt: AttemptID
    ) async throws(WorkflowError) -> ReadingPass {
        try await attempts.inTurn(attempt) { () async throws(WorkflowError) in
            let link = try await openNotice(token)
            return try await enter(token, behind: link.opened, as: link.reader, code: code, attempt: attempt)
        }
    }
}
