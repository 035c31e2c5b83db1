import Hummingbird

extension Request {
    /// What a form put into the address under a name; empty when it is not there, or the address is none of a form.
    func queryText(_ name: String) -> String { (try? FormFields(query: self))?[name] ?? "" }
}

extension String {
    /// The text as it may stand behind a name in an address.
    var queryEscaped: String {
        utf8.map { byte in
            let isPlain =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            if isPlain { return String(UnicodeScalar(byte)) }
            return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
