import CertificateAuthority
import ConventionVerification
import Foundation
import OpenSSLBridge
import PAdES
import PAdESValidation
import PDFModel
import TestSupport

extension Mutant {
    /// What is done to a document when it is archived, or to one that was.
    static let archives: [Mutant] =
        soundArchives + order + removals + additions + information + timeStamps + timeStampFields + around

    private static let soundArchives: [Mutant] = [
        Mutant("archived once", rule: 11, .sound(missing: 0), bytes: \.archived),
        Mutant("archived twice", rule: 12, .sound(missing: 0)) { workshop in
            try workshop.archive(workshop.archived, at: 7)
        },
        onFinished("archived by validation data alone", rule: 11, .sound(missing: 0)) { try addCertificate(to: &$0) },
        stamped("archived by a document time-stamp alone", rule: 12, .sound(missing: 0)) { _ in },
        archived("a certificate more in the archive", rule: 11, .sound(missing: 0)) {
            let certificate = try $0.addStream(Workshop.shared.get().authority.trust.seal.der)
            try $0.changeStore { $0["Certs"] = .array(($0["Certs"]?.arrayValue ?? []) + [certificate]) }
        },
        archived("a note on how a signature was validated", rule: 11, .sound(missing: 0)) {
            try addInformation(to: &$0)
        },
    ]

    private static let order: [Mutant] = [
        Mutant("the last signature made after archiving", rule: 9, .changed(.signedAfterArchiving)) { workshop in
            try workshop.signRest(try workshop.archive(workshop.after(3), at: 2), from: 3)
        },
        Mutant("two signatures made after archiving", rule: 9, .changed(.signedAfterArchiving)) { workshop in
            try workshop.signRest(try workshop.archive(workshop.after(2), at: 1), from: 2)
        },
        stamped("a document time-stamp earlier than a signature", rule: 19, .identity(.untrusted, .timeStampOrder)) {
            $0.time = Workshop.moment(1)
        },
        Mutant("a document time-stamp earlier than the one before", rule: 19, .identity(.untrusted, .timeStampOrder)) {
            workshop in
            try workshop.archive(workshop.archived, at: 3)
        },
    ]

    private static let removals: [Mutant] = [
        archived("the validation data removed", rule: 11, .changed(.removedSecurityStore)) {
            try $0.changeCatalog { $0["DSS"] = nil }
        },
        archived("the validation data emptied", rule: 11, .changed(.changedValidationData)) {
            try $0.changeStore { $0 = [:] }
        },
        archived("a certificate taken out of the archive", rule: 11, .changed(.changedValidationData)) {
            try $0.changeStore { $0["Certs"] = .array(Array(($0["Certs"]?.arrayValue ?? []).dropLast())) }
        },
        archived("a revocation list of the archive replaced", rule: 11, .changed(.changedValidationData)) {
            let list = try ($0.store()["CRLs"]?.arrayValue?.first?.referenceValue).orThrow()
            let other = try ($0.store()["CRLs"]?.arrayValue?.last).orThrow()
            let stream = try $0.document.resolve(other, asOf: $0.document.lastRevision.index)
            $0.objects = [.init(list.number, stream)]
        },
        archived(
            "a revocation list moved among the certificates", rule: 11,
            .changed(.changedValidationData, .malformedValidationData)
        ) {
            try $0.changeStore {
                let lists = $0["CRLs"]?.arrayValue ?? []
                $0["Certs"] = .array(($0["Certs"]?.arrayValue ?? []) + lists)
                $0["CRLs"] = nil
            }
        },
        archived(
            "a certificate of the archive freed", rule: 11,
            .changed(.freedObject, .unreadableObject, .revisionNotSigned)
        ) {
            $0.freed = [try ($0.store()["Certs"]?.arrayValue?.first?.referenceValue).orThrow().number]
        },
    ]

    private static let additions: [Mutant] = [
        onFinished("a text among the certificates of the archive", rule: 11, .changed(.malformedValidationData)) {
            try addStore(to: &$0, "Certs", Array("no certificate".utf8))
        },
        onFinished("a certificate among the revocation lists", rule: 11, .changed(.malformedValidationData)) {
            try addStore(to: &$0, "CRLs", Workshop.shared.get().authority.trust.seal.der)
        },
        onFinished("an OCSP response that refuses to answer", rule: 11, .changed(.malformedValidationData)) {
            try addStore(to: &$0, "OCSPs", [0x30, 0x03, 0x0A, 0x01, 0x06])
        },
        onFinished("a certificate with bytes behind it", rule: 11, .changed(.malformedValidationData)) {
            try addStore(to: &$0, "Certs", Workshop.shared.get().authority.trust.seal.der + [0])
        },
        onFinished("an archive with a list of another kind", rule: 11, .changed(.malformedValidationData)) {
            try addCertificate(to: &$0, more: ["Notes": .array([])])
        },
        onFinished(
            "a page's content named as a certificate", rule: 11, .changed(.malformedValidationData)
        ) {
            let content = try ($0.pages()[0].dictionary["Contents"]).orThrow()
            try addCertificate(to: &$0, others: [content])
        },
        onFinished(
            "an entry of the archive that is no stream", rule: 11, .changed(.unreadableObject, .revisionNotSigned)
        ) {
            try addCertificate(to: &$0, others: [.null])
        },
    ]

