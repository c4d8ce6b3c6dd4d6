import RedoubtABI
import Testing

@Suite("How long a side looks for a message")
struct SpinBudgetTests {
    /// Looks, finding something after a number of looks, and says how often it looked.
    private func looks(
        _ budget: inout SpinBudget,
        isDue: Bool = false,
        foundAfter: Int? = nil,
        pointlessAfter: Int? = nil
    ) -> Int {
        var looks = 0
        let found = budget.spin(isDue: isDue) { look in
            #expect(look == looks)
            looks += 1
            if looks - 1 == pointlessAfter { return .pointless }
            return looks - 1 == foundAfter ? .found : .nothing
        }
        #expect(found == (foundAfter.map { $0 < looks } ?? false))
        return looks
    }

    @Test func `As long as messages come, all of the limit is there to be used`() {
        var budget = SpinBudget(limit: 1_000)
        for _ in 0..<100 { #expect(looks(&budget, foundAfter: 999) == 1_000) }
        #expect(budget.current == 1_000)
    }

    @Test func `Looks in vain become few, and the whole limit is tried only now and then`() {
        var budget = SpinBudget(limit: 1_024)
        let all = (0..<64).map { _ in looks(&budget) }
        let trials = all.indices.filter { all[$0] == 1_024 }
        #expect(trials == [0] + Array(stride(from: 3, to: 64, by: 4)))
        #expect(all.filter { $0 != 1_024 }.prefix(7) == [512, 256, 128, 64, 32, 16, 16])
        #expect(all.indices.filter { all[$0] == 16 }.count == 42)
    }

    @Test func `Looking ends where it is pointless, and counts as looking in vain`() {
        var budget = SpinBudget(limit: 1_000)
        #expect(looks(&budget, pointlessAfter: 10) == 11)
        #expect(budget.current == 500)
        #expect(looks(&budget, isDue: true, pointlessAfter: 10) == 11)
        #expect(budget.current == 500)
    }

    @Test func `A look that finds something brings the budget back`() {
        var budget = SpinBudget(limit: 1_024)
        for _ in 0..<14 { _ = looks(&budget) }
        #expect(budget.current == 16)
        #expect(looks(&budget, foundAfter: 9) == 10)
        #expect(looks(&budget, foundAfter: 400) == 401)
        #expect(budget.current == 1_024)
    }

    @Test func `What is due is looked for with all of the limit, and a miss then does not count`() {
        var budget = SpinBudget(limit: 1_024)
        for _ in 0..<14 { _ = looks(&budget) }
        for _ in 0..<10 { #expect(looks(&budget, isDue: true) == 1_024) }
        #expect(budget.current == 16)
        #expect(looks(&budget, isDue: true, foundAfter: 1_000) == 1_001)
        #expect(budget.current == 1_024)
    }

    @Test(arguments: [0, 1, 5] as [UInt32])
    func `No more than the limit is used, and one look is always had`(limit: UInt32) {
        var budget = SpinBudget(limit: limit)
        for _ in 0..<50 { #expect(looks(&budget) == max(Int(limit), 1)) }
        #expect(looks(&budget, foundAfter: 0) == 1)
        #expect(budget.current == limit)
    }
}
