import Linux

/// What is printed.
enum Report {
    /// A line that stands by itself.
    static func line(_ text: String) {
        // Where stdout cannot be written, nobody reads the figures.
        try? StandardStream.output.write(text + "\n")
    }

    /// A line of a table: its name to the left, numbers to the right.
    static func row(_ name: String, _ rate: String, _ cost: String, _ ratios: [String]) {
        let columns = [rate.leading(22), cost.leading(24)] + ratios.map { "   " + $0.leading(22) }
        line("  " + name.trailing(24) + columns.joined())
    }
}

extension String {
    fileprivate func leading(_ width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }

    fileprivate func trailing(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension Double {
    /// With so many digits behind the point, always.
    func rounded(to digits: Int) -> String {
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((self * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}

extension Int {
    /// `1,234,567`; not negative.
    var grouped: String {
        self < 1000 ? "\(self)" : (self / 1000).grouped + "," + "\(self % 1000 + 1000)".dropFirst()
    }
}
