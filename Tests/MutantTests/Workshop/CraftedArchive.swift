import CertificateAuthority
import Foundation
import OpenSSLBridge
import PAdES
import PDFModel
import TestSupport

/// A revision with one document time-stamp, of which every part can be made wrong before it is stamped.
struct CraftedArchive {
    let workshop: Workshop
    /// The revision around it: further objects, validation data, stray bytes.
    var revision: CraftedRevision
    var fieldEntries: PDFDictionary
    /// Without `/ByteRange` and `/Contents`.
    var valueEntries: PDFDictionary = [
        "Type": .name("DocTimeStamp"), "Filter": .name("Adobe.PPKLite"), "SubFilter": .name("ETSI.RFC3161"),
    ]
    /// Changes the form that lists the field.
    var alterForm: (inout PDFDictionary) -> Void = { _ in }
    /// Which page shows it.
    var page = 0
    /// Changes the page that shows it.
    var alterPage: (inout PDFDictionary) -> Void = { _ in }
    /// What is stamped; the two spans unless set.
    var covered: ((_ file: [UInt8], ByteRange) -> [UInt8])?
    var time = Workshop.moment(6)
    /// Makes the token for a digest.
    var token: ((_ digest: [UInt8]) throws -> [UInt8])?
    let fieldNumber: Int
    let valueNumber: Int
    private static let reservedByteCount = 4096
    private static let byteRangeWidth = 60

    init(_ workshop: Workshop, on bytes: [UInt8]) throws {
        self.workshop = workshop
        revision = try CraftedRevision(on: bytes)
        // Numbers below these are for what a mutant adds.
        fieldNumber = try revision.newNumber(20)
        valueNumber = fieldNumber + 1
        fieldEntries = [
            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"), "T": .text("Archive"),
            "F": .integer(132), "Rect": .array([0, 0, 0, 0].map(PDFObject.integer)),
            "P": .reference(try revision.pages()[0].reference),
            "V": .reference(PDFReference(number: valueNumber)),
        ]
    }

    /// The whole file with the stamped revision.
    func bytes() throws -> [UInt8] {
        var (file, hole) = try unstampedFile()
        let range = ByteRange(holeAt: hole, end: file.count)
        let numbers = Array("[\(range.numbers.map(String.init).joined(separator: " "))]".utf8)
        let place = hole.lowerBound - "/Contents ".utf8.count - Self.byteRangeWidth
        file.replaceSubrange(place..<place + numbers.count, with: numbers)
        let content = covered?(file, range) ?? Array(file[range.first] + file[range.second])
        let digest = DigestAlgorithm.sha256.digest(content)
        let contents = try token?(digest) ?? workshop.token(for: digest, at: time)
        let digits = contents.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
        let padding = String(repeating: "0", count: 2 * (Self.reservedByteCount - contents.count))
        file.replaceSubrange(hole, with: Array("<\(digits)\(padding)>".utf8))
        return file
    }

    /// The revision with the field whose value is an object of ``revision``, and no place for a token.
    func withoutStamp() throws -> [UInt8] {
        var revision = try listing(revision)
        revision.objects.append(CraftedRevision.Object(fieldNumber, .dictionary(fieldEntries)))
        return try revision.bytes()
    }

    /// A revision in which form and page list the field.
    private func listing(_ revision: CraftedRevision) throws -> CraftedRevision {
        var revision = revision
        let field = PDFObject.reference(PDFReference(number: fieldNumber))
        try revision.changeForm {
            $0["Fields"] = .array(($0["Fields"]?.arrayValue ?? []) + [field])
            alterForm(&$0)
        }
        var page = try revision.pages()[self.page]
        page.dictionary["Annots"] = .array((page.dictionary["Annots"]?.arrayValue ?? []) + [field])
        alterPage(&page.dictionary)
        revision.objects.append(CraftedRevision.Object(page.reference.number, .dictionary(page.dictionary)))
        return revision
    }

    private func unstampedFile() throws -> (file: [UInt8], hole: Range<Int>) {
        var revision = try listing(revision)
        let marker = String(repeating: "@", count: 2 * Self.reservedByteCount + 2)
        var body = serialized(.dictionary(valueEntries)).dropLast(2)
        body += Array("/ByteRange \(String(repeating: " ", count: Self.byteRangeWidth))/Contents \(marker)>>".utf8)
        revision.objects += [
            CraftedRevision.Object(fieldNumber, .dictionary(fieldEntries)),
            CraftedRevision.Object(valueNumber, body: Array(body)),
        ]
        let file = try revision.bytes()
        let start =
            try file.lastRange(of: Array("/Contents @".utf8)).orThrow("no place for the contents").upperBound - 1
        return (file, start..<start + marker.utf8.count)
    }
}

extension Workshop {
    /// A token of the authority's own unit.
    func token(for digest: [UInt8], at time: Date) throws -> [UInt8] {
        try authority.infrastructure.timeStampUnit.token(for: digest, algorithm: .sha256, now: time)
    }
}

extension CraftedRevision {
    /// The security store as the catalog names it.
    func store() throws -> PDFDictionary {
        try document.dictionary(catalog().dictionary["DSS"], asOf: document.lastRevision.index).orThrow("no store")
    }

    /// Writes the security store again, in place, changed.
    mutating func changeStore(_ change: (inout PDFDictionary) throws -> Void) throws {
        var store = try store()
        try change(&store)
        let number = try (catalog().dictionary["DSS"]?.referenceValue).orThrow("no store").number
        objects.append(Object(number, .dictionary(store)))
    }

    /// Adds a stream and returns its reference.
    mutating func addStream(_ bytes: [UInt8], next: Int = 0) throws -> PDFObject {
        let number = try newNumber(next)
        objects.append(Object(number, .stream(PDFStream(data: bytes))))
        return .reference(PDFReference(number: number))
    }
}
