extension PDFForge {
    /// A linearized file with tables: one section in front of the objects of the first page, the main one at the end.
    package struct Linearized {
        package var dictionary = "<</Linearized 1/N 1/O 3>>"
        /// The number behind the first section's `startxref`.
        package var firstStartxref = 0
        /// More entries of the main section's trailer.
        package var mainTrailer = ""
        /// Objects of the first page, which the first section names.
        private let first: [Int: String]
        private let rest: [Int: String]
        private let head = Array("%PDF-1.7\n%\u{80}\u{80}\n".utf8)

        package init(first: [Int: String], rest: [Int: String]) {
            self.first = first
            self.rest = rest
        }

        /// Number of the linearization parameter dictionary.
        private var parameters: Int { max(first.keys.max() ?? 0, rest.keys.max() ?? 0) + 1 }

        package func bytes() -> [UInt8] {
            let dictionary = Array("\(parameters) 0 obj\n\(dictionary)\nendobj\n".utf8)
            // Numbers are as wide as they will be, so that the section's length is known before its offsets are.
            var offsets = first.mapValues { _ in 0 }
            offsets[parameters] = head.count
            let start = head.count + dictionary.count + firstSection(offsets, main: 0).count
            let (firstBody, firstOffsets) = body(first, at: start)
            let (restBody, restOffsets) = body(rest, at: start + firstBody.count)
            offsets.merge(firstOffsets) { $1 }
            let main = start + firstBody.count + restBody.count
            return head + dictionary + firstSection(offsets, main: main) + firstBody + restBody
                + mainSection(restOffsets, first: head.count + dictionary.count)
        }

        private func body(_ objects: [Int: String], at start: Int) -> (bytes: [UInt8], offsets: [Int: Int]) {
            var (bytes, offsets) = ([UInt8](), [Int: Int]())
            for (number, text) in objects.sorted(by: { $0.key < $1.key }) {
                offsets[number] = start + bytes.count
                bytes += Array("\(number) 0 obj\n\(text)\nendobj\n".utf8)
            }
            return (bytes, offsets)
        }

        private func firstSection(_ offsets: [Int: Int], main: Int) -> [UInt8] {
            let trailer = "trailer\n<</Size \(parameters + 1)/Root 1 0 R/Prev \(tenDigits(main))>>\n"
            return Array("xref\n\(lines(offsets))\(trailer)startxref\n\(firstStartxref)\n%%EOF\n".utf8)
        }

        private func mainSection(_ offsets: [Int: Int], first: Int) -> [UInt8] {
            let table = "xref\n0 1\n0000000000 65535 f \n\(lines(offsets))"
            return Array("\(table)trailer\n<</Size \(parameters)\(mainTrailer)>>\nstartxref\n\(first)\n%%EOF\n".utf8)
        }

        private func lines(_ offsets: [Int: Int]) -> String {
            offsets.sorted { $0.key < $1.key }.map { "\($0.key) 1\n\(tenDigits($0.value)) 00000 n \n" }.joined()
        }

        private func tenDigits(_ number: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        }
    }
}
