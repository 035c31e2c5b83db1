import Testing

@testable import Typesetting

@Suite("Where lines end")
struct LineBreakingTests {
    @Test func `never breaks at a no-break space of either width`() throws {
        let unit = "L.\u{A0}4153-1\u{202F};"
        for line in try lines(of: Array(repeating: unit, count: 60).joined(separator: " ")) {
            #expect(line.split(separator: " ").allSatisfy { $0 == unit })
        }
    }

    @Test func `breaks after a hyphen between letters and after an em dash, not inside a number`() throws {
        let long = try lines(of: String(repeating: "porte-", count: 40) + "clé", width: 20_000)
        #expect(long.count > 1)
        #expect(long.dropLast().allSatisfy { $0.hasSuffix("porte-") })
        let dashes = try lines(of: String(repeating: "mot—", count: 40) + "fin", width: 20_000)
        #expect(dashes.count > 1 && dashes.dropLast().allSatisfy { $0.hasSuffix("—") })
        let number = try lines(of: "aaaa bbbb 4153-1-1-1-1-1", width: 10_000)
        #expect(number.last == "4153-1-1-1-1-1")
    }

    @Test func `cuts a word that is wider than the line and loses none of it`() throws {
        let word = String(repeating: "Donaudampfschifffahrtsgesellschaft", count: 40)
        let lines = try lines(of: "Avant " + word + " après", width: 30_000)
        #expect(lines.joined().filter { $0 != " " } == "Avant" + word + "après")
        #expect(try widths(of: "Avant " + word + " après", width: 30_000).allSatisfy { $0 <= 30_300 })
    }

    @Test func `keeps within the width and loses no word in ten thousand characters`() throws {
        var numbers = SeededNumbers(state: 1)
        let text = String(prose(2000, &numbers).prefix(10_000))
        #expect(try words(lines(of: text).joined(separator: " ")) == words(text))
        #expect(try widths(of: text, width: 47_000).allSatisfy { $0 <= 47_000 })
    }

    @Test func `leaves the ragged edge calmer than filling line after line does`() throws {
        var numbers = SeededNumbers(state: 2)
        var (chosen, filled) = (0.0, 0.0)
        for _ in 0..<20 {
            let text = prose(120, &numbers)
            chosen += raggedness(of: try widths(of: text, width: 30_000).dropLast())
            filled += raggedness(of: try filledWidths(of: text, width: 30_000).dropLast())
        }
        #expect(chosen < filled * 0.9)
    }

    @Test func `counts several spaces as one and none at the ends`() throws {
        #expect(try lines(of: "  un   deux  ") == ["un deux"])
    }

    @Test func `ends every line but the last with a real space, so that readers do not glue words`() throws {
        var numbers = SeededNumbers(state: 4)
        let lines = try brokenLines(prose(200, &numbers), width: 40_000)
        #expect(lines.count > 5)
        for line in lines.dropLast() { #expect(line.text(in: try Fonts.set()).hasSuffix(" ")) }
        #expect(lines.last?.text(in: try Fonts.set()).hasSuffix(" ") == false)
    }

    // MARK: -

    private func brokenLines(_ text: String, width: Int) throws -> [TextLine] {
        let fonts = try Fonts.set()
        return LineBreaker(fonts: fonts, width: width).lines(of: TextShaper.shape([Inline(text)], fonts: fonts))
    }

    private func lines(of text: String, width: Int = 47_000) throws -> [String] {
        try brokenLines(text, width: width).map { line in
            let text = line.text(in: try Fonts.set())
            return text.hasSuffix(" ") ? String(text.dropLast()) : text
        }
    }

    private func widths(of text: String, width: Int) throws -> [Int] {
        try brokenLines(text, width: width).map(\.advance)
    }

    /// What putting as many words as possible on each line gives.
    private func filledWidths(of text: String, width: Int) throws -> [Int] {
        let fonts = try Fonts.set()
        let space = fonts[.regular].spaceAdvance
        var widths: [Int] = []
        for word in text.split(separator: " ") {
            let advance = TextShaper.shape([Inline(String(word))], fonts: fonts).singleLine.advance
            if let last = widths.last, last + space + advance <= width {
                widths[widths.count - 1] = last + space + advance
            } else {
                widths.append(advance)
            }
        }
        return widths
    }

    /// The sum of the squared gaps, as parts of a line of 30 em.
    private func raggedness(of widths: some Sequence<Int>) -> Double {
        widths.map { Double(30_000 - $0) / 30_000 }.reduce(0) { $0 + $1 * $1 }
    }
}
