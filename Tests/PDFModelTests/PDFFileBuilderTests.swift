import Testing

@testable import PDFModel

@Suite("PDFFileBuilder")
struct PDFFileBuilderTests {
    private func bytes(_ set: (inout PDFFileBuilder, PDFReference, PDFReference) -> Void) -> [UInt8] {
        var file = PDFFileBuilder()
        let (first, second) = (file.reserve(), file.reserve())
        set(&file, first, second)
        let catalog = file.add(.dictionary(["Type": .name("Catalog"), "K": .reference(first)]))
        return file.serialize(root: catalog, info: nil, identifier: [1, 2])
    }

    /// Whatever the order in which they are set.
    @Test func `writes an object that is given as text where its number has its place`() {
        let kid = PDFReference(number: 2)
        let objects = bytes { file, first, second in
            file.set(.dictionary(["S": .name("P"), "K": .array([.integer(1), .reference(kid)])]), at: first)
            file.set(.dictionary(["S": .name("Span"), "Alt": .string(ascii: "a (b)")]), at: second)
        }
        let texts = bytes { file, first, second in
            file.set(at: second) { output in
                output.append("<</S")
                output.append(name: "Span")
                output.append("/Alt")
                output.append(.string(ascii: "a (b)"))
                output.append(">>")
            }
            file.set(at: first) { output in
                output.append("<</S/P/K[")
                output.append(1)
                output.append(" ")
                output.append(.reference(kid))
                output.append("]>>")
            }
        }
        #expect(texts == objects)
    }
}
