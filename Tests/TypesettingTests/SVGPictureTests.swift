import Foundation
import TestSupport
import Testing

@testable import Typesetting

/// Drawings in a document beside the same drawings as Chromium shows them.
@Suite("Drawings, beside a browser", .tags(.interop), .timeLimit(.minutes(5)))
struct SVGPictureTests {
    /// Pixels a side.
    private static let side = 400

    /// How far two pictures are from each other.
    private struct Difference {
        /// Of all samples, in levels of 255.
        let mean: Double
        /// The part of the pixels that differ by more than what smooth edges differ by.
        let share: Double

        init(_ left: [UInt8], _ right: [UInt8]) {
            var (sum, different, index) = (0, 0, 0)
            while index < min(left.count, right.count) {
                var largest = 0
                for sample in index..<index + 3 {
                    let distance = abs(Int(left[sample]) - Int(right[sample]))
                    sum += distance
                    largest = max(largest, distance)
                }
                if largest > 100 { different += 1 }
                index += 3
            }
            mean = Double(sum) / Double(left.count)
            share = Double(3 * different) / Double(left.count)
        }

        /// Edges may be smoothed otherwise, by a small part of a pixel; nothing may be missing, moved or of another colour.
        var isSmall: Bool { mean < 1.2 && share < 0.0005 }
    }

    private func browserPictures(_ drawings: [String: [UInt8]]) async throws -> [String: [UInt8]] {
        let directory = try TemporaryDirectory()
        var paths: [String: String] = [:]
        for (name, bytes) in drawings { paths[name] = try directory.write("\(name).svg", bytes) }
        let outcome = try await RunningProgram(
            PythonTool.interpreter(),
            [PythonTool.script("rasterise.py"), "\(Self.side)", "\(Self.side)"] + paths.values.sorted()
        ).outcome()
        try #require(outcome.status == 0, "\(outcome.text)")
        return try paths.mapValues { try pixels($0 + ".ppm") }
    }

    /// The drawing in the corner of a page, where it begins with a whole pixel.
    private func documentPicture(_ svg: [UInt8]) throws -> [UInt8] {
        let figure = Figure(image: try DocumentImage(svg: svg), width: 200, alternativeText: "Dessin")
        var content = document([])
        content.letterhead = Letterhead(logos: [figure], lines: [])
        let file = try DocumentFile(content)
        let prefix = file.directory.file("page")
        let place = ["-x", "124", "-y", "116", "-W", "\(Self.side)", "-H", "\(Self.side)"]
        let result = try Command.run("pdftoppm", ["-r", "144", "-singlefile"] + place + [file.path, prefix])
        try #require(result.succeeded, "\(result.output)")
        return try pixels(prefix + ".ppm")
    }

    private func pixels(_ path: String) throws -> [UInt8] {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        try #require(bytes.count > 3 * Self.side * Self.side)
        return Array(bytes.suffix(3 * Self.side * Self.side))
    }

    @Test func `look the same`() async throws {
        let drawings = SVGDrawings.drawn.merging(["logo": try SVGPictureTests.logo()]) { first, _ in first }
        let expected = try await browserPictures(drawings)
        for (name, svg) in drawings.sorted(by: { $0.key < $1.key }) {
            let difference = Difference(try documentPicture(svg), try #require(expected[name]))
            #expect(difference.isSmall, "\(name): \(difference)")
        }
    }

    /// One letter, digit or word makes another drawing, which the comparison has to tell from the first.
    private static let others: [(name: String, part: String, other: String)] = [
        ("arcs", "A40 25 20 1 0", "A40 25 20 1 1"), ("arcs", "a5 5 0 0 1", "a5 5 0 0 0"),
        ("lines", "evenodd", "nonzero"),
        ("curves", "S170 110", "C170 110 170 110"), ("strokes", "stroke-miterlimit=\"2\"", ""),
        ("transforms", "rotate(30)", "rotate(-30)"), ("opacity", ".5", ".6"), ("inheritance", "fill=\"olive\"", ""),
        ("shapes", "rx=\"12\"", ""), ("strokes", "20 8 4", "20 8"),
    ]

    @Test func `are told from others`() async throws {
        var altered: [String: [UInt8]] = [:]
        for (index, (name, part, other)) in Self.others.enumerated() {
            let text = String(decoding: try #require(SVGDrawings.drawn[name]), as: UTF8.self)
            try #require(text.contains(part))
            altered["\(index)"] = Array(text.replacing(part, with: other).utf8)
        }
        let expected = try await browserPictures(altered)
        for (index, (name, part, _)) in Self.others.enumerated() {
            let picture = try documentPicture(try #require(SVGDrawings.drawn[name]))
            let difference = Difference(picture, try #require(expected["\(index)"]))
            #expect(!difference.isSmall, "\(name) without \(part): \(difference)")
        }
    }

    @Test func `conform, also where the paper shines through`() throws {
        let figures = try SVGDrawings.drawn.values.map { svg in
            Block.image(Figure(image: try DocumentImage(svg: svg), width: 90, alternativeText: "Dessin"))
        }
        let file = try DocumentFile(document(figures))
        let result = try Command.run(conformanceCheck, "3a,ua1", file.path)
        #expect(result.output.contains("PASS 3a") && result.output.contains("PASS ua1"), "\(result.output)")
        #expect(try file.read("qpdf", "--check").contains("No syntax or stream encoding errors found"))
    }

    /// The example that the documentation shows.
    static func logo() throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: root.appending(path: "Examples/letterhead/logo.svg")))
    }
}
