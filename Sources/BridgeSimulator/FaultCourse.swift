/// Which faults the next request meets: the same course of requests always meets the same ones.
struct FaultCourse: Sendable {
    /// All that is wrong now.
    let faults: Faults
    private var served = 0
    private var dice: SeededDice

    /// Begins to count.
    init(_ faults: Faults) {
        self.faults = faults
        dice = SeededDice(seed: faults.seed)
    }

    /// What one request meets.
    struct Strike {
        /// What shapes its answer.
        let faults: Faults
        /// It is told 503.
        let isBusy: Bool
        /// No further request meets these faults.
        let isLast: Bool
    }

    /// Takes the next request.
    mutating func strike(path: String) -> Strike {
        guard faults.paths.isEmpty || faults.paths.contains(path) else {
            return Strike(faults: Faults(), isBusy: false, isLast: false)
        }
        served += 1
        let isBusy =
            faults.busyEvery.map { served.isMultiple(of: $0) } ?? false
            || faults.busyRate > 0 && dice.roll() < faults.busyRate
        return Strike(faults: faults, isBusy: isBusy, isLast: served == faults.requests)
    }
}

/// Numbers that look random and are the same every time (SplitMix64, Steele, Lea and Flood 2014).
struct SeededDice: Sendable {
    private var state: UInt64

    /// Begins.
    init(seed: UInt64) {
        state = seed
    }

    /// From 0 to just under 1.
    mutating func roll() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ mixed >> 31) >> 11) / 0x1p53
    }
}
