public import PDFModel

/// The certificates and revocation answers that a document carries for whoever verifies it later.
///
/// Source: EN 319 142-1 §5.4.2 (Document Security Store).
public struct DocumentSecurityStore: Hashable, Sendable {
    /// One stream and what it holds.
    public struct Entry: Hashable, Sendable {
        public let reference: PDFReference
        /// The stream's bytes, filters undone.
        public let der: [UInt8]
    }

    /// The three lists of the store.
    public enum List: String, Hashable, Sendable, CaseIterable {
        case certificates = "Certs"
        case ocspResponses = "OCSPs"
        case revocationLists = "CRLs"

        public var key: PDFName { PDFName(rawValue) }
    }

    /// Entries in the order of each list.
    public private(set) var entries: [List: [Entry]] = [:]
    /// `/VRI`: by the digest of a signature, what was used to validate it; references are resolved down to the arrays.
    public private(set) var validationInformation: [PDFName: PDFDictionary] = [:]
    /// Indirect dictionaries and arrays that the store is built of, streams left out.
    public private(set) var structure: Set<PDFReference> = []
    /// Whether it holds keys or values that no store has.
    public private(set) var isUnusual = false

    /// DER of each certificate.
    public var certificates: [[UInt8]] { der(.certificates) }
    /// DER of each OCSPResponse.
    public var ocspResponses: [[UInt8]] { der(.ocspResponses) }
    /// DER of each CertificateList.
    public var revocationLists: [[UInt8]] { der(.revocationLists) }

    private func der(_ list: List) -> [[UInt8]] { entries[list, default: []].map(\.der) }
}

extension DocumentSecurityStore {
    /// Entries of all lists together; a convention needs some ten.
    private static let entryCountLimit = 1_000
    /// All streams together, filters undone: the lists of a national authority take megabytes.
    private static let byteCountLimit = 32 << 20

    /// Reads the store of a document as of one revision.
    ///
    /// - Returns: `nil` when the catalog names none.
    /// - Throws: `PDFReadError` when it cannot be read, or is larger than a reader may be made to work through.
    public init?(of document: PDFDocument, asOf index: Int) throws(PDFReadError) {
        guard let value = try document.catalog(asOf: index)["DSS"] else { return nil }
        var reader = StoreReader(document: document, index: index, budget: Self.byteCountLimit)
        guard let store = try reader.structured(value).dictionaryValue else {
            throw PDFReadError(.badSyntax, found: "a /DSS that is no dictionary", expected: "a security store")
        }
        for list in List.allCases {
            guard let array = try reader.array(store[list.key]) else { continue }
            guard array.count + entries.values.reduce(0, { $0 + $1.count }) <= Self.entryCountLimit else {
                throw PDFReadError(
                    .limitExceeded, found: "a security store of \(array.count) entries",
                    expected: "at most \(Self.entryCountLimit)")
            }
            for object in array { entries[list, default: []].append(try reader.entry(object)) }
        }
        validationInformation = try reader.validationInformation(store["VRI"])
        let known = Set(List.allCases.map(\.key)).union(["Type", "VRI"])
        isUnusual = !known.isSuperset(of: store.keys) || ![nil, .name("DSS")].contains(store["Type"])
        structure = reader.structure
    }
}

/// Reads the parts of a store, and notes which objects it is built of.
private struct StoreReader {
    let document: PDFDocument
    let index: Int
    /// Bytes of streams that may still be read.
    var budget: Int
    var structure: Set<PDFReference> = []

    mutating func structured(_ object: PDFObject) throws(PDFReadError) -> PDFObject {
        if let reference = object.referenceValue { structure.insert(reference) }
        return try document.resolve(object, asOf: index)
    }

    /// - Returns: `nil` when there is no such entry.
    mutating func array(_ object: PDFObject?) throws(PDFReadError) -> [PDFObject]? {
        guard let object else { return nil }
        guard let array = try structured(object).arrayValue else {
            throw PDFReadError(.badSyntax, found: "a list that is no array", expected: "an array of streams")
        }
        return array
    }

