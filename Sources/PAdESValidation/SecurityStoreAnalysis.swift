import CMS
private import OpenSSLBridge
import PAdES
import PDFModel

/// Explains what a revision did to the validation data that the document carries.
///
/// The store may only grow: whatever was in it stays, in the list where it was, with the same bytes.
///
/// Source: EN 319 142-1 §5.4.2.
struct SecurityStoreAnalysis {
    private let document: PDFDocument
    private let revision: Revision
    private let before: DocumentSecurityStore?
    private let after: DocumentSecurityStore?
    /// Objects that the change accounts for, by number.
    private(set) var explained: Set<Int> = []
    private(set) var modifications: [Modification] = []

    /// - Throws: `PDFReadError` when one of the two states cannot be read.
    init(of document: PDFDocument, revision: Revision) throws(PDFReadError) {
        self.document = document
        self.revision = revision
        before = try DocumentSecurityStore(of: document, asOf: revision.index - 1)
        after = try DocumentSecurityStore(of: document, asOf: revision.index)
        guard let after else {
            if before != nil { modifications.append(Modification(.removedSecurityStore)) }
            return
        }
        if after.isUnusual { modifications.append(Modification(.malformedValidationData)) }
        compareLists(with: after)
        compareInformation(with: after)
        let known = before?.structure ?? []
        explained.formUnion(after.structure.filter { isNew($0) || known.contains($0) }.map(\.number))
    }

    /// Whether the revision concerns validation data at all; an empty store is none.
    var hasChange: Bool {
        let (old, new) = (before?.references ?? [], after?.references ?? [])
        guard before != nil || after?.entries.isEmpty == false else { return false }
        return old != new || new.contains { revision.entries[$0.number] != nil } || before?.entries != after?.entries
            || before?.validationInformation != after?.validationInformation
    }

    private mutating func compareLists(with after: DocumentSecurityStore) {
        for list in DocumentSecurityStore.List.allCases {
            let old = before?.entries[list] ?? []
            let new = after.entries[list] ?? []
            for entry in old where !new.contains(entry) || revision.entries[entry.reference.number] != nil {
                modifications.append(Modification(.changedValidationData, object: entry.reference.number))
                explained.insert(entry.reference.number)
            }
            let known = Set(old.map(\.reference))
            for entry in new where !known.contains(entry.reference) {
                explained.insert(entry.reference.number)
                guard isNew(entry.reference), list.holds(entry.der) else {
                    modifications.append(Modification(.malformedValidationData, object: entry.reference.number))
                    continue
                }
            }
        }
    }

    private static let informationKeys: Set<PDFName> = ["Type", "Cert", "OCSP", "CRL", "TU", "TS"]

    private mutating func compareInformation(with after: DocumentSecurityStore) {
        for (key, value) in before?.validationInformation ?? [:] where after.validationInformation[key] != value {
            modifications.append(Modification(.changedValidationInformation))
        }
        let listed = after.references.subtracting(after.structure)
        for (key, value) in after.validationInformation where before?.validationInformation[key] == nil {
            let references = ["Cert", "OCSP", "CRL"].flatMap { value[PDFName($0)]?.arrayValue ?? [] }
            let isSound =
                Self.informationKeys.isSuperset(of: value.keys)
                && references.allSatisfy { $0.referenceValue.map(listed.contains) ?? false }
                && value["TS"] == nil && value["TU"].map { $0.stringValue != nil } ?? true
            if !isSound { modifications.append(Modification(.malformedValidationData)) }
        }
    }

    private func isNew(_ reference: PDFReference) -> Bool {
        reference.generation == 0 && revision.entries[reference.number] != nil
            && document.entry(of: reference.number, asOf: revision.index - 1) == nil
    }
}

extension DocumentSecurityStore {
    /// Everything it is made of.
    fileprivate var references: Set<PDFReference> {
        structure.union(entries.values.flatMap { $0.map(\.reference) })
    }
}

extension DocumentSecurityStore.List {
    /// Whether the bytes are what the list is for.
    fileprivate func holds(_ der: [UInt8]) -> Bool {
        switch self {
        case .certificates: (try? Certificate(der: der)) != nil
        case .revocationLists: (try? CertificateRevocationList(der: der)) != nil
        case .ocspResponses: (try? OCSPResponseEnvelope(der: der)) != nil
        }
    }
}
