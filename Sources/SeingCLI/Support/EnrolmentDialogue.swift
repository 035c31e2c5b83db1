import Bootstrap
import CertificateAuthority
import Foundation
import QREncodeBridge
import Workflow

/// Shows a new account's secret, this once, and asks for its first code.
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
