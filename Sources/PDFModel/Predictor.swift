/// Undoes the prediction that was applied before compression.
///
/// Source: ISO 32000-1 §7.4.4.4; the PNG filters: PNG specification (RFC 2083) §6; the TIFF predictor: TIFF 6.0 §14.
struct Predictor {
    private enum Kind { case tiff, png }

    private let kind: Kind
    private let colors: Int
    private let bitsPerComponent: Int
    private let columns: Int
    private var rowByteCount: Int { (colors * bitsPerComponent * columns + 7) / 8 }
    /// Distance to the byte that belongs to the same component of the sample on the left.
    private var sampleByteCount: Int { max(1, colors * bitsPerComponent / 8) }

    /// - Returns: `nil` when nothing was predicted.
    /// - Throws: ``PDFReadError`` for a predictor or a shape of the data that there is not.
    init?(_ parameters: PDFDictionary) throws(PDFReadError) {
        switch parameters["Predictor"] {
        case nil, .integer(1): return nil
        case .integer(2): kind = .tiff
        case .integer(10), .integer(11), .integer(12), .integer(13), .integer(14), .integer(15): kind = .png
        default: throw PDFReadError(.badSyntax, found: "another predictor", expected: "1, 2 or 10 to 15")
        }
        let colors = parameters["Colors"] ?? .integer(1)
        let bits = parameters["BitsPerComponent"] ?? .integer(8)
        let columns = parameters["Columns"] ?? .integer(1)
        guard let colors = colors.integerValue, (1...32).contains(colors), let bits = bits.integerValue,
            [1, 2, 4, 8, 16].contains(bits), let columns = columns.integerValue, (1...1 << 20).contains(columns)
        else {
            throw PDFReadError(.badSyntax, found: "a predictor for rows of another shape", expected: "usual samples")
        }
        (self.colors, bitsPerComponent, self.columns) = (colors, bits, columns)
    }

    /// Rows as differences from the row above, each behind the byte that says so: `/Predictor 12`.
    static func up(_ data: [UInt8], columns: Int) -> [UInt8] {
        // Filled with the byte that says so: each signature and each verification compares the hundreds of rows of revision 0.
        var output = [UInt8](repeating: 2, count: data.count + data.count / columns)
        var place = 0
        for start in stride(from: 0, to: data.count, by: columns) {
            place += 1
            for index in start..<start + columns {
                output[place] = start == 0 ? data[index] : data[index] &- data[index - columns]
                place += 1
            }
        }
        return output
    }

    func undo(_ data: [UInt8]) throws(PDFReadError) -> [UInt8] {
        let step = kind == .png ? rowByteCount + 1 : rowByteCount
        guard data.count % step == 0 else {
            throw PDFReadError(
                .badSyntax, found: "\(data.count) bytes of predicted data", expected: "whole rows of \(step)")
        }
        return kind == .png ? try undoPNG(data) : undoTIFF(data)
    }

    private func undoPNG(_ data: [UInt8]) throws(PDFReadError) -> [UInt8] {
        let width = rowByteCount
        var output: [UInt8] = []
        output.reserveCapacity(data.count)
        for start in stride(from: 0, to: data.count, by: width + 1) {
            guard data[start] <= 4 else {
                throw PDFReadError(.badSyntax, found: "a row of type \(data[start])", expected: "0 to 4")
            }
            if data[start] == 2, output.count >= width {
                // Apart, because each signature and each verification reads the hundreds of rows of revision 0.
                for place in start + 1...start + width { output.append(data[place] &+ output[output.count - width]) }
                continue
            }
            for column in 0..<width {
                let left = column >= sampleByteCount ? output[output.count - sampleByteCount] : 0
                let above = output.count >= width ? output[output.count - width] : 0
                let hasCorner = column >= sampleByteCount && output.count >= width
                let corner = hasCorner ? output[output.count - width - sampleByteCount] : 0
                let guess = Self.guess(data[start], left: left, above: above, corner: corner)
                output.append(data[start + 1 + column] &+ guess)
            }
        }
        return output
    }

    /// Source: RFC 2083 §6.2 to §6.6.
    private static func guess(_ type: UInt8, left: UInt8, above: UInt8, corner: UInt8) -> UInt8 {
        switch type {
        case 1: return left
        case 2: return above
        case 3: return UInt8((Int(left) + Int(above)) / 2)
        case 4:
            let estimate = Int(left) + Int(above) - Int(corner)
            let distances = [left, above, corner].map { abs(estimate - Int($0)) }
            if distances[0] <= distances[1], distances[0] <= distances[2] { return left }
            return distances[1] <= distances[2] ? above : corner
        default: return 0
        }
    }

    /// Each sample is stored as the difference from the one on its left.
    private func undoTIFF(_ data: [UInt8]) -> [UInt8] {
        var output = data
        for start in stride(from: 0, to: data.count, by: rowByteCount) {
            switch bitsPerComponent {
            case 8:
                for index in stride(from: start + colors, to: start + rowByteCount, by: 1) {
                    output[index] &+= output[index - colors]
                }
            case 16:
                for index in stride(from: start + 2 * colors, to: start + rowByteCount, by: 2) {
                    let before = Int(output[index - 2 * colors]) << 8 | Int(output[index - 2 * colors + 1])
                    let sum = before + (Int(output[index]) << 8 | Int(output[index + 1]))
                    output[index] = UInt8(sum >> 8 & 0xFF)
                    output[index + 1] = UInt8(sum & 0xFF)
                }
            default: undoSmallSamples(&output, row: start)
            }
        }
        return output
    }

    /// Samples of 1, 2 or 4 bits.
    private func undoSmallSamples(_ output: inout [UInt8], row start: Int) {
        let mask = (1 << bitsPerComponent) - 1
        var before = [Int](repeating: 0, count: colors)
        for sample in 0..<columns * colors {
            let bit = sample * bitsPerComponent
            let (index, shift) = (start + bit / 8, 8 - bitsPerComponent - bit % 8)
            let value = (Int(output[index]) >> shift + before[sample % colors]) & mask
            before[sample % colors] = value
            output[index] = UInt8(Int(output[index]) & ~(mask << shift) | value << shift)
        }
    }
}
