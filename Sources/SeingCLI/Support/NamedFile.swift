import CertificateAuthority
import Foundation
import PDFModel

/// A file named on the command line.
struct NamedFile {
    let path: String

    var isThere: Bool { RawPath.withCString(path) { access($0, F_OK) } == 0 }

    /// Reads it as long as it was when it was opened.
    ///
    /// - Throws: ``FileFault`` when it cannot be opened or is no regular file, `PDFReadError` when it is larger than
    ///   what is read at all; nothing of such a file is read.
    func read() throws -> [UInt8] {
        // A pipe without a writer would hold the program when opened, a terminal would become its own.
        let descriptor = RawPath.withCString(path) { open($0, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw FileFault(number: errno) }
        defer { close(descriptor) }
        guard let status = FileSystem.status(ofDescriptor: descriptor) else { throw FileFault(number: errno) }
        if status.isDirectory { throw FileFault.directory }
        // A pipe or a device may never end.
        guard status.isRegularFile else { throw FileFault.notRegular }
        try checkSize(status.byteCount)
        return try content(of: descriptor, byteCount: status.byteCount)
    }

    /// One copy, in the array that is handed on.
    private func content(of descriptor: Int32, byteCount: Int) throws(FileFault) -> [UInt8] {
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            while count < byteCount {
                let got = Foundation.read(descriptor, buffer.baseAddress?.advanced(by: count), byteCount - count)
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                guard got > 0 else { return }
                count += got
            }
        }
        if let failure { throw FileFault(number: failure) }
        return bytes
    }

    private func checkSize(_ byteCount: Int) throws {
        let limit = PDFLimits().fileByteCount
        guard byteCount <= limit else {
            throw PDFReadError(.limitExceeded, found: "\(byteCount) bytes", expected: "at most \(limit)")
        }
    }
}

/// Why a file could not be opened.
enum FileFault: String, Error, CaseIterable {
    case missing, directory, notRegular, forbidden, failed
    /// A folder in which there is nothing to check.
    case emptyFolder

    /// - Parameter number: What the system says, as `errno`.
    init(number: Int32) {
        switch number {
        case ENOENT, ENOTDIR: self = .missing
        case EACCES, EPERM: self = .forbidden
        default: self = .failed
        }
    }

    /// - Parameter error: What Foundation threw.
    init(_ error: any Error) {
        switch (error as? CocoaError)?.code {
        case .fileNoSuchFile?, .fileReadNoSuchFile?: self = .missing
        case .fileReadNoPermission?: self = .forbidden
        default: self = .failed
        }
    }

    func text(in language: Language) -> String {
        switch self {
        case .missing:
            language("Ce fichier n’existe pas : vérifiez son nom.", "This file does not exist: check its name.")
        case .directory: language("C’est un dossier : indiquez un fichier.", "This is a folder: name a file.")
        case .notRegular:
            language(
                "Ce n’est pas un fichier ordinaire : enregistrez-le d’abord.", "This is no regular file: save it first."
            )
        case .forbidden:
            language(
                "Ce fichier ne peut pas être ouvert : accès refusé.", "This file cannot be opened: permission denied.")
        case .failed: language("Ce fichier ne peut pas être lu.", "This file cannot be read.")
        case .emptyFolder: language("Ce dossier ne contient aucun PDF.", "This folder holds no PDF.")
        }
    }
}
