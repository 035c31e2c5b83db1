public import CMS
private import OpenSSLBridge
private import PAdES
public import PDFModel

/// A revision that fills one declared field and waits for its signature.
///
/// The session holds no key. It can be kept while the signature is made elsewhere, and completed once.
///
/// Source: EN 319 142-1 §5.3; ISO 32000-1 §12.8.1.
public struct SigningSession: Sendable {
    /// Names of the appearance fonts in the form's `/DR`, which revision 0 declares.
    private static let regularFont: PDFName = "Text"
    private static let boldFont: PDFName = "TextBold"

    private let revision: UnsignedRevision
    private let contentsByteCount: Int
    /// Digest of everything but the hole for the signature.
    public let messageDigest: [UInt8]

    /// - Parameters:
    ///   - digestAlgorithm: Identifier of a SHA-2 digest.
    ///   - contentsByteCount: Space to keep for the CMS, in bytes.
    /// - Throws: ``SigningError`` when the field does not exist, is signed, or cannot be drawn.
    public init(
        document: PDFDocument, request: SignatureRequest, digestAlgorithm: String = ObjectIdentifiers.sha256,
        contentsByteCount: Int
    ) throws(SigningError) {
        guard let algorithm = DigestAlgorithm(oid: digestAlgorithm) else {
            throw .digest("the algorithm \(digestAlgorithm) is none of SHA-256, SHA-384 and SHA-512")
        }
        let update = try Self.update(document: document, request: request, contentsByteCount: contentsByteCount)
        self.contentsByteCount = contentsByteCount
        do throws(OpenSSLError) {
            // Revision k + 1 begins with the bytes of revision k: they are digested once for both purposes.
            let digester = try Digester(algorithm)
            try digester.update(document.bytes)
            revision = update.serialize(identifier: Array(try digester.digestSoFar().prefix(16)))
            for piece in revision.signedPieces { try digester.update(piece) }
            messageDigest = try digester.finalize()
        } catch { throw .digest(error.description) }
    }

    /// The signed file.
    ///
    /// - Parameter contents: DER of the SignedData.
    /// - Throws: ``SigningError/contentsTooLarge(byteCount:reserved:)``.
    public func completed(contents: [UInt8]) throws(SigningError) -> [UInt8] {
        guard let bytes = revision.filling(contents: contents) else {
            throw .contentsTooLarge(byteCount: contents.count, reserved: contentsByteCount)
        }
        return bytes
    }

    private static func update(
        document: PDFDocument, request: SignatureRequest, contentsByteCount: Int
    ) throws(SigningError) -> IncrementalUpdate {
        let newest = document.lastRevision.index
        do {
            guard let form = try InteractiveForm(of: document, asOf: newest),
                let field = form.signatureFields.first(where: { $0.name == request.fieldName })
            else { throw SigningError.unknownField(request.fieldName) }
            guard !field.isSigned else { throw SigningError.fieldAlreadySigned(request.fieldName) }
            let appearance = try draw(request.appearance, in: field, form: form, document: document)
            var update = try IncrementalUpdate(of: document)
            var dictionary = field.dictionary
            dictionary["V"] = .reference(
                update.addSignature(signatureDictionary(request), contentsByteCount: contentsByteCount))
            dictionary["AP"] = .dictionary(["N": .reference(update.add(.stream(appearance)))])
            update.set(.dictionary(dictionary), at: field.reference)
            return update
        } catch let error as PDFReadError {
            throw .unreadableDocument(error)
        } catch let error as AppearanceError {
            throw .appearance(error)
        } catch let error as SigningError {
            throw error
        } catch {
            preconditionFailure("the body throws the three types above")
        }
    }

    private static func draw(
        _ appearance: SignatureAppearance, in field: SignatureField, form: InteractiveForm, document: PDFDocument
    ) throws -> PDFStream {
        guard let size = field.size else { throw SigningError.unusableField(field.name, missing: "rectangle") }
        let newest = document.lastRevision.index
        return try appearance.formXObject(
            size: size, regular: AppearanceFont(named: regularFont, in: form, of: document, asOf: newest),
            bold: AppearanceFont(named: boldFont, in: form, of: document, asOf: newest))
    }

    /// Source: EN 319 142-1 §6.3, table 1: no `/Cert`, no `/Reference`.
    private static func signatureDictionary(_ request: SignatureRequest) -> PDFDictionary {
        [
            "Type": .name("Sig"), "Filter": .name("Adobe.PPKLite"), "SubFilter": .name("ETSI.CAdES.detached"),
            "M": .string(Array(request.claimedTime.description.utf8)), "Name": .text(request.appearance.signatory),
        ]
    }
}
