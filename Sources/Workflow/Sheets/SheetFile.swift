package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// What a sheet is made from besides the convention's data.
package struct SheetFacts: Hashable, Sendable {
    package let kind: HandoverSheet
    /// Whose copy it is.
    package let reader: ConventionData.RequiredSignature
    package let convention: ConventionID
    /// When the sheet is made.
    package let madeAt: Date
    package let isDemo: Bool
    /// All that is on file: whoever makes the sheet leaves out what its reader may not know.
    package let contacts: ContactSheet
}

/// A sheet in PDF, made for one reader and kept nowhere.
package struct SheetFile: Hashable, Sendable {
    package let convention: ConventionID
    package let kind: HandoverSheet
    package let bytes: [UInt8]

    package init(convention: ConventionID, kind: HandoverSheet, bytes: [UInt8]) {
        self.convention = convention
        self.kind = kind
        self.bytes = bytes
    }
}
