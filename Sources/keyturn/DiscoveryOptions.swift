import ArgumentParser
import Guidance

/// What to listen to, and for how long.
struct DiscoveryOptions: ParsableArguments {
    @Option(name: .customLong("interface"), help: ArgumentHelp("Listen here only; repeatable.", valueName: "name"))
    var interfaces: [String] = []

    @Option(help: ArgumentHelp("A capture file in place of the network; - is stdin.", valueName: "file"))
    var read: String?

    @Option(help: ArgumentHelp("How long to listen, such as 45s or 2m.", valueName: "time"))
    var timeout: TimeSpan?
}

/// A time as people write it: `45s`, `2m`, `1h`, or seconds.
struct TimeSpan: ExpressibleByArgument, Hashable {
    let duration: Duration

    init?(argument: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        let unit = argument.last.flatMap { units[$0] }
        let digits = unit == nil ? Substring(argument) : argument.dropLast()
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
            (1...86_400).contains(number)
        else { return nil }
        duration = .seconds(number * (unit ?? 1))
    }

    init(_ duration: Duration) {
        self.duration = duration
    }
}
