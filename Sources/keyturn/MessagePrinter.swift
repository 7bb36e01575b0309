import NukiDomain

/// Prints what the control loop notices for other programs: one JSON object a line, as `watch --json` has them.
actor MessagePrinter: EventSink {
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a line without its end.
    init(write: @escaping @Sendable (String) -> Void) {
        self.write = write
    }

    func take(_ event: LoopEvent) {
        for message in event.messages {
            // Our own types: JSON has a word for each of their values.
            guard let line = try? JSONText.line(message) else { continue }
            write(line)
        }
    }
}
