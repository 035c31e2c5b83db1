/// Undoes the LZWDecode filter.
///
/// Source: ISO 32000-1 §7.4.4.2.
enum LZW {
    private static let clear = 256
    private static let endOfData = 257

    /// - Parameter isEarly: Whether codes grow by a bit one code before they have to.
    /// - Returns: `nil` when a code is not defined yet, the end is missing, or the result exceeds the limit.
    static func decode(
        _ data: ArraySlice<UInt8>, isEarly: Bool, limit: Int
    ) -> (bytes: [UInt8], consumed: Int)? {
        var reader = BitReader(data)
        var table = Table(isEarly: isEarly)
        var output: [UInt8] = []
        while let code = reader.read(table.width) {
            switch code {
            case clear: table.clear()
            case endOfData: return (output, reader.consumed)
            default:
                guard table.append(code, to: &output, limit: limit) else { return nil }
            }
        }
        return nil
    }

    private struct BitReader {
        private let data: ArraySlice<UInt8>
        private var next: Int
        private var bits = 0
        private var value = 0

        init(_ data: ArraySlice<UInt8>) {
            self.data = data
            next = data.startIndex
        }

        /// Bytes of which at least one bit was read.
        var consumed: Int { next - data.startIndex }

        mutating func read(_ count: Int) -> Int? {
            while bits < count {
                guard next < data.endIndex else { return nil }
                value = (value << 8 | Int(data[next])) & 0xFF_FFFF
                next += 1
                bits += 8
            }
            bits -= count
            return value >> bits & ((1 << count) - 1)
        }
    }

    /// The strings that codes stand for: each is an earlier one and a byte more.
    private struct Table {
        private let isEarly: Bool
        private var prefixes = [Int](repeating: -1, count: 4096)
        private var lastBytes = [UInt8](repeating: 0, count: 4096)
        private var lengths = [Int](repeating: 1, count: 4096)
        private var count = 258
        private var previous: Int?

        init(isEarly: Bool) {
            self.isEarly = isEarly
            for code in 0..<256 { lastBytes[code] = UInt8(code) }
        }

        var width: Int {
            let next = count + (isEarly ? 1 : 0)
            return next < 512 ? 9 : next < 1024 ? 10 : next < 2048 ? 11 : 12
        }

        mutating func clear() {
            count = 258
            previous = nil
        }

        mutating func append(_ code: Int, to output: inout [UInt8], limit: Int) -> Bool {
            guard let previous else {
                guard code < 256, output.count < limit else { return false }
                output.append(UInt8(code))
                self.previous = code
                return true
            }
            guard code < count || (code == count && count < 4096) else { return false }
            if count < 4096 {
                define(prefix: previous, lastByte: firstByte(of: code == count ? previous : code))
            }
            self.previous = code
            return write(code, to: &output, limit: limit)
        }

        private mutating func define(prefix: Int, lastByte: UInt8) {
            prefixes[count] = prefix
            lastBytes[count] = lastByte
            lengths[count] = lengths[prefix] + 1
            count += 1
        }

        private func firstByte(of code: Int) -> UInt8 {
            var code = code
            while code > 257 { code = prefixes[code] }
            return lastBytes[code]
        }

        private func write(_ code: Int, to output: inout [UInt8], limit: Int) -> Bool {
            let length = lengths[code]
            guard output.count + length <= limit else { return false }
            output.append(contentsOf: repeatElement(0, count: length))
            var (code, position) = (code, output.count - 1)
            while true {
                output[position] = lastBytes[code]
                guard code > 257 else { return true }
                code = prefixes[code]
                position -= 1
            }
        }
    }
}
