package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// What the host says of a placement that is over.
package struct AttestationEntry: Hashable, Sendable {
    /// Days on which the pupil was there.
    package let daysPresent: Int
    /// In the host's words; `nil` when it says nothing.
    package let appreciation: String?

    package init(daysPresent: Int, appreciation: String? = nil) {
        self.daysPresent = daysPresent
        self.appreciation = appreciation
    }
}

/// What an attestation is made from.
package struct AttestationSource: Hashable, Sendable {
    /// The convention as it stands, in canonical XML.
    package let inForce: [UInt8]
    package let entry: AttestationEntry
    /// The day on which the placement stopped; `nil` when it went on to its last day.
    package let stoppedOn: CalendarDate?

    package init(inForce: [UInt8], entry: AttestationEntry, stoppedOn: CalendarDate?) {
        self.inForce = inForce
        self.entry = entry
        self.stoppedOn = stoppedOn
    }
}

/// Where the attestation of a placement stands, for its parties.
package enum AttestationStanding: Hashable, Sendable {
    /// The placement is not over, did not take place, or the document is no convention.
    case none
    /// The host has not signed it.
    case awaited
    /// The host has signed it.
    case signed(ConventionID, at: Date)
}

/// What the page shows on which the host attests.
package struct AttestationForm: Hashable, Sendable {
    package let convention: ConventionID
    package let outline: ConventionOutline
    package let signatory: Signatory
    package let outcome: PlacementOutcome
    /// Days on which the pupil was to be there until the placement was over.
    package let plannedDays: Int

    package init(
        convention: ConventionID, outline: ConventionOutline, signatory: Signatory, outcome: PlacementOutcome,
        plannedDays: Int
    ) {
        self.convention = convention
        self.outline = outline
        self.signatory = signatory
        self.outcome = outcome
        self.plannedDays = plannedDays
    }
}
