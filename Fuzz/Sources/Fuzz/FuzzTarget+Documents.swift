import Foundation
import OpenSSLBridge
import PAdES
import PAdESValidation
import Parties

@testable import PDFModel

/// Whole documents, read and judged.
extension FuzzTarget {
    static let documents = [
        FuzzTarget(name: "pdf-objects") { try readEverything(PDFDocument(bytes: $0)) },
        FuzzTarget(name: "security-store") { bytes in
            let document = try PDFDocument(bytes: ObjectAssembly(bytes).document)
            guard let store = try DocumentSecurityStore(of: document, asOf: 0) else { return }
            for der in store.certificates { _ = try? Certificate(der: der) }
            for der in store.ocspResponses { _ = try? OCSPResponse(der: der) }
            for der in store.revocationLists { _ = try? CertificateRevocationList(der: der) }
            try addTo(store, of: document)
        },
        FuzzTarget(name: "validator") { _ = try judge($0) },
        FuzzTarget(name: "revision") { bytes in
            let report = try judge(base.bytes + bytes)
            let isExplained = bytes.isEmpty || report.facts.revisions.count > base.revisions.count
            mustHold(report.integrity != .intact || isExplained, "what stands behind the document is seen")
        },
        FuzzTarget(name: "update") { bytes in
            let updated = ObjectAssembly(bytes).update(of: base)
            let document = try PDFDocument(bytes: updated)
            if try judge(updated).integrity == .intact {
                mustHold(changedStreams(of: document).isEmpty, "no stream that was signed is replaced")
            }
            _ = try judge(updated, by: .general)
        },
    ]

    /// A signed document, behind which the input stands as further revisions: validation data, time-stamps, signatures.
    private static let base: PDFDocument = {
        guard let document = try? PDFDocument(bytes: Seeds.file("base.pdf")) else { fatalError("base.pdf is no PDF") }
        return document
    }()

    private static func readEverything(_ document: PDFDocument) throws {
        for revision in document.revisions {
            for number in revision.entries.keys.prefix(200) {
                let reference = PDFReference(number: number, generation: 0)
                guard let object = try? document.indirectObject(reference, asOf: revision.index) else { continue }
                _ = try? object.object.streamValue?.decoded(limit: 1 << 20)
            }
            _ = try? InteractiveForm(of: document, asOf: revision.index)
        }
    }

    /// A store only grows: whatever a document holds, archiving it again keeps that.
    private static func addTo(_ store: DocumentSecurityStore, of document: PDFDocument) throws {
        var catalog = try document.catalog(asOf: 0)
        var update = try IncrementalUpdate(of: document)
        let material = DocumentSecurityStore.Material(certificates: [Seeds.file("authority.der")])
        guard DocumentSecurityStore.add(material, to: store, catalog: &catalog, update: &update) else { return }
        update.set(.dictionary(catalog), at: PDFReference(number: 1))
        let grown = try PDFDocument(bytes: update.serialize(identifier: [0]).bytes)
        let after = try DocumentSecurityStore(of: grown, asOf: 1)
        for list in DocumentSecurityStore.List.allCases {
            let kept = Set(after?.entries[list] ?? [])
            mustHold(kept.isSuperset(of: store.entries[list] ?? []), "what was in the store stays in it")
        }
        let (now, before) = (after?.validationInformation.keys, store.validationInformation.keys)
        mustHold(now.map(Set.init) == Set(before), "/VRI names the same signatures")
    }

    private static func changedStreams(of document: PDFDocument) -> [Int] {
        let last = document.lastRevision.index
        return document.lastRevision.entries.keys.filter { number in
            let reference = PDFReference(number: number)
            guard let before = try? document.indirectObject(reference, asOf: last - 1).object,
                before.streamValue != nil
            else { return false }
            return (try? document.indirectObject(reference, asOf: last).object) != before
        }
    }

    private static func judge(_ bytes: [UInt8], by policy: ValidationPolicy = .strict) throws -> ValidationReport {
        let deadline = Date().addingTimeInterval(10)
        let document = try PDFDocument(bytes: bytes, mayGoOn: { Date() < deadline })
        let validator = DocumentValidator(trust: .none, policyArc: .demo, policy: policy)
        let report = try validator.validate(document, at: 1_796_000_000)
        mustHold(report.identity != .trusted, "nobody is trusted without an anchor")
        return report
    }
}
