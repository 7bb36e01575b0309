extension [Duration] {
    /// Median and the worst hundredth, in milliseconds.
    var spread: String {
        let sorted = sorted()
        func milliseconds(_ duration: Duration) -> String { (duration / .milliseconds(1)).signed(to: 2) }
        return
            "median \(milliseconds(sorted[count / 2])) ms, p99 \(milliseconds(sorted[Swift.min(count - 1, count * 99 / 100)])) ms"
    }
}

extension Double {
    /// ``rounded(to:)`` for what may be below zero.
    fileprivate func signed(to digits: Int) -> String {
        self < 0 ? "-" + (-self).rounded(to: digits) : rounded(to: digits)
    }
}
