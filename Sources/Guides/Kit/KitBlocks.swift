import Parties
import Typesetting

/// Sets the texts of a kit: what stands where.
struct KitBlocks {
    let employer: KitEmployer
    let schedule: KitSchedule?

    /// A text to be read, in its order.
    func text(_ text: GuideText) -> [Block] { text.blocks.map(block) }

    /// What stands before the first part is white on the stripe at the top; two paragraphs behind « {code} » stand beside the QR code.
    func poster(_ text: GuideText, code: Figure, underTitle style: ParagraphStyle) -> [Block] {
        let start =
            text.blocks.firstIndex { if case .heading(2, _) = $0 { true } else { false } } ?? text.blocks.endIndex
        let band = text.blocks[..<start].map { block($0, paragraph: style) }
        let rest = text.blocks[start...]
        let mark = rest.firstIndex { $0 == .paragraph([GuideText.Span("{code}")]) } ?? rest.endIndex
        var blocks: [Block] = [.band(band)] + rest[..<mark].map { block($0) }
        guard mark < rest.endIndex else { return blocks }
        let beside = rest[(mark + 1)...].prefix(2).prefix { if case .paragraph = $0 { true } else { false } }
        blocks.append(.imageBeside(code, beside.map(paragraph)))
        return blocks + rest[(mark + 1 + beside.count)...].map { block($0, paragraph: .small) }
    }

    private func paragraph(_ block: GuideText.Block) -> [Inline] {
        if case .paragraph(let spans) = block { inline(spans) } else { [] }
    }

    private func block(_ block: GuideText.Block) -> Block { self.block(block, paragraph: .body) }

    private func block(_ block: GuideText.Block, paragraph style: ParagraphStyle) -> Block {
        switch block {
        case .heading(let level, let spans): .heading(level: level, inline(spans))
        case .paragraph(let spans): .paragraph(inline(spans), style)
        case .list(let isNumbered, let items):
            .list(isNumbered ? .numbers : .bullets, items: items.map { [.paragraph(inline($0), .body)] })
        case .table(let header, let rows):
            .table(
                Table(
                    header: header.map(inline), rows: rows.map { $0.map(inline) },
                    columnWeights: [1] + header.dropFirst().map { _ in 3 }, firstColumnIsHeader: true))
        }
    }

    private func inline(_ spans: [GuideText.Span]) -> [Inline] {
        spans.map { Inline(filled($0.text), $0.isStrong ? .bold : .regular) }
    }

    /// The employer's name and address, and the hours, in the places that the text keeps for them.
    private func filled(_ text: String) -> String {
        guard text.contains("{") else { return text }
        var filled = text.replacing("{organisme}", with: employer.name)
            .replacing("{adresse}", with: employer.printedAddress)
        if let schedule {
            filled = filled.replacing("{matin}", with: french(schedule.morning))
                .replacing("{apres-midi}", with: french(schedule.afternoon))
                .replacing("{par-jour}", with: french(minutes: schedule.minutesADay))
                .replacing("{par-semaine}", with: french(minutes: schedule.minutesAWeek))
        }
        return filled
    }

    /// « de 9 h à 12 h »
    private func french(_ slot: ConventionData.TimeSlot) -> String { "de \(french(slot.from)) à \(french(slot.to))" }

    private func french(_ time: TimeOfDay) -> String { french(minutes: time.minutesSinceMidnight) }

    /// « 9 h 30 »
    private func french(minutes: Int) -> String {
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        return rest == 0 ? "\(hours)\u{A0}h" : "\(hours)\u{A0}h\u{A0}\(rest < 10 ? "0" : "")\(rest)"
    }
}
