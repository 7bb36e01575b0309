public import Linux
import NukiDomain

/// A configuration that goes to other folders, as a person's goes to the service.
///
/// The entries are the last to be written and the first to be removed: at every moment they are whole in one of the two
/// places, with all that belongs to them.
public struct ConfigurationMove: Sendable {
    /// Where it is.
    public let old: Locations
    /// Where it goes.
    public let new: Locations

    /// As whom root reads and removes what moves; nil for itself.
    private let person: ProcessOwner?

    /// Nothing is read or made before it is asked for.
    ///
    /// - Parameter person: to whom the old place belongs, where root moves it: what moves is read and removed as that
    ///   person. Leftovers and locks there are root's to see to; hence no folder of the old place may be a link.
    public init(from old: Locations, to new: Locations, as person: ProcessOwner? = nil) {
        self.old = old
        self.new = new
        self.person = person
    }

    /// How many bridges would go; 0 where nothing is set up, and where both places are one.
    public func bridgeCount() throws(ConfigurationError) -> Int {
        old.config == new.config ? 0 : try entries().count
    }

    /// Throws what keeps it from moving now: a link, a loop that runs on it, or a file that is in its way. Takes and makes
    /// nothing.
    public func check() throws(ConfigurationError) {
        try checkLinks()
        do throws(FileLockError) {
            try FileLock.checkFree(old.runLock)
        } catch {
            throw notLocked(error)
        }
        try checkWay()
    }

    /// The files in the new folders that the move would have to replace; it replaces none.
    ///
    /// One that says the same is none of them: a move that was cut off left it, and is ended by the next.
    public func obstacles() throws(ConfigurationError) -> [String] {
        var found: [String] = []
        for file in try configured() + kept() where try exists(file.new) {
            // A file that names no bridge is as good as none.
            if file.new == new.entries, try EntryStore(new).load().entries.isEmpty { continue }
            if try !saysTheSame(file) { found.append(file.new) }
        }
        return found
    }

    /// Moves entries, tokens, settings and state into folders that are there, and gives each file to the folder's owner.
    ///
    /// No loop starts on them and nobody writes to either place meanwhile; what ``check()`` throws is looked for again.
    ///
    /// - Returns: the files as they are now, in the order in which they were written.
    public func carryOut() async throws(ConfigurationError) -> [String] {
        try checkLinks()
        let store = EntryStore(old)
        try await store.settle()
        let run = try runLock()
        try AtomicFile.makeFolder(new.config)
        let arrival = try await EntryStore.lock(new.entriesLock, clock: ContinuousClock())
        let moved = try await store.underLock { () throws(ConfigurationError) in
            try checkWay()
            let files = try kept() + configured()
            for file in files { try copy(file) }
            for file in files.reversed() { try remove(file.old) }
            for folder in [old.tokens, bridges, old.state] {
                try act(as: person, at: folder) { () throws(ConfigurationError) in
                    // What holds more than was moved stays.
                    try? FileSystem.removeEmptyFolder(folder)
                }
            }
            return files.map(\.new)
        }
        _ = consume arrival
        _ = consume run
        return moved
    }
}

extension ConfigurationMove {
    private typealias MovedFile = (old: String, new: String)

    /// No file of ours comes near it.
    private static let largest = 16 << 20

    /// What the loop keeps of each bridge.
    private var bridges: String { "\(old.state)/bridges" }

    /// Each of these decides what is removed or made, and by whose rights.
    private func checkLinks() throws(ConfigurationError) {
        for path in [old.config, old.tokens, old.state, bridges, old.runtime, old.entries, old.settings]
        where try at(path, { () throws(SystemError) in try FileSystem.isLink(path) }) {
            throw .moveLinked(path: path)
        }
    }

    private func checkWay() throws(ConfigurationError) {
        if let obstacle = try obstacles().first { throw .moveObstructed(by: obstacle, from: old.config) }
    }

    /// What a loop that runs on the old place has.
    private func runLock() throws(ConfigurationError) -> FileLock {
        try AtomicFile.makeFolder(old.runtime)
        do {
            return try FileLock(old.runLock)
        } catch {
            throw notLocked(error)
        }
    }

