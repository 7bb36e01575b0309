import Guidance
import NukiDomain
import PacketCapture

/// What changes among the interfaces while a one-shot command listens: it opened all of them at the start.
struct InterfaceWatch {
    /// Between two looks.
    private static let pause = Duration.seconds(2)

    private let named: [String]
    private var isFirst = true
    private var heard: Set<String> = []
    /// Interfaces that are switched off for now.
    private var off: Set<String> = []
    /// Interfaces that came too late to be listened on.
    private var late: Set<String> = []
    private var deaf: [String: CaptureError] = [:]
    /// Of those that are not heard, the ones that are not there either.
    private var gone: Set<String> = []

    /// - Parameter named: the interfaces that are listened on; empty for every usable one.
    init(named: [String]) {
        self.named = named
    }

    /// Watches beside a capture of the network until ``end(_:)``; nil beside a file.
    static func start(_ options: DiscoveryOptions, _ capture: (any PacketSource)?) -> Task<Void, Never>? {
        guard options.read == nil, let capture else { return nil }
        return Task {
            var watch = InterfaceWatch(named: options.interfaces)
            await watch.run(capture, clock: ContinuousClock())
        }
    }

    /// Ends it once it has told what there is to be told.
    static func end(_ watching: Task<Void, Never>?) async {
        watching?.cancel()
        await watching?.value
    }

    /// Tells changes until the task is cancelled, and what is left of them then.
    mutating func run(_ capture: any PacketSource, clock: any Clock<Duration>) async {
        var isOver = false
        repeat {
            // Where there is no list now, there may be one next time.
            if let interfaces = try? NetworkInterface.all() {
                changes(interfaces, losses: capture.losses.interfaces).forEach(Output.warn)
            }
            isOver = Task.isCancelled
            // Cancelled: one look more.
            try? await clock.sleep(for: Self.pause)
        } while !isOver
    }

    /// What is different from the look before; of the first one, what is not heard.
    mutating func changes(_ interfaces: [NetworkInterface], losses: [String: CaptureError]) -> [Diagnosis] {
        defer { isFirst = false }
        var changes: [Diagnosis] = []
        for (name, error) in losses.sorted(by: { $0.key < $1.key }) where deaf[name] != error {
            changes.append(Diagnosis(error))
        }
        deaf = losses
        let usable = Set(interfaces.filter(\.isUsable).map(\.name))
        // What was lost stays closed, although an interface of that name may be back.
        for name in gone.intersection(usable).sorted() { changes.append(.interfaceCame(name)) }
        gone = Set(losses.keys).subtracting(usable)
        for interface in interfaces where losses[interface.name] == nil {
            let name = interface.name
            if isFirst {
                if named.isEmpty ? interface.isUsable : named.contains(name) { heard.insert(name) }
            } else if heard.contains(name) {
                if !interface.isUp, off.insert(name).inserted { changes.append(Diagnosis(.interfaceDown(name))) }
                if interface.isUp { off.remove(name) }
            } else if named.isEmpty, interface.isUsable, late.insert(name).inserted {
                changes.append(.interfaceCame(name))
            }
        }
        return changes
    }
}
