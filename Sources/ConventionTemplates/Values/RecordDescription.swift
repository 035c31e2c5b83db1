import Parties

/// What templates may ask of one kind of thing: names, kinds, and how each value is got.
struct RecordDescription<Root>: Sendable {
    let properties: [Property<Root>]

    init(_ properties: [Property<Root>]) { self.properties = properties }

    var shape: RecordShape {
        RecordShape(
            entries: Dictionary(
                uniqueKeysWithValues: properties.map { ($0.name, .init(kind: $0.kind, isOptional: $0.isOptional)) }))
    }

    func value(of root: Root) -> TemplateValue {
        .record(
            Dictionary(
                uniqueKeysWithValues: properties.compactMap { property in
                    property.value(root).map { (property.name, $0) }
                }))
    }
}

/// One name of a record.
struct Property<Root>: Sendable {
    let name: String
    let kind: ValueKind
    let isOptional: Bool
    let value: @Sendable (Root) -> TemplateValue?

    private init(
        _ name: String, _ kind: ValueKind, isOptional: Bool = false,
        _ value: @escaping @Sendable (Root) -> TemplateValue?
    ) {
        self.name = name
        self.kind = kind
        self.isOptional = isOptional
        self.value = value
    }

    static func text(_ name: String, _ get: @escaping @Sendable (Root) -> String) -> Property {
        Property(name, .text) { .text(get($0)) }
    }

    static func optionalText(_ name: String, _ get: @escaping @Sendable (Root) -> String?) -> Property {
        Property(name, .text, isOptional: true) { get($0).map(TemplateValue.text) }
    }

    static func paragraphs(_ name: String, _ get: @escaping @Sendable (Root) -> String) -> Property {
        Property(name, .paragraphs) { .paragraphs(get($0)) }
    }

    static func date(_ name: String, _ get: @escaping @Sendable (Root) -> CalendarDate) -> Property {
        Property(name, .date) { .date(get($0)) }
    }

    static func optionalDate(_ name: String, _ get: @escaping @Sendable (Root) -> CalendarDate?) -> Property {
        Property(name, .date, isOptional: true) { get($0).map(TemplateValue.date) }
    }

    static func time(_ name: String, _ get: @escaping @Sendable (Root) -> TimeOfDay) -> Property {
        Property(name, .time) { .time(get($0)) }
    }

    static func duration(_ name: String, _ get: @escaping @Sendable (Root) -> Int) -> Property {
        Property(name, .duration) { .duration(get($0)) }
    }

    static func uai(_ name: String, _ get: @escaping @Sendable (Root) -> UAI) -> Property {
        Property(name, .uai) { .uai(get($0)) }
    }

    static func optionalSIRET(_ name: String, _ get: @escaping @Sendable (Root) -> SIRET?) -> Property {
        Property(name, .siret, isOptional: true) { get($0).map(TemplateValue.siret) }
    }

    static func yesOrNo(_ name: String, _ get: @escaping @Sendable (Root) -> Bool) -> Property {
        Property(name, .choice(["yes", "no"])) {
            get($0) ? .choice(code: "yes", label: "oui") : .choice(code: "no", label: "non")
        }
    }

    static func choice<Word: RawRepresentable<String> & CaseIterable & FrenchLabelled & Sendable>(
        _ name: String, _ get: @escaping @Sendable (Root) -> Word
    ) -> Property {
        Property(name, .choice(Word.allCases.map(\.rawValue))) {
            .choice(code: get($0).rawValue, label: get($0).frenchLabel)
        }
    }

    static func optionalChoice<Word: RawRepresentable<String> & CaseIterable & FrenchLabelled & Sendable>(
        _ name: String, _ get: @escaping @Sendable (Root) -> Word?
    ) -> Property {
        Property(name, .choice(Word.allCases.map(\.rawValue)), isOptional: true) {
            get($0).map { .choice(code: $0.rawValue, label: $0.frenchLabel) }
        }
    }

    /// E.164.
    static func optionalTelephone(_ name: String, _ get: @escaping @Sendable (Root) -> String?) -> Property {
        Property(name, .telephone, isOptional: true) { get($0).map(TemplateValue.telephone) }
    }

    static func optionalEmail(_ name: String, _ get: @escaping @Sendable (Root) -> String?) -> Property {
        Property(name, .email, isOptional: true) { get($0).map(TemplateValue.email) }
    }

    static func record<Part>(
        _ name: String, _ description: RecordDescription<Part>, _ get: @escaping @Sendable (Root) -> Part
    ) -> Property {
        Property(name, .record(description.shape)) { description.value(of: get($0)) }
    }

    static func optionalRecord<Part>(
        _ name: String, _ description: RecordDescription<Part>, _ get: @escaping @Sendable (Root) -> Part?
    ) -> Property {
        Property(name, .record(description.shape), isOptional: true) { get($0).map(description.value(of:)) }
    }

    static func list<Item>(
        _ name: String, _ description: RecordDescription<Item>, count: ClosedRange<Int>,
        _ get: @escaping @Sendable (Root) -> [Item]
    ) -> Property {
        Property(name, .list(of: description.shape, count: count)) { .list(get($0).map(description.value(of:))) }
    }
}

/// A word of the data that has a French name.
protocol FrenchLabelled {
    var frenchLabel: String { get }
}

extension ConventionData.Grade: FrenchLabelled {
    var frenchLabel: String {
        switch self {
        case .quatrieme: "quatrième"
        case .troisieme: "troisième"
        case .seconde: "seconde générale et technologique"
        case .professionnelle: "voie professionnelle"
        }
    }
}

extension ConventionData.Standing: FrenchLabelled {
    var frenchLabel: String {
        switch self {
        case .minor: "mineur"
        case .emancipated: "mineur émancipé"
        case .adult: "majeur"
        }
    }
}

extension ConventionData.SchoolStatus: FrenchLabelled {
    var frenchLabel: String {
        switch self {
        case .public: "public"
        case .privateUnderContract: "privé sous contrat"
        case .privateWithoutContract: "privé hors contrat"
        }
    }
}