    private func notLocked(_ error: FileLockError) -> ConfigurationError {
        guard case .busy(let holder) = error else { return ConfigurationError(error, path: old.runLock) }
        return .entriesInUse(by: holder)
    }

    /// The files of CONFIG that are there, the entries last.
    private func configured() throws(ConfigurationError) -> [MovedFile] {
        let tokens = try entries().map { "tokens/\($0.id)" }
        let api = try act(as: person, at: old.settings) { () throws(ConfigurationError) in
            try LoopSettings.load(old, environment: [:]).http.tokens
        }
        // What the settings name by more than a name stays where they say.
        let names = tokens + (api.contains("/") ? [] : [api]) + ["settings.json", "entries.json"]
        var files: [MovedFile] = []
        for name in names where try exists("\(old.config)/\(name)") {
            files.append(("\(old.config)/\(name)", "\(new.config)/\(name)"))
        }
        return files
    }

    private func entries() throws(ConfigurationError) -> [BridgeEntry] {
        try act(as: person, at: old.entries) { () throws(ConfigurationError) in try EntryStore(old).load().entries }
    }

    /// The files of STATE that are there: what the loop remembers of its bridges, and what it calls their devices.
    private func kept() throws(ConfigurationError) -> [MovedFile] {
        let names = try act(as: person, at: old.state) { () throws(ConfigurationError) in
            try stateNames(in: "") + stateNames(in: "bridges/")
        }
        return names.map { (old: "\(old.state)/\($0)", new: "\(new.state)/\($0)") }
    }

    private func stateNames(in folder: String) throws(ConfigurationError) -> [String] {
        try at("\(old.state)/\(folder)") { () throws(SystemError) in
            guard try FileStatus.of("\(old.state)/\(folder)") != nil else { return [] }
            return try FileSystem.names(in: "\(old.state)/\(folder)").filter { $0.hasSuffix(".json") }
                .map { "\(folder)\($0)" }
        }
    }

    private func bytes(of path: String) throws(ConfigurationError) -> [UInt8] {
        // What is gone since it was looked up is as good as empty.
        try at(path) { () throws(SystemError) in try FileSystem.contents(of: path, limit: Self.largest) ?? [] }
    }

    private func personsBytes(of path: String) throws(ConfigurationError) -> [UInt8] {
        try act(as: person, at: path) { () throws(ConfigurationError) in try bytes(of: path) }
    }

    /// Does what concerns a path with the rights of whoever it belongs to; nil for this process's own.
    private func act<Value>(
        as owner: ProcessOwner?, at path: String, _ body: () throws(ConfigurationError) -> Value
    ) throws(ConfigurationError) -> Value {
        guard let owner else { return try body() }
        let done: Result<Value, ConfigurationError> = try at(path) { () throws(SystemError) in try owner.act(body) }
        return try done.get()
    }

    private func saysTheSame(_ file: MovedFile) throws(ConfigurationError) -> Bool {
        var here = try personsBytes(of: file.old)
        var there = try bytes(of: file.new)
        defer {
            here.wipe()
            there.wipe()
        }
        return here == there
    }

    private func copy(_ file: MovedFile) throws(ConfigurationError) {
        var bytes = try personsBytes(of: file.old)
        defer { bytes.wipe() }
        // The service's user may have put a link there just as well.
        let owner = try at(new.config) { () throws(SystemError) in try ProcessOwner.owning(new.config, [:]) }
        try act(as: owner, at: file.new) { () throws(ConfigurationError) in
            try AtomicFile.makeFolder(FilePath.folder(of: file.new))
            try AtomicFile.write(bytes, to: file.new)
        }
    }

    private func remove(_ path: String) throws(ConfigurationError) {
        try act(as: person, at: path) { () throws(ConfigurationError) in
            try at(path) { () throws(SystemError) in
                try FileSystem.remove(path)
                try FileSystem.sync(folder: FilePath.folder(of: path))
            }
        }
    }
}
