import ControlLoop
import FoundationEssentials
import Guidance
import Linux
import NukiDomain
import ServiceLifecycle

/// Keeps systemd informed of a running loop: that it is ready, reloads, ends, and still makes progress (sd_notify(3)).
struct ServiceNotice: Service {
    private let socket: NotifySocket
    private let loop: ControlLoop
    /// How often the watchdog wants to hear; nil where none is set.
    private let pace: Duration?

    /// Nil where no service manager wants to hear anything.
    init?(of loop: ControlLoop, _ environment: [String: String]) {
        guard let socket = environment["NOTIFY_SOCKET"].flatMap(NotifySocket.init) else { return nil }
        self.socket = socket
        self.loop = loop
        pace = Self.pace(environment)
    }

    /// Half of the watchdog's time, where it is meant for this process (sd_watchdog_enabled(3)).
    private static func pace(_ environment: [String: String]) -> Duration? {
        guard let microseconds = environment["WATCHDOG_USEC"].flatMap({ Int64($0) }), microseconds > 0,
            environment["WATCHDOG_PID"].map({ $0 == "\(ProcessInfo.processInfo.processIdentifier)" }) ?? true
        else { return nil }
        return .microseconds(microseconds) / 2
    }

    /// The API is served.
    func ready() { send("READY=1") }

    /// The configuration is read anew; ``ready()`` follows. The time is CLOCK_MONOTONIC's, which `Type=notify-reload` asks
    /// for.
    func reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=\(SystemClock.monotonicMicroseconds)")
    }

    /// Feeds the watchdog while every bridge's supervisor makes progress, and says when the loop is told to end.
    func run() async {
        await cancelWhenGracefulShutdown {
            if let pace {
                await feed(every: pace)
            } else {
                // Cancelled when the loop is told to end, and never over before.
                try? await gracefulShutdown()
            }
        }
        send("STOPPING=1")
    }

    private func feed(every pace: Duration) async {
        while !Task.isCancelled {
            if await loop.makesProgress { send("WATCHDOG=1") }
            // Cancelled when the loop is told to end.
            try? await Task.sleep(for: pace)
        }
    }

    private func send(_ state: String) {
        do throws(SystemError) {
            try socket.send(state)
        } catch {
            Output.detail("systemd: \(error)")
        }
    }
}
