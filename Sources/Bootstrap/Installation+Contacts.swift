import ConventionTemplates
import Parties
package import Workflow

extension Installation {
    /// Reads a contact sheet, XML or JSON, into the contacts of a draft: those signatories who have an e-mail address.
    package func contacts(inSheet bytes: [UInt8]) throws(WorkflowError) -> [String: Contact] {
        let sheet: ContactSheet
        do throws(ConventionDataError) {
            sheet = try templates.contactSheetXML.parse(bytes)
        } catch {
            throw .invalidData(error.faults.map(\.description))
        }
        var contacts: [String: Contact] = [:]
        for contact in sheet.contacts {
            guard let signature = ConventionData.RequiredSignature(rawValue: contact.of.rawValue), let email = contact.email
            else { continue }
            contacts[signature.rawValue] = Contact(email: email, mobile: contact.telephone)
        }
        return contacts
    }
}
