import ControlLoop
import Entries
import FoundationEssentials
import Glibc
import Guidance
import Linux
import NukiDomain

/// The files of a configuration: whether they can be read and understood, whose they are, and who else may use them.
struct FileChecks {
    /// What is configured; nothing where that cannot be read.
    let entries: [BridgeEntry]
    /// The entries that have a token.
    let bridges: [KnownBridge]
    /// The settings, or those that everybody starts with where they cannot be read.
    let settings: LoopSettings
    let checks: [Check]

    init(_ locations: Locations) {
        let store = EntryStore(locations)
        var look = FileLook(folder: locations.config)
        entries = look.entries(store, at: locations.entries)
        look.folder(locations.tokens, id: "files.tokens", name: "Tokens")
        bridges = entries.compactMap { look.bridge($0, store) }
        settings = look.settings(locations)
        look.brokerSecrets(settings.mqtt)
        look.workFolder(locations.state, id: "files.state", name: "State")
        look.workFolder(locations.runtime, id: "files.runtime", name: "Locks")
        checks = look.checks
    }
}

/// One look at files, which notes what it sees.
private struct FileLook {
    private static let ownFile: UInt32 = 0o600
    private static let ownFolder: UInt32 = 0o700
    /// The machine's configuration may be entered by the group of the service, which reads no file in it.
    private static let machineFolder = (path: "/etc/keyturn", mode: UInt32(0o750))

    let folder: String
    private(set) var checks: [Check] = []

    init(folder: String) {
        self.folder = folder
        self.folder(
            folder, id: "files.config", name: "Configuration",
            wanted: folder == Self.machineFolder.path ? Self.machineFolder.mode : Self.ownFolder)
    }

    mutating func entries(_ store: EntryStore, at path: String) -> [BridgeEntry] {
        let id = "files.entries"
        do throws(ConfigurationError) {
            let entries = try store.load().entries
            if entries.isEmpty {
                checks.append(Check(id, .warning, Diagnosis.nothingConfigured))
            } else if !isFaulty(path, id: id, wanted: Self.ownFile) {
                checks.append(
                    Check(id, ok: "entries.json has \(entries.count) \(entries.count == 1 ? "bridge" : "bridges")"))
            }
            return entries
        } catch {
            checks.append(Check(id, .failed, Diagnosis(error)))
            return []
        }
    }

    mutating func bridge(_ entry: BridgeEntry, _ store: EntryStore) -> KnownBridge? {
        let id = "files.token.\(entry.id)"
        do throws(ConfigurationError) {
            guard let token = try store.tokens.token(for: entry) else {
                checks.append(Check(id, .failed, Diagnosis.noToken(for: entry)))
                return nil
            }
            if !isFaulty(store.tokens.path(for: entry.id), id: id, wanted: Self.ownFile, .failed) {
                checks.append(Check(id, ok: "The token of \(entry.name.safeForDisplay) is its owner's alone"))
            }
            return KnownBridge(entry: entry, token: token)
        } catch {
            checks.append(Check(id, .failed, Diagnosis(error)))
            return nil
        }
    }

    mutating func settings(_ locations: Locations) -> LoopSettings {
        let id = "files.settings"
        do throws(ConfigurationError) {
            let settings = try LoopSettings.load(locations, environment: ProcessInfo.processInfo.environment)
            _ = isFaulty(locations.settings, id: id, wanted: Self.ownFile)
            return settings
        } catch {
            checks.append(Check(id, .failed, Diagnosis(error)))
            return LoopSettings()
        }
    }

    /// What is shown to the broker only, as a token is to a bridge.
    mutating func brokerSecrets(_ settings: LoopSettings.MQTT) {
        for (name, path) in settings.secrets {
            let id = "files.mqtt.\(name)"
            do throws(SystemError) {
                if let notice = try LoopSettings.MQTT.exposure(of: path) {
                    checks.append(Check(id, .failed, notice))
                } else {
                    checks.append(Check(id, ok: "mqtt.\(name) is closed to others"))
                }
            } catch {
                checks.append(Check(id, .failed, Diagnosis(.file(path: path, error))))
            }
        }
    }

    /// A folder that only its owner may enter; one that is not there is made when it is needed.
    mutating func folder(_ path: String, id: String, name: String, wanted: UInt32 = ownFolder) {
        if !isFaulty(path, id: id, wanted: wanted) { note(path, id: id, name: name) }
    }

    /// A folder in which something is written at any time.
    mutating func workFolder(_ path: String, id: String, name: String) {
        do throws(SystemError) {
            if let status = try FileStatus.of(path) {
                guard status.isFolder else { throw SystemError("mkdir", number: ENOTDIR) }
                guard unsafe access(path, W_OK | X_OK) == 0 else { throw .last("access") }
            }
            note(path, id: id, name: name)
        } catch {
            checks.append(Check(id, .failed, .noFolder(path, reason: error.reason)))
        }
    }

    private mutating func note(_ path: String, id: String, name: String) {
        // Who cannot look at it was told so by the check before this.
        let isThere = (try? FileStatus.of(path)) != nil
        checks.append(Check(id, ok: "\(name): \(path.safeForDisplay)" + (isThere ? "" : ", made when needed")))
    }

    /// Notes what is wrong with whose it is and who may use it; false where nothing is, or nothing is there.
    private mutating func isFaulty(
        _ path: String, id: String, wanted: UInt32, _ state: Check.State = .warning
    ) -> Bool {
        do throws(SystemError) {
            guard let status = try FileStatus.of(path) else { return false }
            if status.mode & ~wanted & 0o777 != 0 {
                checks.append(Check(id, state, .tooOpen(path, mode: status.mode, wanted: wanted)))
            } else if let owner = try FileStatus.of(folder)?.owner, status.owner != owner {
                checks.append(Check(id, .warning, .othersFile(path, folder: folder)))
            } else {
                return false
            }
        } catch {
            checks.append(Check(id, .failed, Diagnosis(.file(path: path, error))))
        }
        return true
    }
}
