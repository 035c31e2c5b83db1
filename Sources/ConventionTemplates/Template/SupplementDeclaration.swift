package import Parties

/// A value that a template asks for beyond those of every convention.
package struct SupplementDeclaration: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case text, paragraphs, date, time, telephone, email, uai, siret, money, number, choice
    }

    package struct Option: Hashable, Sendable {
        /// What the data hold and conditions compare.
        package let value: String
        /// What is printed.
        package let label: String
    }

    /// The name under which templates find all of them: `supplement.bonus`.
    static let scopeName = "supplement"

    package let name: String
    /// What people call it, on forms and in messages.
    package let label: String
    package let kind: Kind
    package let isOptional: Bool
    /// For `text` and `paragraphs`: counted in Unicode scalars.
    package let maximumLength: Int
    /// For `choice` only.
    package let options: [Option]
    /// A made-up value for previews.
    package let sample: String
    let line: Int
}

extension SupplementDeclaration {
    var valueKind: ValueKind {
        switch kind {
        case .text: .text
        case .paragraphs: .paragraphs
        case .date: .date
        case .time: .time
        case .telephone: .telephone
        case .email: .email
        case .uai: .uai
        case .siret: .siret
        case .money: .money
        case .number: .count
        case .choice: .choice(options.map(\.value))
        }
    }

    /// What is wrong with a value, if anything.
    func problem(in text: String) -> ConventionFault.Cause? {
        switch kind {
        case .text: ValueForm.text(TextRule(maximumLength: maximumLength)).problem(in: text)
        case .paragraphs:
            ValueForm.text(TextRule(maximumLength: maximumLength, allowsLineFeeds: true)).problem(in: text)
        case .date: ValueForm.date.problem(in: text)
        case .time: ValueForm.time.problem(in: text)
        case .telephone: ValueForm.telephone.problem(in: text)
        case .email: ValueForm.email.problem(in: text)
        case .uai: ValueForm.uai.problem(in: text)
        case .siret: ValueForm.siret.problem(in: text)
        case .money: Self.cents(text) == nil ? .init(.notAnAmount, typed: text) : nil
        case .number: Self.number(text) == nil ? .init(.notANumber, typed: text) : nil
        case .choice: ValueForm.choice(options.map(\.value)).problem(in: text)
        }
    }

    /// The value as templates see it; `nil` for one that has a ``problem(in:)``.
    func value(of text: String) -> TemplateValue? {
        switch kind {
        case .text: .text(text)
        case .paragraphs: .paragraphs(text)
        case .date: CalendarDate(iso8601: text).map(TemplateValue.date)
        case .time: TimeOfDay(iso8601: text).map(TemplateValue.time)
        case .telephone: PhoneNumber(text).map { .telephone($0.e164) }
        case .email: .email(text)
        case .uai: UAI(text).map(TemplateValue.uai)
        case .siret: SIRET(text).map(TemplateValue.siret)
        case .money: Self.cents(text).map(TemplateValue.money)
        case .number: Self.number(text).map(TemplateValue.count)
        case .choice:
            options.first { $0.value == text }.map { .choice(code: $0.value, label: $0.label) }
        }
    }

    /// « 4.35 » is 435, « 12 » is 1200; at most 999999.99.
    private static func cents(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let euros = whole(parts[0], digits: 1...6) else { return nil }
        guard parts.count == 2 else { return euros * 100 }
        return whole(parts[1], digits: 2...2).map { euros * 100 + $0 }
    }

    /// What a `number` may be, as conditions compare it.
    static let numbers = Set((0...9999).map { String($0) })

    private static func number(_ text: String) -> Int? { whole(text[...], digits: 1...4) }

    private static func whole(_ text: Substring, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.utf8.count == 1 || text.first != "0" || digits.upperBound == 2
        else { return nil }
        return Int(text)
    }
}

extension RecordShape {
    /// The same names, and those that a template declares.
    func adding(_ supplements: [SupplementDeclaration]) -> RecordShape {
        guard !supplements.isEmpty else { return self }
        let declared = Dictionary(
            supplements.map { ($0.name, Entry(kind: $0.valueKind, isOptional: $0.isOptional)) },
            uniquingKeysWith: { first, _ in first })
        var entries = entries
        entries[SupplementDeclaration.scopeName] = Entry(
            kind: .record(RecordShape(entries: declared)), isOptional: false)
        return RecordShape(entries: entries)
    }
}

extension ConventionTemplate {
    /// What the data hold that the template does not ask for, and the other way round.
    package func faults(of data: ConventionData) -> [ConventionFault] {
        kindFaults(of: data) + boxFaults(of: data) + emancipationFaults(of: data) + supplementFaults(of: data)
            + missingSupplementFaults(of: data)
    }

    /// Everybody who must sign has a box in every template; who may sign has one in those that provide for it.
    private func boxFaults(of data: ConventionData) -> [ConventionFault] {
        let roles = signingRoles
        return data.signing.optional.enumerated().filter { !roles.contains($0.element.role) }.map {
            ConventionFault(
                .optionalSignatureWithoutBox, at: "signing/optional/signature[\($0.offset + 1)]",
                found: $0.element.rawValue)
        }
    }

    private func kindFaults(of data: ConventionData) -> [ConventionFault] {
        guard metadata.document != .signed(data.document) else {
            guard !metadata.grades.contains(data.pupil.grade) else { return [] }
            return [
                ConventionFault(.gradeNotServed, at: "pupil/grade", expected: metadata.grades.map(\.rawValue))
            ]
        }
        return [
            ConventionFault(
                .wrongDocument, at: "documentKind", found: data.document.rawValue,
                expected: [metadata.document.rawValue])
        ]
    }

    /// An attestation says of nobody who signs for whom.
    private func emancipationFaults(of data: ConventionData) -> [ConventionFault] {
        guard data.pupil.isEmancipated, data.document != .attestation, !servesEmancipated else { return [] }
        return [ConventionFault(.emancipationNotServed, at: "pupil/emancipated")]
    }

    private func supplementFaults(of data: ConventionData) -> [ConventionFault] {
        data.supplements.enumerated().compactMap { index, supplement in
            let path = "supplements/supplement[\(index + 1)]"
            guard let declaration = supplements.first(where: { $0.name == supplement.name }) else {
                return ConventionFault(.supplementUnknown, at: "\(path)/name", expected: supplements.map(\.name))
            }
            return declaration.problem(in: supplement.value).map { ConventionFault($0, at: "\(path)/value") }
        }
    }

    private func missingSupplementFaults(of data: ConventionData) -> [ConventionFault] {
        supplements.filter { declaration in
            !declaration.isOptional && !data.supplements.contains { $0.name == declaration.name }
        }.map { ConventionFault(.supplementMissing, at: "supplements", found: $0.name, expected: [$0.label]) }
    }

    func supplementValues(of data: ConventionData) -> [String: TemplateValue] {
        var values: [String: TemplateValue] = [:]
        for supplement in data.supplements {
            values[supplement.name] = supplements.first { $0.name == supplement.name }?.value(of: supplement.value)
        }
        return values
    }
}
