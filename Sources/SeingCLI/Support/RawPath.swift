import Foundation

/// Paths of files whose names are not UTF-8, as texts that lead back to them.
///
/// A name is bytes. One in ISO 8859-1, such as an old archive leaves behind, is no text, and a text made of it with replacement
/// characters opens no file. Here each byte that is not part of UTF-8 stands as a character of its own, of those that Unicode
/// assigns to nobody; everything else is as it is.
enum RawPath {
    /// Bytes 0x80 to 0xFF, at the end of the last plane for private use.
    private static let escapes: ClosedRange<UInt32> = 0x10_FE80...0x10_FEFF
    private static let base: UInt32 = 0x10_FE00

    /// - Returns: A text of which ``bytes(of:)`` makes the same bytes again.
    static func text(of bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var position = 0
        func escape(_ count: Int) {
            text.append(contentsOf: bytes[position..<position + count].compactMap { Unicode.Scalar(base + UInt32($0)) })
        }
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .emptyInput: return String(text)
            case .error(let count):
                escape(count)
                position += count
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                // A name that holds one of the escaping characters itself must not be taken for bytes.
                if escapes.contains(scalar.value) { escape(encoded.count) } else { text.append(scalar) }
                position += encoded.count
            }
        }
    }

    static func bytes(of text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar in
            escapes.contains(scalar.value) ? [UInt8(scalar.value - base)] : Array(String(scalar).utf8)
        }
    }

    /// For people and programs: `caf\xE9.pdf`.
    static func shown(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { escapes.contains($0.value) }) else { return text }
        return text.unicodeScalars.map { scalar in
            escapes.contains(scalar.value)
                ? "\\x" + String(scalar.value - base, radix: 16, uppercase: true) : String(scalar)
        }.joined()
    }

    /// Lends the path as system calls want it.
    static func withCString<Result>(_ text: String, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        let bytes = bytes(of: text).map { CChar(bitPattern: $0) } + [0]
        return bytes.withUnsafeBufferPointer { buffer in
            // The terminating zero is always there.
            guard let start = buffer.baseAddress else { return text.withCString(body) }
            return body(start)
        }
    }

    /// The names in a folder, but for itself and the one above.
    ///
    /// - Returns: `nil` when it cannot be read.
    static func names(inFolder path: String) -> [String]? {
        guard let folder = withCString(path, opendir) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(text(of: name)) }
        }
        return names
    }

    /// Arguments of this process as they were given: whoever parses them gets replacement characters for what is not UTF-8.
    static func restored(_ arguments: [String]) -> [String] {
        var given = (0..<Int(CommandLine.argc)).compactMap { index in
            CommandLine.unsafeArgv[index].map { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
        }.map { $0.map { UInt8(bitPattern: $0) } }
        return arguments.map { argument in
            guard argument.contains("\u{FFFD}"),
                let index = given.firstIndex(where: { String(decoding: $0, as: UTF8.self) == argument })
            else { return argument }
            return text(of: given.remove(at: index))
        }
    }
}
