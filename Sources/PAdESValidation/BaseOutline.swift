private import OpenSSLBridge
public import PDFModel

/// What revision 0 is and says, without a look at anything that came later: enough to tell which document it is.
public struct BaseOutline: Hashable, Sendable {
    /// SHA-256 of revision 0.
    public let digest: [UInt8]
    /// The embedded data with filters undone; `nil` when there are none.
    public let conventionXML: [UInt8]?

    /// - Throws: `PDFReadError` when the data cannot be read or are too large.
    public init(of document: PDFDocument) throws(PDFReadError) {
        digest = DigestAlgorithm.sha256.digest(document.bytes[document.revisions[0].range])
        conventionXML = try AssociatedFileInspector(document: document, embeddedFileCount: 1).conventionXML()
    }
}
