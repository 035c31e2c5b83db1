package import Parties

/// A situation that a template has to serve, with made-up data: what `seing template preview` shows and `check` tries.
///
/// Every person, school and host is invented; the postal code, the UAI and the SIRET are of ranges that nobody has.
package struct SampleVariant: Hashable, Sendable {
    /// Short name for files and messages: « seconde-public ».
    package let name: String
    package let french: String
    package let english: String
    package let data: ConventionData
    /// What a sheet is made from, and for whom; `nil` for a document that is signed.
    package var sheet: SampleSheet?

    /// The situations of one template, each with the values that the template asks for.
    ///
    /// Those of `facts` that change the text: grade, one week or two, one place or several, the school's status, one or
    /// two representatives or none, of age or emancipated, and every text as long as it may be.
    package static func all(for template: ConventionTemplate) -> [SampleVariant] {
        guard let kind = template.metadata.document.kind else { return sheets(for: template) }
        let served = situations(of: template.metadata.grades).filter {
            template.servesEmancipated || !$0.data.pupil.isEmancipated
        }
        return served.map { situation in
            var data = situation.data
            data.document = kind
            data.signing.required = required(data, by: template)
            data.signing.optional = optional(data, by: template)
            let isLongest = situation.name == longestName
            data.supplements = template.supplements.map {
                .init(name: $0.name, value: isLongest ? $0.longest : $0.sample)
            }
            return SampleVariant(
                name: situation.name, french: situation.french, english: situation.english, data: data)
        } + withoutOptions(for: template, as: kind)
    }

    /// Somebody's own data; of a sheet, the school's copy with made-up contacts.
    package static func own(_ data: ConventionData, for template: ConventionTemplate) -> SampleVariant {
        SampleVariant(
            name: "own", french: "vos données", english: "your data", data: data,
            sheet: template.metadata.document.kind == nil ? .complete(for: .school) : nil)
    }

    static let longestName = "longest"

    /// What an amendment or an attestation refers to, in a sample.
    package static let amended = IssueRecord.AmendedReference(
        conventionID: "w7k3f92qmabcdefghijk", digest: "sha256:" + String(repeating: "0", count: 64))

    /// Those of the grades that the template serves; one that serves none of them has all, as its own grade.
    static func situations(of grades: [ConventionData.Grade]) -> [SampleVariant] {
        let own = situations.filter { grades.contains($0.data.pupil.grade) }
        guard own.isEmpty, let grade = grades.first else { return own }
        return situations.filter { $0.data.pupil.grade == .seconde }.map { situation in
            var data = situation.data
            data.pupil.grade = grade
            return SampleVariant(
                name: situation.name.replacing("seconde-", with: ""), french: situation.french,
                english: situation.english, data: data)
        }
    }

    /// The first situation without anything that may be left out.
    private static func withoutOptions(
        for template: ConventionTemplate, as kind: ConventionData.DocumentKind
    ) -> [SampleVariant] {
        guard template.supplements.contains(where: \.isOptional),
            var first = situations(of: template.metadata.grades).first?.data
        else { return [] }
        first.document = kind
        first.signing.required = required(first, by: template)
        first.signing.optional = optional(first, by: template)
        first.supplements = template.supplements.filter { !$0.isOptional }.map {
            .init(name: $0.name, value: $0.sample)
        }
        return [
            SampleVariant(
                name: "without-options", french: "sans aucun complément facultatif",
                english: "without any optional supplement", data: first)
        ]
    }

    private static func required(
        _ data: ConventionData, by template: ConventionTemplate
    ) -> [ConventionData.RequiredSignature] {
        let roles = template.signingRoles
        return data.signing.required.filter { roles.contains($0.role) }
    }

    private static func optional(
        _ data: ConventionData, by template: ConventionTemplate
    ) -> [ConventionData.OptionalSignature] {
        let roles = template.signingRoles
        return data.signing.optional.filter { roles.contains($0.role) }
    }
}

extension SupplementDeclaration {
    /// A value as long as the declaration allows: words of ten letters.
    var longest: String {
        switch kind {
        case .text, .paragraphs:
            String(repeating: "mémorandum ", count: maximumLength / 11 + 1).prefix(maximumLength - 1) + "."
        case .money: "999999.99"
        case .number: "9999"
        case .choice: options.max { $0.label.count < $1.label.count }?.value ?? sample
        default: sample
        }
    }
}

extension ConventionData.OptionalSignature {
    var role: Signatory.Role {
        switch self {
        case .referentTeacher: .teacher
        case .tutor: .tutor
        }
    }
}

extension ConventionData.RequiredSignature {
    var role: Signatory.Role {
        switch self {
        case .student: .student
        case .representative1, .representative2: .representative
        case .school: .school
        case .employer: .employer
        }
    }
}