    mutating func entry(_ object: PDFObject) throws(PDFReadError) -> DocumentSecurityStore.Entry {
        guard let reference = object.referenceValue,
            let stream = try document.indirectObject(reference, asOf: index).object.streamValue
        else {
            throw PDFReadError(
                .badSyntax, found: "an entry of the security store that is no stream", expected: "a stream")
        }
        let der = try document.decode(stream, limit: min(budget, document.limits.inflatedByteCount))
        budget -= der.count
        return DocumentSecurityStore.Entry(reference: reference, der: der)
    }

    mutating func validationInformation(_ object: PDFObject?) throws(PDFReadError) -> [PDFName: PDFDictionary] {
        guard let object else { return [:] }
        guard let signatures = try structured(object).dictionaryValue else {
            throw PDFReadError(.badSyntax, found: "a /VRI that is no dictionary", expected: "a dictionary")
        }
        var result: [PDFName: PDFDictionary] = [:]
        for (key, value) in signatures where key != "Type" {
            guard var information = try structured(value).dictionaryValue else {
                throw PDFReadError(.badSyntax, found: "an entry of /VRI that is no dictionary", expected: "one")
            }
            for list in ["Cert", "OCSP", "CRL"] as [PDFName] {
                if let array = try array(information[list]) { information[list] = .array(array) }
            }
            result[key] = information
        }
        return result
    }
}

extension DocumentSecurityStore {
    /// What is to be kept in a store, in DER.
    public struct Material: Hashable, Sendable {
        public var certificates: [[UInt8]]
        public var ocspResponses: [[UInt8]]
        public var revocationLists: [[UInt8]]

        public init(
            certificates: [[UInt8]] = [], ocspResponses: [[UInt8]] = [], revocationLists: [[UInt8]] = []
        ) {
            self.certificates = certificates
            self.ocspResponses = ocspResponses
            self.revocationLists = revocationLists
        }

        subscript(list: List) -> [[UInt8]] {
            switch list {
            case .certificates: certificates
            case .ocspResponses: ocspResponses
            case .revocationLists: revocationLists
            }
        }
    }

    /// Adds to a revision the streams that the document does not hold yet, and writes the catalog that names them all.
    ///
    /// - Parameters:
    ///   - existing: The document's store as it is; what it holds is kept, in its order.
    ///   - catalog: The document's catalog, which gains `/DSS` and `/Extensions`.
    /// - Returns: Whether anything was new.
    /// Source: EN 319 142-1 §5.4.2; ISO 32000-1 §7.12 for `/Extensions`.
    public static func add(
        _ material: Material, to existing: DocumentSecurityStore?, catalog: inout PDFDictionary,
        update: inout IncrementalUpdate
    ) -> Bool {
        var dictionary: PDFDictionary = [:]
        var isChanged = false
        for list in List.allCases {
            let kept = existing?.entries[list] ?? []
            var known = Set(kept.map(\.der))
            var references = kept.map { PDFObject.reference($0.reference) }
            for der in material[list] where known.insert(der).inserted {
                references.append(.reference(update.add(.stream(PDFStream(data: der)))))
                isChanged = true
            }
            if !references.isEmpty { dictionary[list.key] = .array(references) }
        }
        guard isChanged else { return false }
        if let information = existing?.validationInformation, !information.isEmpty {
            var copy: PDFDictionary = [:]
            for (key, value) in information.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                copy[key] = .dictionary(value)
            }
            dictionary["VRI"] = .dictionary(copy)
        }
        catalog["DSS"] = .reference(update.add(.dictionary(dictionary)))
        var extensions = catalog["Extensions"]?.dictionaryValue ?? [:]
        extensions["ESIC"] = .dictionary(extensionLevel)
        catalog["Extensions"] = .dictionary(extensions)
        return true
    }

    /// Source: EN 319 142-1 §5.6.
    public static let extensionLevel: PDFDictionary = ["BaseVersion": .name("1.7"), "ExtensionLevel": .integer(1)]
}
