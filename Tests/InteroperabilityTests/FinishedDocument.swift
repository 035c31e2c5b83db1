import CMS
import Foundation
import ToolSupport

/// What `seing demo` leaves: the document that four have signed, and the folder that a verifier is given.
///
/// It is taken apart here by its bytes alone, without the reader of PDF under test.
struct FinishedDocument: Sendable {
    /// Made once for all tests, by the built command.
    static let shared = Task { try await FinishedDocument() }
    /// The fields in the order of the signatures, as the demonstration signs them.
    static let fields = ["student", "representative-1", "school", "employer"]

    let folder: TemporaryDirectory
    let bytes: [UInt8]
    /// When it was made, in Unix seconds: a signatory's certificate is valid for minutes, so judges are told this time.
    let madeAt: Int
    let parts: [SignedPart]
    /// A copy with one bit changed, in a page's content, which every signature covers.
    let altered: String
    /// Revision 0 and what each signature made of it, each in a file: every beginning that ends in an end-of-file mark.
    let revisions: [String]

    var path: String { folder.file("demo/convention.pdf") }
    var root: String { trust("root.pem") }
    /// The root and, in the same file, every revocation list, as the options of openssl want them.
    var rootAndLists: String { folder.file("root-and-lists.pem") }

    func trust(_ name: String) -> String { folder.file("demo/trust/\(name)") }

    struct Unexpected: Error, CustomStringConvertible { let description: String }

    private init() async throws {
        folder = try TemporaryDirectory()
        let made = try await Seing.run("demo", "--out", folder.file("demo"))
        guard made.succeeded else { throw Unexpected(description: "seing demo failed: \(made.text)") }
        madeAt = Int(Date().timeIntervalSince1970)
        bytes = try folder.read("demo/convention.pdf")
        parts = try SignedPart.all(in: bytes, folder)
        guard parts.count == Self.fields.count else {
            throw Unexpected(description: "found \(parts.count) byte ranges, expected four")
        }
        // Written here and once: tests that run side by side read these files.
        altered = try folder.write("altered.pdf", Self.altered(bytes))
        revisions = try Self.ends(of: bytes).enumerated().map { [folder, bytes] index, end in
            try folder.write("revision-\(index).pdf", Array(bytes[..<end]))
        }
        try await writeRootAndLists()
    }

    private func writeRootAndLists() async throws {
        var pem = try folder.read("demo/trust/root.pem")
        for list in ["root.crl", "issuing-ca.crl"] {
            let converted = try await Command.outcome("openssl", "crl", "-inform", "DER", "-in", trust(list))
            guard converted.succeeded else { throw Unexpected(description: converted.text) }
            pem += Array(converted.outputBytes)
        }
        try folder.write("root-and-lists.pem", pem)
    }

    /// The data of a page's content hold no name and no number of the file's structure, so that every judge reads the altered file
    /// and finds the digest wrong, whatever this document's lengths are.
    private static func altered(_ bytes: [UInt8]) throws -> [UInt8] {
        // ISO 8859-1, so that a unit of UTF-16 is a byte.
        let text = String(data: Data(bytes), encoding: .isoLatin1) ?? ""
        guard let number = text.firstMatch(of: /\/Contents (\d+) 0 R/)?.output.1,
            let object = text.firstRange(of: "\n\(number) 0 obj\n"),
            let stream = text[object.upperBound...].firstRange(of: "\nstream\n")
        else { throw Unexpected(description: "found no content of a page, expected one that /Contents names") }
        var altered = bytes
        altered[text.utf16.distance(from: text.startIndex, to: stream.upperBound) + 20] ^= 1
        return altered
    }

    static func ends(of bytes: [UInt8]) -> [Int] {
        let mark = Array("%%EOF\n".utf8)
        return bytes.indices.filter { bytes[$0...].starts(with: mark) }.map { $0 + mark.count }
    }
}

/// One signature taken out of the document, in files.
struct SignedPart: Sendable {
    let cms: String
    /// The bytes of both ranges.
    let content: String
    /// The same with one bit changed.
    let alteredContent: String
    let signatureValue: String
    let token: String

    /// Where the bytes begin, how many come before `/Contents`, where they go on, how many follow.
    static func all(in bytes: [UInt8], _ folder: TemporaryDirectory) throws -> [SignedPart] {
        // ISO 8859-1, so that a character is a byte.
        let text = String(data: Data(bytes), encoding: .isoLatin1) ?? ""
        let matches = text.matches(of: /\/ByteRange \[0 (\d+) (\d+) (\d+) *\]/)
        // The last one is that of the document time-stamp, which is nobody's signature.
        return try matches.prefix(FinishedDocument.fields.count).enumerated().map { index, match in
            let numbers = [match.output.1, match.output.2, match.output.3].compactMap { Int($0) }
            return try SignedPart(bytes, numbers, folder, index)
        }
    }

    private init(_ bytes: [UInt8], _ numbers: [Int], _ folder: TemporaryDirectory, _ index: Int) throws {
        let (hole, rest, count) = (numbers[0], numbers[1], numbers[2])
        let placeholder = Self.octets(bytes[(hole + 1)..<(rest - 1)])
        // What follows the length of the outermost SEQUENCE is padding.
        let der = Array(placeholder.prefix(4 + Int(placeholder[2]) << 8 + Int(placeholder[3])))
        let info = try SignedData(der: der).signerInfos[0]
        var signed = Array(bytes[..<hole] + bytes[rest..<(rest + count)])
        cms = try folder.write("\(index).p7s", der)
        content = try folder.write("\(index).bin", signed)
        signed[signed.count - 10] ^= 1
        alteredContent = try folder.write("\(index)-altered.bin", signed)
        signatureValue = try folder.write("\(index).sig", info.signature)
        token = try folder.write("\(index).tst", info.unsignedAttributes[0].values[0])
    }

    private static func octets(_ hexadecimal: ArraySlice<UInt8>) -> [UInt8] {
        let digits = hexadecimal.map { UInt8(String(UnicodeScalar($0)), radix: 16) ?? 0 }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
