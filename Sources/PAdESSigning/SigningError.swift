public import CMS
public import PAdES
public import PDFModel

/// Why a document could not be signed. The document stays as it was.
public enum SigningError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadableDocument(PDFReadError)
    /// The document declares no signature field of that name.
    case unknownField(String)
    case fieldAlreadySigned(String)
    /// The declared field lacks what a visible signature needs.
    case unusableField(String, missing: String)
    case appearance(AppearanceError)
    case certificate(CMSError)
    /// The CMS is larger than the place kept for it, which nothing can be done about once the digest is made.
    case contentsTooLarge(byteCount: Int, reserved: Int)
    case digest(String)

    public var description: String {
        switch self {
        case .unreadableDocument(let error): error.description
        case .unknownField(let name): "could not sign: the document declares no signature field '\(name)'"
        case .fieldAlreadySigned(let name): "could not sign: the field '\(name)' is signed already"
        case .unusableField(let name, let missing): "could not sign: the field '\(name)' has no \(missing)"
        case .appearance(let error): error.description
        case .certificate(let error): error.description
        case .contentsTooLarge(let byteCount, let reserved):
            "could not embed the signature: it takes \(byteCount) bytes, \(reserved) were reserved"
        case .digest(let reason): "could not compute the document's digest: \(reason)"
        }
    }
}