    private static let information: [Mutant] = [
        informed("the note on a signature's validation removed", .changed(.changedValidationInformation)) {
            $0["VRI"] = nil
        },
        informed("the note on a signature's validation emptied", .changed(.changedValidationInformation)) {
            $0["VRI"] = .dictionary([informationKey: .dictionary([:])])
        },
        informed(
            "a note on the validation of another signature that names no entry", .changed(.malformedValidationData)
        ) {
            var notes = $0["VRI"]?.dictionaryValue ?? [:]
            notes["00112233445566778899AABBCCDDEEFF00112233"] = .dictionary([
                "Cert": .array([.reference(PDFReference(number: 1))])
            ])
            $0["VRI"] = .dictionary(notes)
        },
        informed("a note on the validation of another signature that does more", .changed(.malformedValidationData)) {
            var notes = $0["VRI"]?.dictionaryValue ?? [:]
            notes["00112233445566778899AABBCCDDEEFF00112233"] = .dictionary(["A": .string(ascii: "action")])
            $0["VRI"] = .dictionary(notes)
        },
    ]

    private static let timeStamps: [Mutant] = [
        stamped("a document time-stamp over other bytes", rule: 12, .broken(.documentTimeStampDiffers)) {
            $0.covered = { _, _ in Array("something else".utf8) }
        },
        stamped("a document time-stamp over the earlier revisions alone", rule: 12, .broken(.documentTimeStampDiffers))
        {
            let count = $0.revision.document.bytes.count
            $0.covered = { file, _ in Array(file[..<count]) }
        },
        stamped("a document time-stamp that is no token", rule: 12, .broken(.documentTimeStampDiffers)) {
            $0.token = { _ in Array("no token".utf8) }
        },
        Mutant(
            "a document time-stamp used twice", rule: 12,
            .broken(.documentTimeStampDiffers, .signatureTwiceOverSameBytes)
        ) {
            workshop in
            var copy = try CraftedArchive(workshop, on: workshop.archived)
            let document = copy.revision.document
            let form = try InteractiveForm(of: document, asOf: document.lastRevision.index).orThrow()
            copy.fieldEntries["V"] = .reference(PDFReference(number: copy.valueNumber + 1))
            let value = try (form.signatureFields.last?.value).orThrow()
            copy.revision.objects = [.init(copy.valueNumber + 1, try copy.revision.object(value.number))]
            return Specimen(try copy.withoutStamp())
        },
        stamped(
            "a document time-stamp of a unit nobody knows", rule: 20, .identity(.untrusted, .timeStampIssuerUnknown)
        ) {
            let stranger = try TestAuthority(madeAt: Workshop.issuedAt).infrastructure.timeStampUnit
            let time = $0.time
            $0.token = { try stranger.token(for: $0, algorithm: .sha256, now: time) }
        },
        stamped("a document time-stamp from the future", rule: 19, .identity(.untrusted, .timeStampInvalid)) {
            $0.time = Workshop.moment(60)
        },
        stamped("a document time-stamp with a reason", rule: 12, .deviating(.signatureDictionaryEntries)) {
            $0.valueEntries["Reason"] = .text("Archive")
        },
        stamped("a document time-stamp with a certificate beside it", rule: 12, .deviating(.signatureDictionaryEntries))
        {
            $0.valueEntries["Cert"] = .string([1, 2, 3])
        },
        stamped("a document time-stamp of another handler", rule: 12, .deviating(.signatureDictionaryEntries)) {
            $0.valueEntries["Filter"] = .name("Other")
        },
    ]

