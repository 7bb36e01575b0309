import Entries
import Linux
import NukiDomain

/// The file of one bridge's ``BridgeMemory``; written whole, and never over one that cannot be read.
struct MemoryFile: Sendable {
    private static let largest = 1 << 20

    private let path: String

    /// - Parameter state: the folder that outlasts restarts; it need not be there yet.
    init(of bridge: BridgeID, state: String) {
        path = Locations.bridgeState(bridge, in: state)
    }

    /// What was kept; nil if nothing ever was.
    func read() throws(MemoryFault) -> BridgeMemory? {
        do {
            guard let bytes = try FileSystem.contents(of: path, limit: Self.largest) else { return nil }
            return try JSONText.fromOwnFile(BridgeMemory.self, bytes)
        } catch let error as SystemError {
            throw MemoryFault(reason: "\(path): \(error)")
        } catch {
            throw MemoryFault(reason: "\(path) makes no sense")
        }
    }

    /// Replaces what was kept, where waiting for the disk holds up no transfer.
    func write(_ memory: BridgeMemory) async throws(MemoryFault) {
        try await withTaskExecutorPreference(globalConcurrentExecutor, isolation: nil) { () throws(MemoryFault) in
            try replace(memory)
        }
    }

    private func replace(_ memory: BridgeMemory) throws(MemoryFault) {
        do {
            try AtomicFile.makeFolder(FilePath.folder(of: path))
            try AtomicFile.write(Array(try JSONText.page(memory).utf8), to: path)
        } catch ConfigurationError.file(let path, let error) {
            throw MemoryFault(reason: "\(path): \(error)")
        } catch {
            throw MemoryFault(reason: path)
        }
    }
}

/// Why something cannot be kept.
struct MemoryFault: Error, Hashable, Sendable {
    let reason: String
}
