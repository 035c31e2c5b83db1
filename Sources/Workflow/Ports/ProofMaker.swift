package import ConventionDomain
package import Typesetting

package import struct Foundation.Date

/// What a proof file is made from.
package struct ProofRequest: Sendable {
    package let history: ConventionHistory
    /// Whose it is, by field name; `nil` for the school's, which is of everybody.
    package let fieldName: String?
    package let state: ConventionState.Phase
    /// The newest revision of the document.
    package let document: [UInt8]
    /// The statements of consent in place: those that were agreed to are among them unless they have changed.
    package let statements: [ConsentStatement]
    package let madeAt: Date
    package let isDemo: Bool
}

/// In which form a proof file is given.
package enum ProofForm: String, Hashable, Sendable, CaseIterable {
    /// Sealed by the platform: what proves.
    case xml
    /// For reading, with the sealed file inside.
    case pdf
}

/// Why no proof file was made.
package enum ProofInability: Error, Hashable, Sendable {
    /// Nobody gives a time-stamp now; the same can succeed later.
    case noTimeStamp
    case storage(StoreError)
    /// What was done and found, without personal data.
    case other(String)
}

/// Makes proof files.
package struct ProofMaker: Sendable {
    package let file: @Sendable (ProofRequest, ProofForm) async throws(ProofInability) -> [UInt8]
    /// For a page; nothing is sealed.
    package let content: @Sendable (ProofRequest) async throws(ProofInability) -> DocumentContent

    package init(
        file: @escaping @Sendable (ProofRequest, ProofForm) async throws(ProofInability) -> [UInt8],
        content: @escaping @Sendable (ProofRequest) async throws(ProofInability) -> DocumentContent
    ) {
        (self.file, self.content) = (file, content)
    }

    /// Makes none.
    package static let none = ProofMaker(
        file: { _, _ throws(ProofInability) in throw .other("no proof files are made here") },
        content: { _ throws(ProofInability) in throw .other("no proof files are made here") })
}

/// A proof file for one reader, kept nowhere.
package struct ProofCopy: Hashable, Sendable {
    package let convention: ConventionID
    /// Whose it is, by field name; `nil` for the school's.
    package let fieldName: String?
    package let form: ProofForm
    package let bytes: [UInt8]

    package init(convention: ConventionID, fieldName: String?, form: ProofForm, bytes: [UInt8]) {
        (self.convention, self.fieldName, self.form, self.bytes) = (convention, fieldName, form, bytes)
    }

    /// `dossier-de-preuve-REFERENCE.xml`, with the signature field before the ending for a signatory's.
    package var fileName: String {
        (["dossier-de-preuve", convention.text] + [fieldName].compactMap(\.self)).joined(separator: "-")
            + ".\(form.rawValue)"
    }
}