    private static let timeStampFields: [Mutant] = [
        stampField("that can be seen") { $0["Rect"] = .array([0, 0, 595, 842].map(PDFObject.integer)) },
        stampField("with an appearance") { $0["AP"] = .dictionary(["N": .reference(PDFReference(number: 1))]) },
        stampField("with the name of a signatory's field", convention: [.fieldsDiffer]) { $0["T"] = .text("employer") },
        stampField("without a name") { $0["T"] = nil },
        stampField("with a name of two parts") { $0["T"] = .text("employer.2") },
        stampField("that is hidden") { $0["F"] = .integer(2) },
        stampField("with an action") { $0["A"] = .dictionary(["S": .name("JavaScript"), "JS": .string(ascii: "1")]) },
        stampField("with a lock") { $0["Lock"] = .dictionary(["Action": .name("All")]) },
        stamped(
            "a field of a document time-stamp that names no page", rule: 12,
            .changed(.unusualTimeStampField, .changedObject)
        ) {
            $0.fieldEntries["P"] = .reference(PDFReference(number: 1))
        },
        stamped(
            "a field of a document time-stamp that its page does not list", rule: 12,
            .changed(.unusualTimeStampField)
        ) {
            $0.alterPage = { $0["Annots"] = .array(Array(($0["Annots"]?.arrayValue ?? []).dropLast())) }
        },
        stamped(
            "a field of a document time-stamp that names another page than shows it", rule: 12,
            .changed(.unusualTimeStampField, .changedObject)
        ) {
            $0.fieldEntries["P"] = .reference(try $0.revision.pages()[1].reference)
        },
        stamped(
            "annotations in another order behind a document time-stamp", rule: 12, .changed(.unusualTimeStampField)
        ) {
            let pages = try $0.revision.pages()
            $0.page = try pages.firstIndex { ($0.dictionary["Annots"]?.arrayValue ?? []).count > 1 }.orThrow()
            $0.fieldEntries["P"] = .reference(pages[$0.page].reference)
            $0.alterPage = { $0["Annots"] = .array(Array(($0["Annots"]?.arrayValue ?? []).reversed())) }
        },
        stamped("a page that changes with a document time-stamp", rule: 13, .changed(.changedObject)) {
            $0.alterPage = { $0["Rotate"] = .integer(180) }
        },
        stamped("a form that changes with a document time-stamp", rule: 13, .changed(.changedObject)) {
            $0.alterForm = { $0["SigFlags"] = .integer(1) }
        },
        stamped(
            "a form that loses a field to a document time-stamp", rule: 12,
            .changed(.changedObject, .revisionNotSigned, convention: [.fieldsDiffer])
        ) {
            $0.alterForm = { $0["Fields"] = .array(Array(($0["Fields"]?.arrayValue ?? []).dropFirst())) }
        },
    ]

    private static let around: [Mutant] = [
        stamped("an object more under a document time-stamp", rule: 9, .changed(.unexplainedObject)) {
            $0.revision.objects = [.init(try $0.revision.newNumber(), .string(ascii: "note"))]
        },
        stamped("an annotation under a document time-stamp", rule: 9, .changed(.changedObject, .unexplainedObject)) {
            try $0.revision.addNote(toPage: 1)
        },
        stamped("another content of a page under a document time-stamp", rule: 9, .changed(.changedObject)) {
            let content = try ($0.revision.pages()[0].dictionary["Contents"]?.referenceValue).orThrow()
            $0.revision.objects = [.init(content.number, .stream(PDFStream(data: Array("BT ET".utf8))))]
        },
        stamped("a catalog that changes with a document time-stamp", rule: 13, .changed(.changedObject)) {
            try $0.revision.changeCatalog { $0["OCProperties"] = .dictionary(["OCGs": .array([])]) }
        },
        onFinished("a catalog that changes with validation data", rule: 13, .changed(.changedObject)) {
            try addCertificate(to: &$0, catalog: ["Lang": .text("en")])
        },
        onFinished("an object more beside validation data", rule: 9, .changed(.unexplainedObject)) {
            try addCertificate(to: &$0)
            $0.objects.append(.init(try $0.newNumber(5), .string(ascii: "note")))
        },
        onFinished("an extension that is not the archive's", rule: 11, .changed(.changedObject)) {
            let other = PDFObject.dictionary(["BaseVersion": .name("1.7"), "ExtensionLevel": .integer(8)])
            try addCertificate(to: &$0, catalog: ["Extensions": .dictionary(["ADBE": other])])
        },
        onFinished("an extension of another level", rule: 11, .changed(.changedObject)) {
            let other = PDFObject.dictionary(["BaseVersion": .name("1.7"), "ExtensionLevel": .integer(9)])
            try addCertificate(to: &$0, catalog: ["Extensions": .dictionary(["ESIC": other])])
        },
        Mutant(
            "an attacker's note, archived over", rule: 9,
            .changed(.changedObject, .unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) { workshop in
            var revision = try CraftedRevision(on: workshop.finished)
            try revision.addNote(toPage: 0)
            return Specimen(try workshop.archive(revision.bytes()))
        },
        archived(
            "an annotation over an archived document", rule: 13,
            .changed(.changedObject, .unexplainedObject, .revisionNotSigned, .severalFieldsSigned)
        ) { try $0.addNote(toPage: 0) },
        archived(
            "an archived document without its time-stamp", rule: 12,
            .changed(.changedSignedField, .revisionNotSigned, .severalFieldsSigned, convention: [.fieldsDiffer])
        ) {
            let document = $0.document
            let form = try InteractiveForm(of: document, asOf: document.lastRevision.index).orThrow()
            var field = try form.signatureFields.last.orThrow().dictionary
            field["V"] = nil
            $0.objects = [.init(try form.signatureFields.last.orThrow().reference.number, .dictionary(field))]
        },
    ]
}

extension Mutant {
    private static let informationKey: PDFName = "0123456789ABCDEF0123456789ABCDEF01234567"

