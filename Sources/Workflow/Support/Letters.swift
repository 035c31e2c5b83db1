import ConventionDomain
import Parties

import struct Foundation.Date

/// Writes the messages of one convention.
struct Letters {
    let drafting: Drafting
    let contacts: [String: Contact]
    let convention: ConventionID
    let texts: WorkflowTexts
    let settings: WorkflowSettings

    var dates: FrenchDate { FrenchDate(timeZone: settings.timeZone) }

    /// - Parameters:
    ///   - fieldName: Who receives the message, at the address on file.
    ///   - key: The message's key, made once for ever.
    ///   - values: What this kind says besides the placement.
    /// - Throws: ``WorkflowError/Inability/texts`` when the text asks for a value that is not there.
    func write(
        _ kind: MailKind, to fieldName: String, key: String, _ values: [MailVariable: String] = [:],
        notAfter: Date? = nil
    ) throws(WorkflowError) -> QueuedMail {
        guard let template = texts.mails[kind], let contact = contacts[fieldName],
            let recipient = drafting.signatories.first(where: { $0.fieldName == fieldName })
        else { throw .unavailable(.texts) }
        let all = always(for: recipient).merging(values) { _, specific in specific }
        let letter: (subject: String, body: String)
        do { letter = try template.render(all.mapValues(\.onOneLine)) } catch { throw .unavailable(.texts) }
        let mail = OutgoingMail(
            messageKey: key, to: contact.email, subject: mark + letter.subject, textBody: letter.body)
        return QueuedMail(fieldName: fieldName, mail: mail, notAfter: notAfter)
    }

    private var mark: String { settings.isDemo ? "[Démonstration] " : "" }

    private func always(for recipient: Signatory) -> [MailVariable: String] {
        let outline = drafting.outline
        let values: [MailVariable: String] = [
            .recipient: recipient.name.full, .pupil: pupil(for: recipient.role), .host: outline.host,
            .school: outline.school, .reference: convention.text, .firstDay: FrenchDate.day(iso: outline.firstDay),
            .lastDay: FrenchDate.day(iso: outline.lastDay),
        ]
        return values.merging(DocumentWords(drafting).values) { own, _ in own }
    }

    /// The family knows the pupil by the given name; school and employer have more than one.
    private func pupil(for role: Signatory.Role) -> String {
        switch role {
        case .student, .representative: drafting.outline.pupil.given
        case .school, .employer, .teacher, .tutor: drafting.outline.pupil.full
        }
    }
}

extension ConventionWorkflow {
    func letters(for dossier: Dossier) -> Letters {
        Letters(
            drafting: dossier.drafting, contacts: dossier.history.contacts, convention: dossier.id,
            texts: ports.texts, settings: settings)
    }

    /// A message's key: 128 random bits.
    func messageKey() throws(WorkflowError) -> String { Base64URL.encode(try randomBytes(16)) }
}
