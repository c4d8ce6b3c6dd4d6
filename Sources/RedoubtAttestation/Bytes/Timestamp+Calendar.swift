extension Timestamp: CustomStringConvertible {
    /// The time as RFC 3339 has it, in UTC.
    public var description: String {
        let day = secondsSince1970.quotientRoundedDown(by: 86_400)
        let remainder = secondsSince1970 % 86_400
        let second = remainder < 0 ? remainder + 86_400 : remainder
        // The days since 0000-03-01, and from them year, month and day (Hinnant's civil_from_days).
        let shifted = day + 719_468
        let era = shifted.quotientRoundedDown(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func digits(_ value: Int64, _ count: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return digits(year, 4) + "-" + digits(month, 2) + "-"
            + digits(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2)
            + "T" + digits(second / 3600, 2) + ":" + digits(second / 60 % 60, 2) + ":"
            + digits(second % 60, 2) + "Z"
    }

    /// A time of the calendar; nothing if there is none such.
    init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), (0...23).contains(hour),
            (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        // The inverse of the above (Hinnant's days_from_civil).
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.quotientRoundedDown(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        self.init(
            secondsSince1970: Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        )
    }

    /// Reads a part of some bytes as RFC 3339 in UTC.
    init?(rfc3339 bytes: [UInt8], _ range: Range<Int>) {
        let start = range.lowerBound
        guard range.count >= 20, range.count <= 40,
            bytes[range.upperBound - 1] == UInt8(ascii: "Z"),
            let year = bytes.decimal(start, 4), bytes[start + 4] == UInt8(ascii: "-"),
            let month = bytes.decimal(start + 5, 2), bytes[start + 7] == UInt8(ascii: "-"),
            let day = bytes.decimal(start + 8, 2), bytes[start + 10] == UInt8(ascii: "T"),
            let hour = bytes.decimal(start + 11, 2), bytes[start + 13] == UInt8(ascii: ":"),
            let minute = bytes.decimal(start + 14, 2), bytes[start + 16] == UInt8(ascii: ":"),
            let second = bytes.decimal(start + 17, 2)
        else { return nil }
        if range.count > 20 {
            guard range.count > 21, bytes[start + 19] == UInt8(ascii: "."),
                bytes.decimal(start + 20, range.count - 21) != nil
            else { return nil }
        }
        self.init(
            year: year,
            month: month,
            day: day,
            hour: hour,
            minute: minute,
            second: second
        )
    }
}

extension BinaryInteger {
    /// The quotient, rounded towards minus infinity.
    fileprivate func quotientRoundedDown(by divisor: Self) -> Self {
        self % divisor < 0 ? self / divisor - 1 : self / divisor
    }
}

extension [UInt8] {
    /// The number that decimal digits stand for, of at most nine digits or cut to the first nine.
    func decimal(_ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<(start + count) {
            let digit = self[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            if index - start < 9 { value = value * 10 + Int(digit) }
        }
        return value
    }
}
