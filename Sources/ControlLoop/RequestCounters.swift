/// Counts what a listener answered, for the metrics.
actor RequestCounters {
    /// How often each status was answered.
    private(set) var byStatus: [Int: Int] = [:]

    func count(_ status: Int) {
        byStatus[status, default: 0] += 1
    }
}
