// Accounts of moderators: made as those of who signs, entered by pages of their own.
extension HeadOffice {
    /// The account of an address that may enter.
    package func moderator(email: String) async throws(WorkflowError) -> HeadAccount? {
        guard let account = try await account(email, .moderator), isGood(account, at: workflow.now()) else {
            return nil
        }
        return account
    }

    /// - Returns: `nil` once the account was taken back, and of an account for something else.
    package func moderator(id: String) async throws(WorkflowError) -> HeadAccount? {
        let account: HeadAccount?
        do { account = try await store.head(id) } catch { throw WorkflowError(error) }
        return account?.role == .moderator ? account : nil
    }

    /// Takes the code that a moderator's application shows now, once.
    ///
    /// - Throws: ``WorkflowError/wrongCode(remainingTries:)``; ``WorkflowError/codeLocked(until:)``; ``WorkflowError/codeExpired`` for a code
    ///   that was used; ``WorkflowError/unauthorized`` when there is no such moderator.
    package func requireModeratorCode(_ code: String, of id: String) async throws(WorkflowError) {
        guard try await moderator(id: id) != nil else { throw .unauthorized }
        _ = try await requireCode(code, of: id)
    }
}
