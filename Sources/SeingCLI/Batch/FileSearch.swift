import Foundation

/// Finds what the arguments of a command name: a file stands for itself, a folder for every PDF in it and below.
///
/// The order is that of the arguments, and inside a folder that of the names, so that two runs print the same. Hidden
/// files and folders are passed over. Links are followed; each folder is entered once, so that a loop ends.
struct FileSearch {
    /// A file to look at, or a folder that gives none and the reason.
    enum Found: Hashable, Sendable {
        case file(String)
        case nothing(in: String, FileFault)
    }

    private struct FolderIdentity: Hashable {
        let device: UInt64
        let number: UInt64
    }

    private var entered: Set<FolderIdentity> = []
    private var listed: Set<String> = []
    private(set) var found: [Found] = []

    init(_ arguments: [String]) {
        for argument in arguments {
            guard let folder = Self.folder(argument) else {
                add(argument)
                continue
            }
            let before = found.count
            enter(argument, folder)
            if found.count == before { found.append(.nothing(in: argument, .emptyFolder)) }
        }
    }

    private mutating func add(_ path: String) {
        if listed.insert(path).inserted { found.append(.file(path)) }
    }

    private mutating func enter(_ path: String, _ folder: FolderIdentity) {
        guard entered.insert(folder).inserted else { return }
        guard let names = RawPath.names(inFolder: path) else {
            found.append(.nothing(in: path, .forbidden))
            return
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            let inner = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
            if let folder = Self.folder(inner) {
                enter(inner, folder)
            } else if name.lowercased().hasSuffix(".pdf") {
                add(inner)
            }
        }
    }

    /// What tells a folder from every other, whatever it is called; `nil` for anything else.
    private static func folder(_ path: String) -> FolderIdentity? {
        var status = stat()
        guard RawPath.withCString(path, { stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            return nil
        }
        return FolderIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    }
}
