/// Undoes the filters that write bytes as letters.
///
/// Each gives the result and how many bytes it was made from; `nil` when a character does not belong, the end is
/// missing, or the result exceeds the limit.
enum ASCIIFilter {
    /// Source: ISO 32000-1 §7.4.2.
    static func decodeHexadecimal(_ data: ArraySlice<UInt8>, limit: Int) -> (bytes: [UInt8], consumed: Int)? {
        var output: [UInt8] = []
        var high: UInt8?
        for (index, byte) in zip(data.indices, data) where !isWhiteSpace(byte) {
            if byte == UInt8(ascii: ">") {
                if let high { output.append(high << 4) }
                return output.count <= limit ? (output, index + 1 - data.startIndex) : nil
            }
            guard let value = hexadecimalValue(byte), output.count <= limit else { return nil }
            if let first = high {
                output.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return nil
    }

    /// Source: ISO 32000-1 §7.4.3.
    static func decode85(_ data: ArraySlice<UInt8>, limit: Int) -> (bytes: [UInt8], consumed: Int)? {
        var output: [UInt8] = []
        var group: [UInt8] = []
        for (index, byte) in zip(data.indices, data) where !isWhiteSpace(byte) {
            guard output.count <= limit else { return nil }
            switch byte {
            case UInt8(ascii: "~"):
                guard index + 1 < data.endIndex, data[index + 1] == UInt8(ascii: ">"), append(group, to: &output),
                    output.count <= limit
                else { return nil }
                return (output, index + 2 - data.startIndex)
            case UInt8(ascii: "z") where group.isEmpty: output += [0, 0, 0, 0]
            case UInt8(ascii: "!")...UInt8(ascii: "u"): group.append(byte - UInt8(ascii: "!"))
            default: return nil
            }
            if group.count == 5 {
                guard append(group, to: &output) else { return nil }
                group.removeAll(keepingCapacity: true)
            }
        }
        return nil
    }

    /// Five digits of base 85 make four bytes; the last group may be shorter, but not a single digit.
    private static func append(_ group: [UInt8], to output: inout [UInt8]) -> Bool {
        guard !group.isEmpty else { return true }
        guard group.count > 1 else { return false }
        var value = 0
        for index in 0..<5 { value = value * 85 + Int(index < group.count ? group[index] : 84) }
        guard value <= Int(UInt32.max) else { return false }
        for index in 0..<group.count - 1 { output.append(UInt8(value >> (24 - 8 * index) & 0xFF)) }
        return true
    }
}

/// Undoes the RunLengthDecode filter.
///
/// Source: ISO 32000-1 §7.4.5.
enum RunLength {
    private static let endOfData: UInt8 = 128

    /// - Returns: The result and how many bytes it was made from; `nil` when the end is missing or the result exceeds
    ///   the limit.
    static func decode(_ data: ArraySlice<UInt8>, limit: Int) -> (bytes: [UInt8], consumed: Int)? {
        var output: [UInt8] = []
        var position = data.startIndex
        while position < data.endIndex {
            let length = data[position]
            position += 1
            if length == endOfData { return (output, position - data.startIndex) }
            let source = length < endOfData ? Int(length) + 1 : 1
            let count = length < endOfData ? source : 257 - Int(length)
            guard source <= data.endIndex - position, output.count + count <= limit else { return nil }
            if length < endOfData {
                output += data[position..<position + source]
            } else {
                output += repeatElement(data[position], count: count)
            }
            position += source
        }
        return nil
    }
}
