/// The time after `/auth` in which a press of the bridge's button counts.
struct ButtonWindow: Sendable {
    /// How long a real bridge waits (Bridge API 1.13.2, `/auth`).
    static let length = Duration.seconds(30)

    private let presses: AsyncStream<Void>
    private let button: AsyncStream<Void>.Continuation

    /// An open window.
    init() {
        (presses, button) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Presses the button.
    func press() {
        button.yield()
    }

    /// Waits for a press or for the end of the window.
    func isPressed(before deadline: Moment, _ time: SimulatedTime) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await presses.first { true } != nil }
            group.addTask {
                await time.wait(until: deadline)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }
}
