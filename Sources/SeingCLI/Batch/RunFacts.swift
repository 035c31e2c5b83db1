import OpenSSLBridge

/// What holds for every file of one run of `seing verify`.
struct RunFacts: Sendable {
    /// The moment as of which files are judged, Unix time.
    let validationTime: Int64
    /// When the run began, Unix time.
    let startedAt: Int64
    let policy: String
    /// Names the content of the trust folder, see ``trustDigest(of:)``.
    let trustSha256: String
    let fileCount: Int
    /// The folder that was named, when nothing else was: people need not read its path before every name.
    var folder: String?

    /// A path as people read it.
    func shown(_ path: String) -> String {
        guard let folder else { return Printable.text(path) }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return Printable.text(path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path)
    }

    /// The SHA-256 of what `sha256sum *` prints in the trust folder, names in byte order: whoever has the folder
    /// computes it again with `LC_ALL=C sha256sum * | sha256sum`.
    static func trustDigest(of files: [(name: String, content: [UInt8])]) -> String {
        let lines = files.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
            .map { "\(hexadecimal(DigestAlgorithm.sha256.digest($0.content)))  \($0.name)\n" }
        return hexadecimal(DigestAlgorithm.sha256.digest(Array(lines.joined().utf8)))
    }
}

/// How a run ended.
struct RunEnd: Sendable {
    /// How many files have a verdict that was handed on.
    let doneCount: Int
    let fileCount: Int
    let statuses: [ExitStatus: Int]

    var isInterrupted: Bool { doneCount < fileCount }

    /// An interrupted run has left something unchecked.
    var status: ExitStatus {
        ExitStatus.gravest(of: Set(statuses.keys).union(isInterrupted ? [.undetermined] : []))
    }
}

/// Something that is told of each file, in order, as soon as its verdict is final.
protocol ReportWriter {
    mutating func write(_ report: FileReport) throws
    mutating func finish(_ end: RunEnd) throws
}
