package import Parties
import XMLBridge

/// What a school states about a signature on paper: the content of the `attestation.xml` that the statement carries.
package struct PaperSignature: Hashable, Sendable {
    /// A scan of the signed copy, embedded in the statement.
    package struct Scan: Hashable, Sendable {
        /// Name of the embedded file.
        package let name: String
        package let mediaType: String
        /// « sha256: » and 64 hexadecimal digits.
        package let digest: String

        package init(name: String, mediaType: String, digest: String) {
            (self.name, self.mediaType, self.digest) = (name, mediaType, digest)
        }
    }

    package let conventionID: String
    /// « sha256: » and the digest of the convention's revision 0 in hexadecimal.
    package let conventionDigest: String
    package let isDemonstration: Bool
    /// Field name of the signatory, such as `representative-1`.
    package let fieldName: String
    package let signatory: PersonName
    /// The day that stands beside the handwritten signature.
    package let signedOn: CalendarDate
    /// Who vouches for it, and in which function.
    package let attestedBy: String
    package let function: String
    package let attestedAt: Instant
    package let scan: Scan

    package init(
        conventionID: String, conventionDigest: String, isDemonstration: Bool, fieldName: String,
        signatory: PersonName, signedOn: CalendarDate, attestedBy: String, function: String, attestedAt: Instant,
        scan: Scan
    ) {
        self.conventionID = conventionID
        self.conventionDigest = conventionDigest
        self.isDemonstration = isDemonstration
        self.fieldName = fieldName
        self.signatory = signatory
        self.signedOn = signedOn
        self.attestedBy = attestedBy
        self.function = function
        self.attestedAt = attestedAt
        self.scan = scan
    }
}

/// Reads and writes `attestation.xml`; `Templates/Schemas/paper-signature.rng` says the same for other software.
package enum PaperSignatureXML {
    /// The scan's name by its kind of file.
    private static let scanNames = ["scan.jpg", "scan.pdf", "scan.png"]
    private static let mediaTypes = ["application/pdf", "image/jpeg", "image/png"]

    static let format = DataFormat(
        namespace: "urn:seing:paper-signature:1",
        root: .record(
            "paperSignature",
            [
                .record(
                    "convention",
                    [
                        .text("identifier", .identifier), .value("digest", .digest),
                        .value("demonstration", .boolean),
                    ]),
                .record(
                    "signatory",
                    [
                        .value(
                            "field",
                            .choice(ConventionData.RequiredSignature.allCases.map(\.rawValue))),
                        .text("givenName", .personName), .text("familyName", .personName),
                        .value("signedOn", .date),
                    ]),
                .record(
                    "attestation",
                    [
                        .text("name", .legalName), .text("function", .capacity), .value("at", .instant),
                    ]),
                .record(
                    "scan",
                    [
                        .value("name", .choice(scanNames)), .value("mediaType", .choice(mediaTypes)),
                        .value("digest", .digest),
                    ]),
            ]))

    /// What keeps a statement from being written: texts of the person that enters it.
    package static func faults(of signature: PaperSignature) -> [ConventionFault] {
        DataFormChecker(format: format).faults(in: tree(signature).normalised(in: format))
    }

    package static func serialize(_ signature: PaperSignature) -> [UInt8] {
        XMLWriter.bytes(of: tree(signature).normalised(in: format))
    }

    /// Its form is checked and not the schema: nobody corrects such a file, and what the form does not know is refused.
    package static func parse(_ bytes: [UInt8]) throws(ConventionDataError) -> PaperSignature {
        let tree = try DataDocumentReader.tree(xml: bytes, format: format)
        let root = DataReader(tree, form: format.root)
        let (convention, signatory) = (try root.record("convention"), try root.record("signatory"))
        let (attestation, scan) = (try root.record("attestation"), try root.record("scan"))
        return PaperSignature(
            conventionID: try convention.text("identifier"), conventionDigest: try convention.text("digest"),
            isDemonstration: try convention.text("demonstration") == "true", fieldName: try signatory.text("field"),
            signatory: PersonName(
                given: try signatory.text("givenName"), family: try signatory.text("familyName")),
            signedOn: try signatory.value("signedOn", CalendarDate.init(iso8601:)),
            attestedBy: try attestation.text("name"), function: try attestation.text("function"),
            attestedAt: try attestation.value("at", Instant.init(iso8601:)),
            scan: .init(
                name: try scan.text("name"), mediaType: try scan.text("mediaType"), digest: try scan.text("digest")))
    }

    private static func tree(_ signature: PaperSignature) -> XMLElement {
        DataTree.record(
            "paperSignature",
            [
                DataTree.record(
                    "convention",
                    [
                        DataTree.text("identifier", signature.conventionID),
                        DataTree.text("digest", signature.conventionDigest),
                        DataTree.text("demonstration", signature.isDemonstration ? "true" : "false"),
                    ]),
                DataTree.record(
                    "signatory",
                    [
                        DataTree.text("field", signature.fieldName),
                        DataTree.text("givenName", signature.signatory.given),
                        DataTree.text("familyName", signature.signatory.family),
                        DataTree.text("signedOn", signature.signedOn.iso8601),
                    ]),
                DataTree.record(
                    "attestation",
                    [
                        DataTree.text("name", signature.attestedBy), DataTree.text("function", signature.function),
                        DataTree.text("at", signature.attestedAt.iso8601),
                    ]),
                DataTree.record(
                    "scan",
                    [
                        DataTree.text("name", signature.scan.name),
                        DataTree.text("mediaType", signature.scan.mediaType),
                        DataTree.text("digest", signature.scan.digest),
                    ]),
            ])
    }
}
