import Foundation
import PDFModel

/// A file named on the command line.
struct NamedFile {
    let path: String

    /// - Throws: ``FileFault`` when it cannot be opened, `PDFReadError` when it is larger than what is read at all.
    func read() throws -> [UInt8] {
        let url = URL(filePath: path).resolvingSymlinksInPath()
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: url.path)
        } catch {
            throw FileFault(error)
        }
        switch attributes[.type] as? FileAttributeType {
        case .typeRegular?: break
        case .typeDirectory?: throw FileFault.directory
        // A pipe or a device may never end.
        default: throw FileFault.notRegular
        }
        try checkSize((attributes[.size] as? NSNumber)?.intValue ?? 0)
        do {
            return [UInt8](try Data(contentsOf: url))
        } catch {
            throw FileFault(error)
        }
    }

    private func checkSize(_ byteCount: Int) throws {
        let limit = PDFLimits().fileByteCount
        guard byteCount <= limit else {
            throw PDFReadError(.limitExceeded, found: "\(byteCount) bytes", expected: "at most \(limit)")
        }
    }
}

/// Why a file could not be opened.
enum FileFault: String, Error {
    case missing, directory, notRegular, forbidden, failed

    init(_ error: any Error) {
        switch (error as? CocoaError)?.code {
        case .fileNoSuchFile?, .fileReadNoSuchFile?: self = .missing
        case .fileReadNoPermission?: self = .forbidden
        default: self = .failed
        }
    }

    func text(in language: Language) -> String {
        switch self {
        case .missing: language("Ce fichier n’existe pas.", "This file does not exist.")
        case .directory: language("C’est un dossier : indiquez un fichier.", "This is a folder: name a file.")
        case .notRegular:
            language(
                "Ce n’est pas un fichier ordinaire : enregistrez-le d’abord.", "This is no regular file: save it first."
            )
        case .forbidden:
            language(
                "Ce fichier ne peut pas être ouvert : accès refusé.", "This file cannot be opened: permission denied.")
        case .failed: language("Ce fichier ne peut pas être lu.", "This file cannot be read.")
        }
    }
}
