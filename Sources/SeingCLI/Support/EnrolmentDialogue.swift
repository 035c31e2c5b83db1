import Bootstrap
import CertificateAuthority
import Foundation
import QREncodeBridge
import Workflow

/// What is done with accounts that have a second factor, of schools or of moderation: a new one's secret is shown, this once, and its first code
/// asked for; they are listed, and taken back.
struct EnrolmentDialogue {
    let options: ConventionCommand.Options
    let role: AccountRole

    func enrol(_ installation: Installation, name: String, email: String, school: String? = nil) async throws {
        let enrolment = try await options.withWorkflow(of: installation) { installation throws(WorkflowError) in
            try await installation.headOffice.enrol(
                name: name, email: email, issuer: installation.infrastructure.trust.policies.organisation, role: role,
                school: school)
        }
        show(enrolment)
    }

    private func show(_ enrolment: HeadEnrolment) {
        let terminal = Terminal.output
        if terminal.canRedraw, let code = try? TerminalQRCode(enrolment.address) {
            code.lines.forEach(Console.print)
        }
        Console.print(enrolment.address)
        Console.print(enrolment.secret)
        Console.note(
            options.language(
                "Ce secret n’est montré que cette fois. Scannez le code ou saisissez le secret dans une application de codes "
                    + "(TOTP), puis effacez-le d’ici.",
                "This secret is shown this once. Scan the code or type the secret into an application for codes (TOTP), then "
                    + "erase it here."))
    }

    /// On a terminal only.
    func askForCode(_ installation: Installation, email: String) async throws {
        guard Terminal(descriptor: STDIN_FILENO, environment: [:]).isTerminal else { return }
        Console.draw(
            options.language(
                "Premier code de l’application, ou Entrée pour plus tard : ",
                "First code of the application, or Enter for later: "))
        guard let code = readLine(), !code.isEmpty else { return }
        try await confirm(installation, email: email, code: code)
    }

    func confirm(_ installation: Installation, email: String, code: String) async throws {
        try await options.withWorkflow(of: installation) { installation throws(WorkflowError) in
            try await installation.headOffice.confirm(email: email, code: code, role: role)
        }
        Console.note(options.language("Le compte est actif.", "The account is active."))
    }
}

extension EnrolmentDialogue {
    /// Those of schools for the role of any, those of moderation for that of one.
    func list() async throws {
        let accounts = try await options.withWorkflow { installation throws(WorkflowError) in
            try await installation.headOffice.accounts(ofSchools: role.isOfSchool)
        }
        if accounts.isEmpty { Console.note(options.language("aucun compte", "no account")) }
        for account in accounts {
            let state = account.confirmedAt.map { Moment.text(Int64($0.timeIntervalSince1970), in: options.language) }
            Console.print(
                "\(account.email)  \(account.name)  "
                    + (state ?? options.language("attend son premier code", "awaits its first code"))
                    + (account.role == .staff ? options.language("  ne signe pas", "  does not sign") : "")
                    + (account.school.map { "  \($0)" } ?? ""))
        }
    }

    func takeBack(email: String) async throws {
        let isGone = try await options.withWorkflow { installation throws(WorkflowError) in
            try await installation.headOffice.revoke(email: email, role: role)
        }
        guard !isGone else { return }
        let list = role.isOfSchool ? "seing head list" : "seing moderator list"
        throw Console.fail(
            options.language(
                "aucun compte n’a cette adresse ; voyez : \(list)", "no account has that address; see: \(list)"),
            as: .failed)
    }
}
