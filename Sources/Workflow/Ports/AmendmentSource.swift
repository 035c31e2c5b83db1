package import ConventionDomain
package import Parties

/// What an amendment is made from.
package struct AmendmentSource: Hashable, Sendable {
    /// The convention as it stands, in canonical XML.
    package let inForce: [UInt8]
    package let request: AmendmentRequest
    /// The day on which it is made.
    package let madeOn: CalendarDate

    package init(
        inForce: [UInt8], request: AmendmentRequest, madeOn: CalendarDate
    ) {
        self.inForce = inForce
        self.request = request
        self.madeOn = madeOn
    }
}

/// A convention's data, and those of an amendment that was signed, both in canonical XML.
package struct AmendedSource: Hashable, Sendable {
    package let inForce: [UInt8]
    package let amendment: [UInt8]

    package init(inForce: [UInt8], amendment: [UInt8]) {
        self.inForce = inForce
        self.amendment = amendment
    }
}

/// A convention as it stands amended.
package struct AmendedData: Hashable, Sendable {
    package let canonicalData: [UInt8]
    package let outline: ConventionOutline

    package init(canonicalData: [UInt8], outline: ConventionOutline) {
        self.canonicalData = canonicalData
        self.outline = outline
    }
}

/// What a school enters to change a convention that all have signed.
package struct AmendmentRequest: Hashable, Sendable {
    /// The data of the whole placement after the change, in XML or JSON.
    package let data: [UInt8]
    /// What it changes, in the school's words; `nil` leaves it to the service, which words places, dates, hours and tutor.
    package let changes: String?
    /// Why, as it is printed; `nil` for nothing.
    package let reason: String?
    package let effectiveOn: CalendarDate
    /// The template to make it from; `nil` for the service's.
    package let template: String?
    /// Why the pupil may have another convention for days that the amendment adds; `nil` when it may not.
    package var overlapReason: String?

    package init(
        data: [UInt8], effectiveOn: CalendarDate, changes: String? = nil, reason: String? = nil, template: String? = nil
    ) {
        self.data = data
        self.changes = changes
        self.reason = reason
        self.effectiveOn = effectiveOn
        self.template = template
    }
}
