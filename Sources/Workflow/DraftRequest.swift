package import ConventionDomain
package import Parties

/// What the school enters to begin a convention.
package struct DraftRequest: Hashable, Sendable {
    /// The convention's data, in XML or JSON as documented for `convention.xml`.
    package let data: [UInt8]
    /// Where each signatory is reached, by field name.
    package let contacts: [String: Contact]
    /// How those are reached who sign nothing, or have no mail address; for the contact sheet.
    package let otherContacts: [ContactSheet.Contact]
    /// Who brings the emergency kit of a health plan; `nil` unless the family asked for the sheet that says so.
    package let emergencyKit: ContactSheet.EmergencyKit?
    /// Whether the school knows that the parents disagree, so that both have to sign. It is asked here and kept nowhere.
    package var parentsDisagree = false
    /// `nil` leaves it to the school's setting, and then to the template.
    package let order: OrderChoice?
    /// The template to make the document from; `nil` leaves it to the school's setting.
    package let template: String?
    /// Why the convention may have days that another one of the pupil has too; `nil` when it may not.
    package var overlapReason: String?
    /// Whether the family names the host of a preparation; then neither data nor contacts do.
    package var isHostOpen = false

    /// How the school says in which order people sign.
    package enum OrderChoice: Hashable, Sendable {
        case preset(SigningOrder.Preset)
        case custom(SigningOrder)
    }

    package init(
        data: [UInt8], contacts: [String: Contact], otherContacts: [ContactSheet.Contact] = [],
        emergencyKit: ContactSheet.EmergencyKit? = nil, order: OrderChoice? = nil, template: String? = nil
    ) {
        self.data = data
        self.contacts = contacts
        self.otherContacts = otherContacts
        self.emergencyKit = emergencyKit
        self.order = order
        self.template = template
    }
}
