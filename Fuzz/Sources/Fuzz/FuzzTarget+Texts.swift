import ConventionTemplates
import Foundation
import XMLBridge

extension FuzzTarget {
    static let texts = [
        FuzzTarget(name: "convention-data") { bytes in
            let data = try convention.parse(bytes)
            mustHold(
                (try? convention.parse(ConventionXML.serialize(data))) == data, "what is accepted is written alike")
        },
        FuzzTarget(name: "template") { bytes in
            _ = try ConventionTemplate(
                bytes: bytes, file: "template.xml", schema: schema("template"), sha256: { _ in [0] })
        },
        FuzzTarget(name: "relax-ng") { _ = try RelaxNGSchema($0) },
    ]

    private static let convention = ConventionXML(schema: schema("convention"))

    private static func schema(_ name: String) -> RelaxNGSchema {
        let directory = ProcessInfo.processInfo.environment["SEING_FUZZ_SCHEMAS"] ?? "Templates/Schemas"
        guard let data = FileManager.default.contents(atPath: "\(directory)/\(name).rng"),
            let schema = try? RelaxNGSchema(Array(data))
        else { fatalError("\(directory)/\(name).rng cannot be read; name the folder in SEING_FUZZ_SCHEMAS") }
        return schema
    }
}
