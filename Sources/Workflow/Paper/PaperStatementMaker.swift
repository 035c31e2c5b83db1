package import ConventionDomain
package import Parties

package import struct Foundation.Date

/// Makes the school's sealed statement that somebody signed a printed copy.
package struct PaperStatementMaker: Sendable {
    package let make: @Sendable (PaperStatementFacts) async throws(PaperStatementFault) -> [UInt8]

    package init(make: @escaping @Sendable (PaperStatementFacts) async throws(PaperStatementFault) -> [UInt8]) {
        self.make = make
    }

    /// Makes none.
    package static let none = PaperStatementMaker { _ throws(PaperStatementFault) in throw .failed(.signing) }
}

/// What a statement says.
package struct PaperStatementFacts: Hashable, Sendable {
    package let convention: ConventionID
    package let outline: ConventionOutline
    package let baseDigest: DocumentDigest
    package let isDemo: Bool
    package let signatory: Signatory
    package let signedOn: CalendarDate
    package let attestedBy: String
    package let function: String
    /// Whole seconds.
    package let attestedAt: Date
    package let scan: PaperScan

    package init(
        convention: ConventionID, outline: ConventionOutline, baseDigest: DocumentDigest, isDemo: Bool,
        signatory: Signatory, signedOn: CalendarDate, attestedBy: String, function: String, attestedAt: Date,
        scan: PaperScan
    ) {
        self.convention = convention
        self.outline = outline
        self.baseDigest = baseDigest
        self.isDemo = isDemo
        self.signatory = signatory
        self.signedOn = signedOn
        self.attestedBy = attestedBy
        self.function = function
        self.attestedAt = attestedAt
        self.scan = scan
    }
}

/// Why a statement could not be made.
package enum PaperStatementFault: Error, Hashable, Sendable {
    /// What was entered is not acceptable.
    case invalid([BilingualText])
    case failed(WorkflowError.Inability)
}
