import Parties

extension ValueCatalogue {
    static let placement = RecordDescription<ConventionData.Placement>([
        .date("start") { $0.start },
        .date("end") { $0.end },
        .list("places", place, count: 1...5) { $0.places },
        .paragraphs("activities") { $0.activities },
        .optionalText("meals") { $0.meals },
        .optionalText("transport") { $0.transport },
        .duration("presence") { $0.timetable.reduce(0) { $0 + $1.minutesOfPresence } },
    ])

    private static let place = RecordDescription<ConventionData.Place>([
        .optionalText("name") { $0.name },
        .text("address") { $0.address.singleLine },
    ])

    static let day = RecordDescription<ConventionData.Day>([
        .date("date") { $0.date },
        .list("slots", slot, count: 1...4) { $0.slots },
        .list("morning", slot, count: 0...4) { $0.slots.filter { $0.from.hour < noonHour } },
        .list("afternoon", slot, count: 0...4) { $0.slots.filter { $0.from.hour >= noonHour } },
        .duration("presence") { $0.minutesOfPresence },
    ])

    private static let slot = RecordDescription<ConventionData.TimeSlot>([
        .time("from") { $0.from },
        .time("to") { $0.to },
    ])

    /// A slot that begins before noon is printed as the morning's, even when it ends later.
    private static let noonHour = 12
}
