/// The lines `key = value` of a profile, each with its place.
///
/// Empty lines and lines that begin with `#` say nothing. A key stands once.
struct ProfileText {
    struct Entry {
        let key: String
        let value: String
        /// Counted from 1.
        let line: Int
    }

    /// The file, as errors name it.
    let file: String
    private(set) var entries: [Entry] = []

    init(_ text: String, file: String) throws(CertificateAuthorityError) {
        self.file = file
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() {
            let content = line.trimmed
            if content.isEmpty || content.hasPrefix("#") { continue }
            entries.append(try entry(in: content, line: index + 1))
        }
    }

    /// The entry of this key, when the profile has one.
    func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }

    /// The error of one line.
    func error(_ cause: String, line: Int) -> CertificateAuthorityError {
        CertificateAuthorityError(.profile, "\(file):\(line): \(cause)")
    }

    /// The error of the whole file.
    func error(_ cause: String) -> CertificateAuthorityError {
        CertificateAuthorityError(.profile, "\(file): \(cause)")
    }

    private func entry(in content: String, line: Int) throws(CertificateAuthorityError) -> Entry {
        guard let equals = content.firstIndex(of: "=") else {
            throw error("expected 'key = value', found '\(content.prefix(40))'", line: line)
        }
        let key = content[..<equals].trimmed
        let value = content[content.index(after: equals)...].trimmed
        guard !key.isEmpty, !value.isEmpty else { throw error("expected a key and a value around '='", line: line) }
        if let first = entry(key) { throw error("'\(key)' already stands on line \(first.line)", line: line) }
        return Entry(key: key, value: value, line: line)
    }
}

extension StringProtocol {
    /// Without white space at either end.
    var trimmed: String {
        let bytes = Substring(self).utf8
        // Most texts begin and end in a letter or digit of ASCII; to look at whole characters takes fifty times as long.
        if let first = bytes.first, let last = bytes.last, first.isVisibleASCII, last.isVisibleASCII {
            return String(self)
        }
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}

extension UInt8 {
    fileprivate var isVisibleASCII: Bool { (0x21...0x7E).contains(self) }
}
