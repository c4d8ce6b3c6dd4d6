import CMisdeeds
import FixtureInterface
import RedoubtEnclave

// The tests find each line that fails by the comment at its end.
struct FailingService: Failing, Sendable {
    @inline(never)
    func element(of numbers: [Int], at index: Int) -> Int {
        numbers[index]  // fails: index
    }

    @inline(never)
    func sum(of numbers: [Int]) -> Int {
        var sum = 0
        for number in numbers {
            sum = added(sum, number)  // calls: added
        }
        return sum
    }

    @inline(__always)
    private func added(_ a: Int, _ b: Int) -> Int {
        a + b  // fails: overflow
    }

    @inline(never)
    func refuse(_ number: Int) {
        precondition(number > 3, "too small")  // fails: precondition
    }

    func readNull() { misdeed_read(0) }
    func halt() { misdeed_halt() }
    func overflowStack() -> UInt64 { misdeed_overflow_stack(1) }
    func loopForEver() { while true {} }
}
