extension ConventionWorkflow {
    /// A mail that is about no convention, as it waits to be sent: the link by which somebody enters, say.
    ///
    /// - Throws: ``WorkflowError/Inability/texts`` when the text does not take these values.
    package func letter(
        _ kind: MailKind, to email: String, _ values: [MailVariable: String]
    ) throws(WorkflowError) -> OutgoingMail {
        guard let template = ports.texts.mails[kind] else { throw .unavailable(.texts) }
        let letter: (subject: String, body: String)
        do { letter = try template.render(values) } catch { throw .unavailable(.texts) }
        let mark = settings.isDemo ? "[Démonstration] " : ""
        return OutgoingMail(
            messageKey: try messageKey(), to: email, subject: mark + letter.subject, textBody: letter.body)
    }
}
