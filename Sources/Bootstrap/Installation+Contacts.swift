import ConventionTemplates
import Parties
package import Workflow

extension Installation {
    /// What is worth a second look in a convention's data, though it keeps nobody from issuing it.
    package func warnings(on data: [UInt8]) -> [String] {
        guard let data = try? templates.conventionXML.parse(data) else { return [] }
        return data.warnings().map { $0.text(in: .french) }
    }

    /// Reads a contact sheet, XML or JSON, into the contacts of a draft: those signatories who have an e-mail address.
    package func contacts(inSheet bytes: [UInt8]) throws(WorkflowError) -> [String: Contact] {
        let sheet: ContactSheet
        do throws(ConventionDataError) {
            sheet = try templates.contactSheetXML.parse(bytes)
        } catch {
            throw .invalidData(error.messages)
        }
        var contacts: [String: Contact] = [:]
        for contact in sheet.contacts {
            guard let signature = ConventionData.RequiredSignature(rawValue: contact.of.rawValue),
                let email = contact.email
            else { continue }
            contacts[signature.rawValue] = Contact(email: email, mobile: contact.telephone)
        }
        return contacts
    }
}

extension ConventionDataError {
    /// In the language of every other message to a school, without what was typed, because the messages may be logged.
    var messages: [String] { faults.map { "\($0.text(in: .french)) [\($0.code.rawValue)]" } }
}
