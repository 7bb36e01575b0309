public import Linux

/// Tells when one of a few files changed, once it has been quiet for a moment: programs write several in a row.
public final class FileWatch: Sendable {
    /// How long nothing has to happen.
    private static let quiet = Duration.milliseconds(200)

    /// One element for each change, or several that came together; ends when the kernel tells no more.
    public let changes: AsyncStream<Void>
    private let end: WakeEvent

    /// - Parameters:
    ///   - folders: where the files are; they have to exist.
    ///   - isWatched: whether a name in one of them counts.
    public init(in folders: [String], _ isWatched: @escaping @Sendable (String) -> Bool) throws(SystemError) {
        let notifications = try FolderNotifications(of: folders)
        let end = try WakeEvent()
        self.end = end
        let (changes, change) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.changes = changes
        try WorkerThread.start(named: "file-watch") {
            // What the kernel refuses here it refuses for good: the stream ends, and SIGHUP is left.
            try? Self.watch(notifications, until: end, isWatched) { change.yield() }
            change.finish()
        }
    }

    deinit { end.wake() }

    private static func watch(
        _ notifications: FolderNotifications, until end: WakeEvent, _ isWatched: (String) -> Bool,
        _ tell: () -> Void
    ) throws(SystemError) {
        var isDirty = false
        while true {
            let ready = try Poller.readable([notifications.number, end.number], timeout: isDirty ? quiet : nil)
            if ready.contains(end.number) { return }
            if ready.contains(notifications.number) {
                isDirty = try notifications.names().contains { $0.isEmpty || isWatched($0) } || isDirty
            } else if isDirty {
                isDirty = false
                tell()
            }
        }
    }
}
