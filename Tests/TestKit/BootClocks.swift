public import Linux

extension ManualClock: BootClock {
    /// Time since the clock was made.
    public var sinceBoot: Duration { elapsed }
}

extension SkippingClock: BootClock {
    /// Time since the clock was made.
    public var sinceBoot: Duration { now.elapsed }
}
