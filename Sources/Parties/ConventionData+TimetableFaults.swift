extension ConventionData {
    /// Whether days and hours are well formed; the rules on working time are ``WorkingTimeRule``.
    var timetableFaults: [ConventionFault] { placement.timetable.faults(from: placement.start, to: placement.end) }
}

extension [ConventionData.Day] {
    /// What is not well formed of days that are to lie between two others, both included.
    func faults(from start: CalendarDate, to end: CalendarDate) -> [ConventionFault] {
        indices.flatMap { index in
            func path() -> String { "placement/timetable/day[\(index + 1)]" }
            let previous = index > startIndex ? self[index - 1] : nil
            return dateFaults(of: self[index], after: previous, (start, end), path) + slotFaults(of: self[index], path)
        }
    }

    /// - Parameter path: Where the day stands, put together only when something is wrong with it.
    private func dateFaults(
        of day: Element, after previous: Element?, _ period: (start: CalendarDate, end: CalendarDate),
        _ path: () -> String
    ) -> [ConventionFault] {
        var faults: [ConventionFault] = []
        if day.date < period.start || day.date > period.end {
            faults.append(ConventionFault(.dayOutsidePlacement, at: "\(path())/date"))
        }
        if let previous, day.date <= previous.date {
            faults.append(ConventionFault(.daysOutOfOrder, at: "\(path())/date"))
        }
        return faults
    }

    private func slotFaults(of day: Element, _ path: () -> String) -> [ConventionFault] {
        day.slots.indices.flatMap { index -> [ConventionFault] in
            let slot = day.slots[index]
            func place() -> String { "\(path())/slots/slot[\(index + 1)]" }
            var faults: [ConventionFault] = []
            if slot.to <= slot.from {
                faults.append(ConventionFault(.slotEndsBeforeStart, at: "\(place())/to"))
            }
            if index > 0, slot.from < day.slots[index - 1].to {
                faults.append(ConventionFault(.slotsOverlap, at: "\(place())/from"))
            }
            return faults
        }
    }
}
