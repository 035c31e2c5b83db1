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

    /// The same data, asking those who need not sign.
    ///
    /// - Throws: `ConventionDataError` for data that cannot be read.
    package func asking(_ optional: [ConventionData.OptionalSignature], in data: [UInt8]) throws -> [UInt8] {
        var convention = try templates.conventionXML.parse(data)
        convention.signing.optional = optional
        return ConventionXML.serialize(convention)
    }

    /// Who is asked to sign a convention and need not.
    ///
    /// - Throws: `WorkflowError` as `ConventionWorkflow.source(of:)` does.
    package func whoMaySign(in id: ConventionID) async throws(WorkflowError) -> [ConventionData.OptionalSignature] {
        let source = try await workflow.source(of: id)
        do { return try ConventionXML.parseKept(source.canonicalData).signing.optional } catch {
            throw .unavailable(.damagedStorage)
        }
    }

    /// A draft from files: the convention's data, and its contact sheet.
    ///
    /// - Parameters:
    ///   - data: XML or JSON; judged when the draft is entered.
    ///   - sheet: XML or JSON.
    ///   - usual: Who is asked to sign, and need not, by data that do not say; `nil` for those whom the school asks in all its conventions.
    /// - Throws: ``WorkflowError/invalidData(_:)`` for a sheet that is not acceptable.
    package func draftRequest(
        data: [UInt8], sheet: [UInt8], order: DraftRequest.OrderChoice? = nil, template: String? = nil,
        asking usual: [ConventionData.OptionalSignature]? = nil
    ) throws(WorkflowError) -> DraftRequest {
        let sheet = try contactSheet(sheet)
        guard let convention = try? templates.conventionXML.parse(data) else {
            return DraftRequest(data: data, of: nil, sheet: sheet, order: order, template: template)
        }
        let asked = convention.asking(usual ?? workflow.settings.optionalSignatures)
        guard !templates.conventionXML.saysWhoMaySign(data), asked != convention else {
            return DraftRequest(data: data, of: convention, sheet: sheet, order: order, template: template)
        }
        return DraftRequest(
            data: ConventionXML.serialize(asked), of: asked, sheet: sheet, order: order, template: template)
    }

    /// A preparation from files: the school's part in JSON, and the contact sheet.
    ///
    /// - Parameter usual: Who is asked to sign, and need not, by data that do not say; `nil` for those whom the school asks in all its conventions.
    /// - Throws: ``WorkflowError/invalidData(_:)`` for a sheet that is not acceptable.
    package func preparationRequest(
        data: [UInt8], sheet: [UInt8], order: SigningOrder.Preset? = nil, template: String? = nil,
        asking usual: [ConventionData.OptionalSignature]? = nil
    ) throws(WorkflowError) -> DraftRequest {
        DraftRequest(
            preparing: data, sheet: try contactSheet(sheet), order: order, template: template,
            asking: usual ?? workflow.settings.optionalSignatures)
    }

    /// Enters what has changed in a convention's contact sheet.
    ///
    /// - Throws: As `ConventionWorkflow.correctSheet(of:with:)`; ``WorkflowError/invalidData(_:)`` for a representative
    ///   whom the convention does not name.
    package func correctSheet(of id: ConventionID, with sheet: ContactSheet) async throws(WorkflowError) {
        let source = try await workflow.source(of: id)
        guard let data = try? ConventionXML.parseKept(source.canonicalData) else {
            throw .unavailable(.damagedStorage)
        }
        let strangers = sheet.contacts.map(\.of).filter { !data.names($0) }
        guard strangers.isEmpty else {
            throw .invalidData(
                strangers.map {
                    BilingualText(
                        "Cette convention ne nomme personne en qualité de « \($0.rawValue) ».",
                        "This convention names nobody as \($0.rawValue).")
                })
        }
        try await workflow.correctSheet(of: id, with: sheet)
    }

    /// Reads a contact sheet, XML or JSON.
    ///
    /// - Throws: ``WorkflowError/invalidData(_:)``
    package func contactSheet(_ bytes: [UInt8]) throws(WorkflowError) -> ContactSheet {
        do throws(ConventionDataError) {
            return try templates.contactSheetXML.parse(bytes)
        } catch {
            throw .invalidData(error.faults.map(\.inEachLanguage))
        }
    }
}

extension DraftRequest {
    /// A draft of a convention and what is on file of its people.
    ///
    /// - Parameter convention: What `data` say; `nil` when they cannot be read, and the draft will be refused.
    package init(
        data: [UInt8], of convention: ConventionData?, sheet: ContactSheet?, order: OrderChoice?, template: String?
    ) {
        var signatories: [String: Contact] = [:]
        var others: [ContactSheet.Contact] = []
        for contact in sheet?.contacts ?? [] {
            if let email = contact.email, convention.map({ $0.isInvited(contact.of) }) ?? true {
                signatories[contact.of.rawValue] = Contact(email: email, mobile: contact.telephone)
            } else {
                others.append(contact)
            }
        }
        self.init(
            data: data, contacts: signatories, otherContacts: others, emergencyKit: sheet?.emergencyKit, order: order,
            template: template)
        parentsDisagree = sheet?.parents == .disagree
    }
}

extension ConventionData {
    /// Whether the workflow is to take a person for a signatory: it refuses those of them whom the convention does not know.
    fileprivate func isInvited(_ person: ContactSheet.Person) -> Bool {
        if let signature = OptionalSignature(rawValue: person.rawValue) { return signing.optional.contains(signature) }
        guard let signature = RequiredSignature(rawValue: person.rawValue) else { return false }
        return signing.required.contains(signature) || !names(person)
    }

    /// Whether there is such a person; a referent teacher may still be appointed.
    fileprivate func names(_ person: ContactSheet.Person) -> Bool {
        switch person {
        case .representative1: representatives.count > 0
        case .representative2: representatives.count > 1
        case .student, .school, .employer, .tutor, .referentTeacher: true
        }
    }
}
