import ConventionVerification
import OpenSSLBridge
import PAdES
import PAdESValidation
import PDFModel
import TestSupport

extension Mutant {
    /// Documents whose signatures are in order and whose declaration is not.
    static let conventions: [Mutant] = declarations + otherFields + amendments

    private static let declarations: [Mutant] = [
        Mutant("a document of other making, signed by the same four", rule: 15, .convention(.declarationMissing)) {
            workshop in
            Specimen(try workshop.signRest(SampleDocument.bytes()))
        },
        xml("a convention.xml that is no XML", .convention(.declarationInvalid)) { _ in Array("paid".utf8) },
        xml("a convention.xml without signatories", .convention(.declarationInvalid)) {
            $0.replacing("<signature>employer</signature>", with: "")
        },
        xml("a convention.xml that was never issued", .convention(.declarationInvalid)) { data in
            guard let start = data.firstRange(of: Array("<issue>".utf8)),
                let end = data.firstRange(of: Array("</issue>".utf8))
            else { return [] }
            return Array(data[..<start.lowerBound] + data[end.upperBound...])
        },
        xml("a convention.xml with an order that leaves the employer out", .convention(.declarationInvalid)) { data in
            let marker = Array("<group>".utf8)
            guard let last = data.lastRange(of: marker), let end = data.lastRange(of: Array("</group>".utf8)) else {
                return []
            }
            return Array(data[..<last.lowerBound] + data[end.upperBound...])
        },
        xml("a convention.xml with entities that grow", rule: 21, .convention(.declarationInvalid)) { data in
            let entities = "<!DOCTYPE convention [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>"
            guard let root = data.firstRange(of: Array("<convention".utf8)) else { return [] }
            return Array(data[..<root.lowerBound]) + Array(entities.utf8) + data[root.lowerBound...]
        },
        xml(
            "a convention.xml that inflates without end", rule: 21,
            .judged(Verdicts(.intact, .trusted, .deviating), [.baseIsUnreadable], [.declarationMissing])
        ) { _ in
            [UInt8](repeating: 0x20, count: 32 << 20)
        },
        xml("a convention.xml that names another pupil", .convention(.nameDiffers)) {
            $0.replacing("<givenName>Inès</givenName>", with: "<givenName>Anne</givenName>")
        },
    ]

    private static let otherFields: [Mutant] = [
        xml("a convention.xml of five signatories and a form of four", .convention(.fieldsDiffer, .orderDiffers)) {
            data in
            data.replacing(
                "</representative>\n  </representatives>",
                with: """
                    </representative>
                        <representative>
                          <givenName>Paul</givenName>
                          <familyName>Roy</familyName>
                          <capacity>Père</capacity>
                        </representative>
                      </representatives>
                    """
            )
            .replacing(
                "<signature>school</signature>",
                with: "<signature>representative-2</signature><signature>school</signature>")
        }
    ]

    private static let amendments: [Mutant] = [
        amendment("an amendment of the convention given with it", .sound(missing: 0), with: \.finished) { $0.base },
        amendment("an amendment of an unsigned convention given with it", .sound(missing: 0), with: \.base) {
            $0.base
        },
        amendment("an amendment whose convention is not given", .sound(missing: 0), with: nil) { $0.base },
        amendment(
            "an amendment bound to another text under the same identifier", .convention(.amendsAnother),
            with: \.finished
        ) {
            $0.base.dropLast()
        },
        xml("an amendment with a digest that is none", .convention(.declarationInvalid)) {
            $0.replacing(
                "</issue>", with: "<amends><identifier>A</identifier><digest>sha256:0</digest></amends></issue>")
        },
    ]

    /// - Parameter text: Of which revision 0 the digest is stated.
    private static func amendment(
        _ name: String, _ expected: Expectation, with other: (@Sendable (Workshop) -> [UInt8])?,
        of text: @escaping @Sendable (Workshop) -> [UInt8]
    ) -> Mutant {
        Mutant(name, rule: 15, expected) { workshop in
            var specimen = Specimen(try workshop.amendment(of: text(workshop)))
            specimen.others = other.map { [$0(workshop)] } ?? []
            return specimen
        }
    }

    private static func xml(
        _ name: String, rule: Int = 15, _ expected: Expectation, _ edit: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> Mutant {
        Mutant(name, rule: rule, expected) { workshop in
            Specimen(try workshop.finish { try $0.changeData(edit) })
        }
    }
}

extension Workshop {
    /// A finished convention of another identifier that says that it amends the workshop's own.
    ///
    /// - Parameter text: Of which it states the digest.
    func amendment(of text: [UInt8]) throws -> [UInt8] {
        let digest = DigestAlgorithm.sha256.digest(text).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let element =
            "<amends><identifier>7K3F-92QM</identifier><digest>sha256:\(digest)</digest></amends></issue>"
        return try finish {
            try $0.changeData {
                $0.replacing("<identifier>7K3F-92QM", with: "<identifier>4T8D-61PW").replacing(
                    "</issue>", with: element)
            }
        }
    }
}

extension EditedBase {
    /// Changes the bytes of `convention.xml`.
    mutating func changeData(_ edit: ([UInt8]) -> [UInt8]) throws {
        let reference = try first("Type", "EmbeddedFile", ofStream: true)
        guard case .stream(var stream) = objects[reference.number - 1] else { return }
        let before = try stream.decoded(limit: 1 << 20)
        let after = edit(before)
        guard before != after else { throw CannotMutate("the data stayed the same") }
        stream.data = Flate.deflate(after)
        objects[reference.number - 1] = .stream(stream)
    }

    /// The first stream with this entry.
    func first(_ key: PDFName, _ value: PDFName, ofStream: Bool) throws -> PDFReference {
        let index = objects.firstIndex { $0.streamValue?.dictionary[key] == .name(value) }
        return PDFReference(number: try index.orThrow("no stream with \(key) \(value)") + 1)
    }
}

extension [UInt8] {
    /// Every occurrence of a text replaced by another.
    func replacing(_ old: String, with new: String) -> [UInt8] {
        var result = self
        var position = 0
        while let range = result.firstRange(of: Array(old.utf8), from: position) {
            result.replaceSubrange(range, with: Array(new.utf8))
            position = range.lowerBound + new.utf8.count
        }
        return result
    }
}
