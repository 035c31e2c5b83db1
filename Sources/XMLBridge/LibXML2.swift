import CLibXML2

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Darwin)
    private import Darwin
#elseif canImport(Musl)
    private import Musl
#endif

/// What libxml2 needs once a process, and how its messages become values.
enum LibXML2 {
    /// Initialises the library before any thread uses it, and takes from it every means of opening a file or an address.
    static let ready: Void = {
        xmlInitParser()
        unsafe xmlSetExternalEntityLoader { _, _, _ in nil }
    }()

    /// Makes the types of schemas before any thread reads one: libxml2 says that they are there before it has made them, and a second thread
    /// then finds a type missing.
    static let schemaTypes: Void = {
        xmlSchemaInitTypes()
        _ = xmlRelaxNGInitTypes()
    }()

    /// Collects messages during one call into libxml2; never leaves that call.
    final class Collector {
        var problems: [XMLProblem] = []
    }

    /// Adds one message of libxml2 to the collector behind `target`.
    static func record(_ target: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?, as code: XMLProblem.Code) {
        guard let target = unsafe target, let error = unsafe error else { return }
        let collector = unsafe Unmanaged<Collector>.fromOpaque(target).takeUnretainedValue()
        let text = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? "no message"
        let message = text.hasSuffix("\n") ? String(text.dropLast()) : text
        // It stops at 256 elements inside each other before our own limit is asked, under the code of an internal error.
        let code = code == .notWellFormed && message.hasPrefix("Excessive depth") ? .tooDeep : code
        // Schema errors use the second integer for something else than a column.
        let column = code == .notWellFormed ? unsafe Int(error.pointee.int2) : 0
        collector.problems.append(
            XMLProblem(
                code, line: unsafe Int(error.pointee.line), column: column, message,
                mistake: code == .notWellFormed ? mistake(unsafe error.pointee.code) : nil))
    }

    private static func mistake(_ code: Int32) -> XMLProblem.Mistake? {
        guard code > 0 else { return nil }
        switch xmlParserErrors(rawValue: UInt32(code)) {
        case XML_ERR_DOCUMENT_EMPTY: return .emptyFile
        case XML_ERR_INVALID_ENCODING, XML_ERR_UNKNOWN_ENCODING, XML_ERR_UNSUPPORTED_ENCODING: return .notUTF8
        case XML_ERR_INVALID_CHAR, XML_ERR_INVALID_CHARREF: return .forbiddenCharacter
        case XML_ERR_LT_IN_ATTRIBUTE, XML_ERR_NAME_REQUIRED, XML_ERR_ENTITYREF_SEMICOL_MISSING,
            XML_ERR_UNDECLARED_ENTITY,
            XML_WAR_UNDECLARED_ENTITY, XML_ERR_ENTITYREF_NO_NAME:
            return .unescapedSign
        case XML_ERR_TAG_NAME_MISMATCH: return .tagMismatch
        case XML_ERR_TAG_NOT_FINISHED: return .unfinished
        case XML_ERR_DOCUMENT_END: return .textAfterEnd
        case XML_ERR_ATTRIBUTE_REDEFINED: return .attributeRepeated
        case XML_NS_ERR_UNDEFINED_NAMESPACE: return .unknownPrefix
        case XML_ERR_HYPHEN_IN_COMMENT, XML_ERR_COMMENT_NOT_FINISHED: return .comment
        default: return nil
        }
    }
}

extension LibXML2 {
    /// Releases memory that libxml2 handed over; its allocator is malloc unless a program replaces it, which none here does.
    static func release(_ pointer: UnsafeMutableRawPointer) { unsafe free(pointer) }
}
