import ConventionDomain
import OpenSSLBridge
import Parties

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// What those who sign for a school do with an account: enrol, enter with two factors, read, agree to a list once.
package struct HeadOffice: Sendable {
    /// Limits of accounts and sessions. Durations are in seconds.
    package struct Limits: Hashable, Sendable {
        package var entryLifetime: TimeInterval = 900
        package var entriesPerHour = 3
        package var sessionLifetime: TimeInterval = 8 * 3_600
        /// A session that was not used for so long is over.
        package var idleLifetime: TimeInterval = 1_800
        /// Wrong codes before a pause.
        package var codeTries = 5
        package var codePause: TimeInterval = 900
        /// A secret that was printed and never used is good for nothing afterwards.
        package var confirmationLifetime: TimeInterval = 7 * 86_400

        package init() {}
    }

    let workflow: ConventionWorkflow
    let store: any HeadStore
    let limits: Limits
    /// Shared by all copies.
    let worklist = HeadWorklist()

    package init(_ workflow: ConventionWorkflow, store: any HeadStore, limits: Limits = Limits()) {
        self.workflow = workflow
        self.store = store
        self.limits = limits
    }

    /// Makes an account. Its secret is shown this once; it signs nothing until a first right code was entered.
    ///
    /// - Parameters:
    ///   - name: As conventions name the signatory for the school.
    ///   - email: As their contact sheets have it.
    ///   - issuer: Who runs the service, as the application shows it.
    ///   - role: What the account is for.
    ///   - school: Of staff and who signs, where the installation knows several schools.
    /// - Throws: ``WorkflowError/invalidData(_:)`` when name or address is not acceptable, or has a confirmed account already.
    package func enrol(
        name: String, email: String, issuer: String, role: AccountRole = .signatory, school: String? = nil
    ) async throws(WorkflowError) -> HeadEnrolment {
        let name = name.onOneLine.trimmed
        guard TextRule.personName.problem(in: name) == nil else { throw .invalidData([Self.unusableName]) }
        guard isMailAddress(email) else { throw .invalidData([.invalidAddress(of: "school")]) }
        let account = HeadAccount(
            id: "head-" + Base64URL.encode(try workflow.randomBytes(16)), name: name, email: email,
            createdAt: workflow.now(), role: role, school: school)
        let secret = try workflow.randomBytes(TimeBasedCode.secretByteCount)
        let record = HeadAccountRecord(account: account, secret: secret, addressHash: addressHash(email, role))
        do { try await store.addHead(record) } catch {
            guard error == .headMoved else { throw WorkflowError(error) }
            throw .invalidData([role == .moderator ? Self.takenModerator : Self.takenAddress])
        }
        let text = Base32.encode(secret)
        return HeadEnrolment(
            account: account, secret: text, address: Self.address(secret: text, email: email, issuer: issuer))
    }

    /// Enters the first code where the account is made, instead of with the first session.
    ///
    /// - Throws: ``WorkflowError/wrongCode(remainingTries:)``, ``WorkflowError/codeLocked(until:)``,
    ///   ``WorkflowError/codeExpired`` for a code that was used, ``WorkflowError/unauthorized`` when there is no such account.
    package func confirm(
        email: String, code: String, role: AccountRole = .signatory
    ) async throws(WorkflowError) {
        guard let account = try await account(email, role) else { throw .unauthorized }
        _ = try await requireCode(code, of: account.id)
    }

    /// Those of schools, or of moderators, oldest first.
    package func accounts(ofSchools: Bool = true) async throws(WorkflowError) -> [HeadAccount] {
        do { return try await store.heads().filter { $0.role.isOfSchool == ofSchools } } catch {
            throw WorkflowError(error)
        }
    }

    /// Takes an account back: its sessions end, its batches sign nothing more; what it has signed stays.
    ///
    /// - Returns: `false` when there is no account of this address.
    package func revoke(email: String, role: AccountRole = .signatory) async throws(WorkflowError) -> Bool {
        do { return try await store.removeHead(address: addressHash(email, role)) } catch { throw WorkflowError(error) }
    }

    /// An account that may enter or be confirmed; one for signing and one of staff of the same address are one.
    func account(_ email: String, _ role: AccountRole = .signatory) async throws(WorkflowError) -> HeadAccount? {
        do { return try await store.head(address: addressHash(email, role)) } catch { throw WorkflowError(error) }
    }

    /// Who moderates may work at a school as well, with the same address: these are two accounts, and two secrets.
    private func addressHash(_ email: String, _ role: AccountRole) -> TokenHash {
        workflow.accountHash(email, isOfSchool: role.isOfSchool)
    }

    /// The code is the one shown now, and was not used before.
    ///
    /// - Returns: Tries it took.
    func requireCode(_ typed: String, of account: String) async throws(WorkflowError) -> Int {
        let time = workflow.now()
        let counted: HeadTry?
        do {
            counted = try await store.countHeadTry(
                account, at: time, limit: limits.codeTries, pause: limits.codePause)
        } catch { throw WorkflowError(error) }
        guard let counted, isGood(counted.record.account, at: time) else { throw .unauthorized }
        if let until = counted.pausedUntil { throw .codeLocked(until: until) }
        let step: Int64?
        do throws(OpenSSLError) {
            let codes = TimeBasedCode(secret: counted.record.secret)
            if let code = OneTimeCode(typed: typed) {
                step = try codes.step(of: code, around: time)
            } else {
                step = nil
            }
        } catch { throw .unavailable(.damagedStorage) }
        guard let step else {
            let remaining = limits.codeTries - counted.tries
            throw remaining > 0
                ? .wrongCode(remainingTries: remaining) : .codeLocked(until: time.addingTimeInterval(limits.codePause))
        }
        do {
            guard try await store.useStep(step, of: account, at: time) else { throw WorkflowError.codeExpired }
        } catch let error as StoreError {
            throw WorkflowError(error)
        } catch { throw .codeExpired }
        return counted.tries
    }

    func isGood(_ account: HeadAccount, at time: Date) -> Bool {
        account.confirmedAt != nil || account.createdAt.addingTimeInterval(limits.confirmationLifetime) > time
    }
}

extension HeadOffice {
    private static let unusableName = BilingualText(
        "Donnez le nom tel que les conventions l’écrivent pour le signataire de l’établissement.",
        "Give the name as conventions write it for the signatory of the school.")
    private static let takenAddress = BilingualText(
        "Cette adresse a déjà un compte ; reprenez-le d’abord : seing head revoke",
        "This address has an account already; take it back first: seing head revoke")

    private static let takenModerator = BilingualText(
        "Cette adresse a déjà un compte ; reprenez-le d’abord : seing moderator remove",
        "This address has an account already; take it back first: seing moderator remove")

    /// Source: the key URI format that applications read from QR codes; RFC 3986 §2.1 for the escapes.
    private static func address(secret: String, email: String, issuer: String) -> String {
        let label = "\(escaped(issuer)):\(escaped(email))"
        return "otpauth://totp/\(label)?secret=\(secret)&issuer=\(escaped(issuer))&algorithm=SHA1"
            + "&digits=\(OneTimeCode.length)&period=\(TimeBasedCode.period)"
    }

    private static func escaped(_ text: String) -> String {
        let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        return text.utf8.map { byte in
            if kept.contains(byte) { return String(UnicodeScalar(byte)) }
            return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
