import Foundation
import Typesetting

/// The pictures of a template: the files beside it.
package struct TemplatePictures: Sendable {
    let read: @Sendable (String) throws(PictureFileProblem) -> [UInt8]

    /// The folder in which a template's file is.
    package static func beside(_ file: String) -> TemplatePictures {
        let folder = URL(filePath: file).deletingLastPathComponent()
        return TemplatePictures { name throws(PictureFileProblem) in
            try bytes(of: folder.appending(path: name).path(percentEncoded: false))
        }
    }

    /// Whether a name leads nowhere but into the folder, and says which kind of picture it is of.
    package static func isName(_ text: String) -> Bool {
        text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._\-]{0,58}\.(png|svg)/) != nil
    }

    /// Larger than any picture that is read; each kind has a limit of its own.
    private static let byteLimit = 4_000_000

    private static func bytes(of path: String) throws(PictureFileProblem) -> [UInt8] {
        // Never through a link, which could show a file from elsewhere, and never waiting for a pipe.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: throw .missing
            case ELOOP: throw .link
            default: throw .unreadable
            }
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .noFile }
        guard status.st_size <= byteLimit else { throw .tooLarge(limit: byteLimit) }
        guard let data = try? handle.read(upToCount: byteLimit) else {
            if status.st_size == 0 { return [] }
            throw .unreadable
        }
        return [UInt8](data)
    }
}

/// Why a picture's file was not read.
enum PictureFileProblem: Error, Hashable, Sendable {
    case missing, link, noFile, unreadable
    case tooLarge(limit: Int)
}

/// A picture of a template, and the bytes that it was read from.
struct TemplatePicture {
    let bytes: [UInt8]
    let image: DocumentImage

    /// - Parameter name: Ends in « .svg » or « .png ».
    init(_ bytes: [UInt8], named name: String) throws(DocumentImageError) {
        self.bytes = bytes
        image = name.hasSuffix(".svg") ? try DocumentImage(svg: bytes) : try DocumentImage(png: bytes)
    }
}
