/// A date and time in UTC, in the proleptic Gregorian calendar, without any library's time zone data.
package struct CivilDate: Hashable, Sendable {
    package let year, month, day, hour, minute, second: Int

    package init(secondsSince1970: Int64) {
        let days = Int((Double(secondsSince1970) / 86_400).rounded(.down))
        let rest = Int(secondsSince1970) - days * 86_400
        (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60)
        // Years are counted from March, so that the leap day comes last.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    package static func secondsSince1970(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
    ) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64((era * 146_097 + dayOfEra - 719_468) * 86_400 + hour * 3_600 + minute * 60 + second)
    }

    /// - Parameter digits: `YYYYMMDDhhmmss`.
    /// - Returns: Seconds since 1970-01-01T00:00:00Z; `nil` when a part is out of its range.
    package static func secondsSince1970(digits: ArraySlice<UInt8>) -> Int64? {
        let numbers = digits.map { Int($0) - 0x30 }
        guard numbers.count == 14, numbers.allSatisfy({ (0...9).contains($0) }) else { return nil }
        func number(_ range: Range<Int>) -> Int { numbers[range].reduce(0) { $0 * 10 + $1 } }
        let (month, day, hour, minute, second) = (
            number(4..<6), number(6..<8), number(8..<10), number(10..<12), number(12..<14)
        )
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60 else { return nil }
        let seconds = secondsSince1970(
            year: number(0..<4), month: month, day: day, hour: hour, minute: minute, second: second)
        // A day that the month does not have comes out in the next one.
        return CivilDate(secondsSince1970: seconds).day == day ? seconds : nil
    }

    /// `YYYYMMDDhhmmss`, for years of four digits.
    package var digits: [UInt8] {
        var digits: [UInt8] = []
        // A zone behind them needs no other piece of memory.
        digits.reserveCapacity(15)
        func append(_ number: Int) {
            digits.append(UInt8(0x30 + number / 10 % 10))
            digits.append(UInt8(0x30 + number % 10))
        }
        append(year / 100)
        append(year)
        append(month)
        append(day)
        append(hour)
        append(minute)
        append(second)
        return digits
    }
}
