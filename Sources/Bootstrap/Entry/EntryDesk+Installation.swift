import HTTPService
import Persistence
package import Placements
package import Workflow

extension Installation {
    /// How employers, moderators, pupils and families enter.
    ///
    /// - Parameters:
    ///   - office: Knows moderators' accounts and their codes.
    ///   - pupils: The schools' rosters.
    ///   - letters: Writes the mails; those of `Templates/Mails` by default.
    package func entryDesk(
        clock: WallClock, office: HeadOffice? = nil, pupils: PupilDirectory = .none,
        letters: EntryLetters? = nil
    ) -> EntryDesk {
        EntryDesk(
            store: store.entryStore,
            ports: EntryPorts(
                now: clock.now,
                randomBytes: { count throws(EntryError) in
                    do { return try Randomness.system.bytes(count) } catch { throw .unavailable("randomness") }
                },
                authenticate: store.conventionStore.authenticate, letters: letters ?? .workflow(workflow),
                pupils: pupils, moderators: .accounts(office ?? headOffice)))
    }
}

extension EntryLetters {
    /// By the texts of `Templates/Mails`. The stored text names no address of the service: whoever delivers it fills in the one that holds then.
    package static func workflow(_ workflow: ConventionWorkflow) -> EntryLetters {
        EntryLetters { letter throws(EntryError) in
            let kinds: [VisitorKind: MailKind] = [
                .employer: .employerEntry, .moderator: .moderatorEntry, .pupil: .pupilEntry,
                .family: .familyEntry,
            ]
            guard let kind = kinds[letter.kind] else { throw .unavailable("texts") }
            var values: [MailVariable: String] = [
                .link: PublicAddress.undelivered(VisitorPaths.entry(letter.token, as: letter.kind)),
                .minutes: String(letter.minutes),
            ]
            if kind.allowed.contains(.recipient) { values[.recipient] = letter.recipient ?? letter.email }
            do throws(WorkflowError) {
                let mail = try workflow.letter(kind, to: letter.email, values)
                return EntryMail(
                    messageKey: mail.messageKey, email: mail.to, subject: mail.subject, body: mail.textBody,
                    notAfter: letter.notAfter)
            } catch { throw EntryError(error) }
        }
    }
}

extension ModeratorDirectory {
    /// Accounts made by `seing moderator add`.
    package static func accounts(_ office: HeadOffice) -> ModeratorDirectory {
        ModeratorDirectory(
            atMailbox: { email throws(EntryError) in
                do throws(WorkflowError) {
                    return try await office.moderator(email: email).map(ModeratorAccount.init)
                } catch {
                    throw EntryError(error)
                }
            },
            find: { id throws(EntryError) in
                do throws(WorkflowError) { return try await office.moderator(id: id).map(ModeratorAccount.init) } catch
                {
                    throw EntryError(error)
                }
            },
            requireCode: { code, id throws(EntryError) in
                do throws(WorkflowError) { try await office.requireModeratorCode(code, of: id) } catch {
                    throw EntryError(error)
                }
            })
    }
}

extension ModeratorAccount {
    fileprivate init(_ account: HeadAccount) {
        self.init(id: account.id, name: account.name, email: account.email)
    }
}

extension EntryError {
    fileprivate init(_ error: WorkflowError) {
        switch error {
        case .wrongCode(let tries): self = .wrongCode(remainingTries: tries)
        case .codeLocked: self = .codePaused
        case .codeExpired: self = .codeUsed
        case .unauthorized: self = .expiredLink
        default: self = .unavailable(error.code)
        }
    }
}
