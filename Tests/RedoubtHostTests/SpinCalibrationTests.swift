import Testing

@testable import RedoubtHost

@Suite("How many looks fit into a time")
struct SpinCalibrationTests {
    @Test func `No time is no looks, and the shortest is one`() {
        #expect(SpinCalibration.looks(in: .zero) == 0)
        #expect(SpinCalibration.looks(in: .microseconds(-5)) == 0)
        #expect(SpinCalibration.looks(in: .nanoseconds(1)) == 1)
    }

    @Test func `Ten times the time is ten times the looks, up to a second`() {
        let few = Double(SpinCalibration.looks(in: .microseconds(100)))
        let many = Double(SpinCalibration.looks(in: .milliseconds(1)))
        #expect(few > 1 && abs(many / few - 10) < 0.1)
        let most = SpinCalibration.looks(in: .seconds(1))
        #expect(SpinCalibration.looks(in: .seconds(3_600)) == most && most > UInt32(many))
    }
}
