import Linux
import NukiDomain

extension EntryStore {
    /// Ends what a killed process left undone: for whoever writes or runs to call when it starts.
    ///
    /// Removes tokens that belong to no entry and temporary files, and brings back a token whose new entry never came.
    /// Writes nothing, not even a lock, if there is nothing to end; never touches a name that is not one of ours.
    public func settle() async throws(ConfigurationError) {
        guard try !leftovers().isEmpty else { return }
        try await underLock { () throws(ConfigurationError) in try settleUnderLock() }
    }

    /// The same for a caller that has the lock.
    func settleUnderLock() throws(ConfigurationError) {
        for step in try leftovers() { try step.carryOut() }
    }

    private func leftovers() throws(ConfigurationError) -> [FileStep] {
        let file = try load()
        let entriesName = FilePath.name(of: locations.entries)
        let stray = try names(in: locations.config).filter { AtomicFile.isTemporary($0, for: entriesName) }
        return stray.map { .remove("\(locations.config)/\($0)") }
            + (try names(in: locations.tokens)).flatMap { leftover($0, file) }
    }

    private func leftover(_ name: String, _ file: EntryFile) -> [FileStep] {
        let path = "\(locations.tokens)/\(name)"
        if AtomicFile.isTemporary(name) { return [.remove(path)] }
        let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let id = BridgeID(hex: parts[0]), parts[0] == id.description else { return [] }
        guard let entry = file[id] else { return [.remove(path)] }
        guard parts.count == 2 else { return [] }
        guard path == tokens.keptPath(for: entry) else { return [.remove(path)] }
        // Two names of one file are left alone by rename(2), so the second name is removed in any case.
        return [.rename(path, to: tokens.path(for: id)), .remove(path)]
    }

    private func names(in folder: String) throws(ConfigurationError) -> [String] {
        try at(folder) { () throws(SystemError) in
            try FileStatus.of(folder) == nil ? [] : FileSystem.names(in: folder)
        }
    }
}
