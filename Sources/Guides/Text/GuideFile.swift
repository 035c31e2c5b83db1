import Foundation

/// A text file with lines « key: value » between two lines « --- », then a body.
struct GuideFile {
    struct Entry: Hashable {
        let key: String
        let value: String
        let line: Int
    }

    let path: String
    let entries: [Entry]
    let body: GuideText

    /// Reads a file of a folder.
    ///
    /// - Parameter keys: The keys that may stand at its head.
    /// - Throws: ``GuideFault`` with the line of the first mistake.
    init(path: String, keys: Set<String>) throws(GuideFault) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw GuideFault(path, 1, "the file cannot be read", "save it as UTF-8")
        }
        try self.init(text: text, path: path, keys: keys)
    }

    init(text: String, path: String, keys: Set<String>) throws(GuideFault) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.last == "\r" ? line.dropLast() : line)
        }
        guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
            throw GuideFault(
                path, 1, "the head is missing", "begin with a line « --- », lines « key: value » and a line « --- »")
        }
        self.path = path
        var entries: [Entry] = []
        for index in 1..<end {
            let parts = lines[index].split(separator: ":", maxSplits: 1).map(Self.trimmed)
            guard parts.count == 2, !parts[1].isEmpty else {
                throw GuideFault(path, index + 1, "found no « key: value »", "write such a line, or delete it")
            }
            guard keys.contains(parts[0]) else {
                throw GuideFault(
                    path, index + 1, "the key « \(parts[0]) » is not known",
                    "write one of \(keys.sorted().joined(separator: ", "))")
            }
            entries.append(Entry(key: parts[0], value: parts[1], line: index + 1))
        }
        self.entries = entries
        body = try GuideTextReader(path: path).read(Array(lines[(end + 1)...]), firstLine: end + 2)
    }

    private static func trimmed(_ text: Substring) -> String { text.trimmingCharacters(in: .whitespaces) }

    func all(_ key: String) -> [Entry] { entries.filter { $0.key == key } }

    /// - Throws: ``GuideFault`` unless the key stands exactly once.
    func one(_ key: String, such example: String) throws(GuideFault) -> Entry {
        let found = all(key)
        guard found.count == 1 else {
            throw GuideFault(
                path, found.last?.line ?? 1, "« \(key) » stands \(found.count) times", "write it once: \(example)")
        }
        return found[0]
    }

    /// Its name without the ending, as a part of an address.
    ///
    /// - Throws: ``GuideFault`` when it holds anything but small letters and hyphens.
    func address() throws(GuideFault) -> String {
        let name = path.split(separator: "/").last.map { String($0.dropLast(4)) } ?? ""
        guard !name.isEmpty, name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) else {
            throw GuideFault(path, 1, "the file's name is no address", "use small letters and hyphens")
        }
        return name
    }

    /// - Throws: ``GuideFault`` when the key stands more than once.
    func optional(_ key: String) throws(GuideFault) -> Entry? {
        let found = all(key)
        guard found.count < 2 else {
            throw GuideFault(path, found[1].line, "« \(key) » stands \(found.count) times", "write it once at most")
        }
        return found.first
    }

    /// The files of a folder by name.
    ///
    /// - Throws: ``GuideFaults`` when there is no such folder, or no file in it.
    static func paths(in directory: String) throws(GuideFaults) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let texts = names.filter { $0.hasSuffix(".txt") }.sorted()
        guard !texts.isEmpty else {
            throw GuideFaults([
                GuideFault(directory, 1, "found no file *.txt", "put the folder back, or a file into it")
            ])
        }
        return texts.map { directory + "/" + $0 }
    }
}
