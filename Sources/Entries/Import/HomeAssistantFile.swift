public import NukiDomain

/// A `.storage/core.config_entries` of somebody's Home Assistant, as far as it is understood.
struct HomeAssistantFile {
    /// Home Assistant 2025.4 to 2026.2 writes this minor version.
    static let knownMinorVersion = 5
    /// All entries, of whichever integration.
    let entries: [HomeAssistantEntry]
    /// What the keys of an entry depend on.
    let minorVersion: Int

    init(parsing bytes: [UInt8]) throws(HomeAssistantFault) {
        let file: OutsideValue
        do {
            file = try JSONText.fromOutside(bytes)
        } catch {
            throw .notJSON(TextPosition(of: error.offset, in: bytes))
        }
        if let name = Self.doubled(in: file) { throw .doubled(name) }
        guard file["key"]?.text == "core.config_entries", let version = file["version"]?.number,
            let entries = file["data"]?["entries"]?.list
        else { throw .notConfigEntries }
        minorVersion = file["minor_version"]?.number ?? 1
        guard version == 1 else { throw .version(version, minor: minorVersion) }
        self.entries = entries.map(HomeAssistantEntry.init)
    }

    /// A name that an object has twice: readers differ in which one they take, and Home Assistant writes none so.
    private static func doubled(in value: OutsideValue) -> String? {
        var names: Set<String> = []
        switch value {
        case .object(let members):
            for member in members {
                guard names.insert(member.name).inserted else { return member.name }
                if let name = doubled(in: member.value) { return name }
            }
        case .list(let values):
            for value in values { if let name = doubled(in: value) { return name } }
        default: break
        }
        return nil
    }
}

/// Why a file is not one of Home Assistant's config entries, or not one to be changed.
public enum HomeAssistantFault: Error, Hashable, Sendable {
    /// Not JSON from there on.
    case notJSON(TextPosition)
    /// JSON, and something else.
    case notConfigEntries
    /// An object has this name twice.
    case doubled(String)
    /// A version whose rules are not known.
    case version(Int, minor: Int)
}

extension TextPosition {
    /// The place of a byte.
    fileprivate init(of offset: Int, in bytes: [UInt8]) {
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        self.init(line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: before.count - lineStart + 1)
    }
}