    /// A revision without a time-stamp on the finished document.
    private static func onFinished(
        _ name: String, rule: Int, _ expected: Expectation,
        _ alter: @escaping @Sendable (inout CraftedRevision) throws -> Void
    ) -> Mutant {
        Mutant(name, rule: rule, expected) { workshop in
            var revision = try CraftedRevision(on: workshop.finished)
            try alter(&revision)
            return Specimen(try revision.bytes())
        }
    }

    /// A revision without a time-stamp on the archived document.
    private static func archived(
        _ name: String, rule: Int, _ expected: Expectation,
        _ alter: @escaping @Sendable (inout CraftedRevision) throws -> Void
    ) -> Mutant {
        Mutant(name, rule: rule, expected) { workshop in
            var revision = try CraftedRevision(on: workshop.archived)
            try alter(&revision)
            return Specimen(try revision.bytes())
        }
    }

    /// A document time-stamp made as told, on the finished document.
    private static func stamped(
        _ name: String, rule: Int, _ expected: Expectation,
        _ alter: @escaping @Sendable (inout CraftedArchive) throws -> Void
    ) -> Mutant {
        Mutant(name, rule: rule, expected) { workshop in
            var archive = try CraftedArchive(workshop, on: workshop.finished)
            try alter(&archive)
            return Specimen(try archive.bytes())
        }
    }

    private static func stampField(
        _ what: String, convention: [ConventionFinding.Code] = [],
        _ alter: @escaping @Sendable (inout PDFDictionary) -> Void
    ) -> Mutant {
        stamped(
            "a field of a document time-stamp \(what)", rule: 12,
            .changed(.unusualTimeStampField, convention: convention)
        ) { alter(&$0.fieldEntries) }
    }

    /// An archived document that also says how a signature was validated, and what is done to that afterwards.
    private static func informed(
        _ name: String, _ expected: Expectation, _ alter: @escaping @Sendable (inout PDFDictionary) -> Void
    ) -> Mutant {
        Mutant(name, rule: 11, expected) { workshop in
            var first = try CraftedRevision(on: workshop.archived)
            try addInformation(to: &first)
            var second = try CraftedRevision(on: first.bytes())
            try second.changeStore { alter(&$0) }
            return Specimen(try second.bytes())
        }
    }

    private static func addInformation(to revision: inout CraftedRevision) throws {
        try revision.changeStore {
            let certificates = $0["Certs"]?.arrayValue ?? []
            $0["VRI"] = .dictionary([informationKey: .dictionary(["Cert": .array(certificates)])])
        }
    }

    private static func addStore(
        to revision: inout CraftedRevision, _ list: PDFName, _ bytes: [UInt8]
    ) throws {
        let entry = try revision.addStream(bytes)
        try revision.changeCatalog { $0["DSS"] = .dictionary([list: .array([entry])]) }
    }

    /// - Parameters:
    ///   - more: Further entries of the store.
    ///   - others: Further members of its list of certificates.
    ///   - catalog: Further entries of the catalog.
    private static func addCertificate(
        to revision: inout CraftedRevision, more: PDFDictionary = [:], others: [PDFObject] = [],
        catalog: PDFDictionary = [:]
    ) throws {
        let certificate = try revision.addStream(Workshop.shared.get().authority.trust.issuingAuthority.der)
        var store = more
        store["Certs"] = .array([certificate] + others)
        try revision.changeCatalog {
            $0["DSS"] = .dictionary(store)
            for (key, value) in catalog { $0[key] = value }
        }
    }
}
