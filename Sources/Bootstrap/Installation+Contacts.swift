package import ConventionDomain
import ConventionTemplates
package import Parties
package import Workflow

extension Installation {
    /// What is worth a second look in a convention's data, though it keeps nobody from issuing it.
    ///
    /// - Parameter day: The day on which it is to be issued.
    package func warnings(on data: [UInt8], issuedOn day: CalendarDate?, in language: MessageLanguage) -> [String] {
        guard let data = try? templates.conventionXML.parse(data) else { return [] }
        return data.warnings(issuedOn: day, calendar: templates.conventionXML.calendar).map { $0.text(in: language) }
    }

    /// Reads a contact sheet, XML or JSON, into the contacts of a draft: those signatories who have an e-mail address.
    package func contacts(inSheet bytes: [UInt8]) throws(WorkflowError) -> [String: Contact] {
        let sheet: ContactSheet
        do throws(ConventionDataError) {
            sheet = try templates.contactSheetXML.parse(bytes)
        } catch {
            throw .invalidData(error.faults.map(\.inEachLanguage))
        }
        return Self.contacts(sheet)
    }

    /// The contacts of a draft: those signatories of a sheet who have an e-mail address.
    package static func contacts(_ sheet: ContactSheet) -> [String: Contact] {
        var contacts: [String: Contact] = [:]
        for contact in sheet.contacts {
            guard let signature = ConventionData.RequiredSignature(rawValue: contact.of.rawValue),
                let email = contact.email
            else { continue }
            contacts[signature.rawValue] = Contact(email: email, mobile: contact.telephone)
        }
        return contacts
    }

    /// The sheet that these contacts came from, less what the service does not keep.
    package static func sheet(of contacts: [String: Contact], for id: ConventionID) -> ContactSheet {
        ContactSheet(
            convention: id.text,
            contacts: ContactSheet.Person.allCases.compactMap { person in
                contacts[person.rawValue].map { .init(of: person, email: $0.email, telephone: $0.mobile) }
            })
    }
}
