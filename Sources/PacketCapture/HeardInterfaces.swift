/// The interfaces of one live capture: the open ones, and why others are not heard.
struct HeardInterfaces {
    private(set) var handles: [LiveHandle] = []
    /// Interfaces that are to be heard and are not, by name.
    private(set) var silent: [String: CaptureError] = [:]
    private var told: [String: InterfaceChange] = [:]
    private let choice: InterfaceChoice
    private let filter: CaptureFilter
    private let isCarried: @Sendable (Int32) -> Bool

    /// Opens what can be opened; the rest is ``silent``, unless it is a reason to open nothing: a missing right, and a
    /// name that no interface has.
    ///
    /// - Parameter follows: interfaces may come later. Otherwise those that are named must all open, and of the usable
    ///   ones at least one.
    init(
        _ choice: InterfaceChoice, filter: CaptureFilter, carrying isCarried: @escaping @Sendable (Int32) -> Bool,
        follows: Bool
    ) throws(CaptureError) {
        self.choice = choice
        self.filter = filter
        self.isCarried = isCarried
        let names = choice.names(among: try NetworkInterface.all())
        for name in names { open(name) }
        for error in names.compactMap({ silent[$0] }) {
            switch error {
            case .noRight: throw error
            case .noSuchInterface where choice != .usable: throw error
            case _ where !follows && (choice != .usable || handles.isEmpty): throw error
            default: continue
            }
        }
        if names.isEmpty, !follows || choice != .usable { throw .noInterface }
    }

    /// Opens what has come, and lets go of what is gone.
    mutating func look() throws(CaptureError) {
        let interfaces = try NetworkInterface.all()
        for handle in handles where !handle.isThere { lose(handle, .lost(interface: handle.interface)) }
        for handle in handles {
            let isDown = interfaces.contains { $0.name == handle.interface && !$0.isUp }
            // It stays open, and hears again when it is switched on.
            silent[handle.interface] = isDown ? .interfaceDown(handle.interface) : nil
        }
        for name in choice.names(among: interfaces) where !handles.contains(where: { $0.interface == name }) {
            // One that is not there stays silent for the reason that it had.
            if interfaces.contains(where: { $0.name == name }) { open(name) }
        }
    }

    /// Closes one that hears no more.
    mutating func lose(_ handle: LiveHandle, _ error: CaptureError) {
        handles.removeAll { $0 === handle }
        silent[handle.interface] = error
    }

    /// Closes all.
    mutating func close() { handles = [] }

    /// What is different since this was called last, by name; at first, everything.
    mutating func takeChanges() -> [InterfaceChange] {
        let heard = handles.map { ($0.interface, InterfaceChange.heard($0.interface)) }
        let now = Dictionary(heard + silent.map { ($0, .silent($0, $1)) }) { $1 }
        defer { told = now }
        return now.sorted { $0.key < $1.key }.filter { told[$0.key] != $0.value }.map(\.value)
    }

    private mutating func open(_ name: String) {
        do throws(CaptureError) {
            handles.append(LiveHandle(try .listening(on: name, filter: filter, carrying: isCarried)))
            silent[name] = nil
        } catch {
            silent[name] = error
        }
    }
}

extension InterfaceChoice {
    fileprivate func names(among interfaces: [NetworkInterface]) -> [String] {
        switch self {
        case .usable: interfaces.filter(\.isUsable).map(\.name)
        case .named(let names): names
        }
    }
}
