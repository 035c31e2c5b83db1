package import struct Foundation.Date

extension ConventionWorkflow {
    /// The mail by which a school is told of a danger where its pupils have applied.
    ///
    /// - Parameters:
    ///   - lines: Which offer it is about; each is put on one line.
    ///   - time: Of the report.
    ///   - occasion: The same however often the mail is made, another for each report and school.
    package func dangerLetter(
        about lines: [String], reportedAt time: Date, to address: String, occasion: String
    ) throws(WorkflowError) -> OutgoingMail {
        guard let template = ports.texts.mails[.offerDangerSchool] else { throw .unavailable(.texts) }
        let letter: (subject: String, body: String)
        do {
            letter = try template.render([
                .today: FrenchDate(timeZone: settings.timeZone).day(time),
                .lines: lines.map(\.onOneLine).joined(separator: "\n"),
            ])
        } catch { throw .unavailable(.texts) }
        let key = ports.store.authenticate(Array("danger \(occasion) \(address)".utf8))
        return OutgoingMail(
            messageKey: Base64URL.encode(Array(key.prefix(16))), to: address,
            subject: (settings.isDemo ? "[Démonstration] " : "") + letter.subject, textBody: letter.body)
    }
}
