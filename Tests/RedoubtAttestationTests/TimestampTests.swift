import Foundation
import Testing

@testable import RedoubtAttestation

@Suite("Times")
struct TimestampTests {
    @Test(
        "Times are read and written as the calendar has them",
        arguments: [
            ("1970-01-01T00:00:00Z", Int64(0)), ("2000-02-29T23:59:59Z", 951_868_799),
            ("2038-01-19T03:14:08Z", 2_147_483_648), ("1969-12-31T23:59:59Z", -1),
            ("9999-12-31T23:59:59Z", 253_402_300_799), ("0000-01-01T00:00:00Z", -62_167_219_200),
        ]
    )
    func calendar(_ text: String, _ seconds: Int64) {
        #expect(Timestamp(text)?.secondsSince1970 == seconds)
        #expect(Timestamp(secondsSince1970: seconds).description == text)
    }

    @Test(
        "What is no time is not read",
        arguments: [
            "", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-00-01T00:00:00Z",
            "2025-01-32T00:00:00Z",
            "2025-01-01T24:00:00Z", "2025-01-01T00:60:00Z", "2025-01-01T00:00:60Z",
            "2025-01-01T00:00:00",
            "2025-01-01 00:00:00Z", "2025-01-01T00:00:00+01:00", "2025-01-01T00:00:00.Z",
            "20250101000000Z",
        ]
    )
    func malformed(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("Dates at the edges become the first or last second")
    func edges() {
        #expect(Timestamp(Date(timeIntervalSince1970: .nan)).secondsSince1970 == .min)
        #expect(Timestamp(Date(timeIntervalSince1970: .infinity)).secondsSince1970 == .max)
        #expect(Timestamp(Date(timeIntervalSince1970: -.infinity)).secondsSince1970 == .min)
        #expect(Timestamp(Date(timeIntervalSince1970: 1.9)).secondsSince1970 == 1)
        #expect(!Timestamp(secondsSince1970: .min).description.isEmpty)
        #expect(!Timestamp(secondsSince1970: .max).description.isEmpty)
    }
}
