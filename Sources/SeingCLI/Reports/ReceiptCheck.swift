import Foundation
import OpenSSLBridge
import PAdESValidation

/// The parts of a receipt that are read again.
struct StoredReceipt: Decodable {
    struct Run: Decodable {
        struct Program: Decodable {
            let version: String
            let rules: String
        }
        let program: Program
        let policy: String
        let validationTime: String
        let trustSha256: String
    }

    struct File: Decodable {
        let file: String
        let sha256: String?
        let verdict: String
    }

    let schema: String
    let run: Run
    let createdAt: String
    let files: [File]

    /// - Throws: When the bytes are no receipt.
    init(_ bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        guard schema == "urn:seing:receipt:1" else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "another schema"))
        }
    }
}

/// A receipt held against its seal, and files against the receipt.
struct ReceiptCheck {
    /// What the seal is worth.
    enum Seal {
        /// There is none: anybody can have written the receipt.
        case missing
        case present(SealReport)
    }

    enum FileState: String {
        /// The file is one of those that were verified, to the byte.
        case matches
        /// A file of this name was verified, with another content.
        case differs
        case notListed
        case unreadable
    }

    struct CheckedFile {
        let path: String
        let sha256: [UInt8]?
        let state: FileState
        /// What was found when the receipt was written.
        let verdict: String?
    }

    let path: String
    let receipt: StoredReceipt
    let seal: Seal
    let files: [CheckedFile]

    /// - Throws: ``FileFault`` when the receipt or its seal cannot be read, something else when it is no receipt.
    init(path: String, files: [FileSearch.Found], validator: SealValidator, now: Int64) throws {
        let bytes = try NamedFile(path: path).read()
        let receipt = try StoredReceipt(bytes)
        self.path = path
        self.receipt = receipt
        do {
            let der = try NamedFile(path: path + ".p7s").read()
            seal = .present(validator.validate(der, over: bytes, at: now))
        } catch FileFault.missing {
            seal = .missing
        }
        self.files = files.map { Self.check($0, against: receipt) }
    }

    private static func check(_ found: FileSearch.Found, against receipt: StoredReceipt) -> CheckedFile {
        guard let path = found.filePath, let bytes = try? NamedFile(path: path).read() else {
            return CheckedFile(path: found.path, sha256: nil, state: .unreadable, verdict: nil)
        }
        let digest = DigestAlgorithm.sha256.digest(bytes)
        if let entry = receipt.files.first(where: { $0.sha256 == hexadecimal(digest) }) {
            return CheckedFile(path: path, sha256: digest, state: .matches, verdict: entry.verdict)
        }
        let name = lastComponent(RawPath.shown(path))
        let isNamed = receipt.files.contains { lastComponent($0.file) == name }
        return CheckedFile(path: path, sha256: digest, state: isNamed ? .differs : .notListed, verdict: nil)
    }

    private static func lastComponent(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }

    var status: ExitStatus {
        var statuses: Set<ExitStatus> = [sealStatus]
        for file in files {
            switch file.state {
            case .matches: continue
            case .differs, .notListed: statuses.insert(.failed)
            case .unreadable: statuses.insert(.unreadable)
            }
        }
        return .gravest(of: statuses)
    }

    private var sealStatus: ExitStatus {
        guard case .present(let report) = seal else { return .undetermined }
        guard report.isIntact else { return .failed }
        switch report.identity {
        case .trusted: return .done
        case .undetermined, .none: return .undetermined
        case .untrusted, .revoked, .expired: return .failed
        }
    }
}
