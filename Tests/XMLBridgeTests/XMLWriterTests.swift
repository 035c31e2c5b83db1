import Testing

@testable import XMLBridge

@Suite("XMLWriter")
struct XMLWriterTests {
    @Test func `writes markup characters of values as text`() throws {
        let element = XMLElement("a", attributes: ["k": "\"<&>'"], children: [.text("</a><b>&amp; ]]>")])
        let bytes = XMLWriter.bytes(of: element)
        let read = try XMLDocument(parsing: bytes).root
        #expect(read.elements.isEmpty)
        #expect(read.text == "</a><b>&amp; ]]>")
        #expect(read.attributes == ["k": "\"<&>'"])
    }

    @Test func `indents elements, and never inside text`() {
        let element = XMLElement(
            "a", namespace: "urn:x",
            children: [
                .element(XMLElement("b", namespace: "urn:x", children: [.text("1\n2")])),
                .element(XMLElement("c", namespace: "urn:x", children: [])),
            ])
        #expect(
            String(decoding: XMLWriter.bytes(of: element), as: UTF8.self)
                == "<a xmlns=\"urn:x\">\n  <b>1\n2</b>\n  <c></c>\n</a>")
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `writes its own canonical form, whatever the values`(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        for _ in 0..<200 {
            let element = Self.element(depth: 0, &generator)
            let bytes = XMLWriter.bytes(of: element)
            let document = try XMLDocument(parsing: bytes)
            #expect(try document.canonicalBytes() == bytes)
        }
    }

    private static func element(depth: Int, _ generator: inout SeededGenerator) -> XMLElement {
        let attributes = Dictionary(
            uniqueKeysWithValues: ["z", "a", "m"].prefix(Int.random(in: 0...3, using: &generator)).map {
                ($0, text(&generator))
            })
        let children: [XMLNode] =
            depth < 3 && Bool.random(using: &generator)
            ? (0..<Int.random(in: 1...3, using: &generator)).map { _ in .element(element(depth: depth + 1, &generator))
            }
            : [.text(text(&generator))]
        return XMLElement("e\(depth)", namespace: "urn:x", attributes: attributes, children: children)
    }

    private static func text(_ generator: inout SeededGenerator) -> String {
        let characters = Array("ab <>&\"'\t\n\r]é’«»\u{202F}中🙂&#x;")
        return String(
            (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                characters.randomElement(using: &generator) ?? "a"
            })
    }
}

/// A small reproducible generator (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
