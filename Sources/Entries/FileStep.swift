import Linux
package import NukiDomain

/// One change in the file system: either done or not, never half.
package enum FileStep: Sendable {
    /// Gives a file a second name, in place of whatever has it.
    case link(String, at: String)
    /// Replaces a token.
    case token(BridgeToken, at: String)
    /// Replaces the entries and keeps a backup of those before.
    case entries(String, at: String)
    /// Gives a file the place of another.
    case rename(String, to: String)
    /// Removes a file.
    case remove(String)

    /// Does it, and makes it outlast a power cut.
    package func carryOut() throws(ConfigurationError) {
        switch self {
        case .token(let token, let path): try TokenStore.write(token, to: path)
        case .entries(let text, let path): try AtomicFile.write(Array(text.utf8), to: path, keepingBackup: true)
        case .link(let path, _), .rename(let path, _), .remove(let path):
            try at(path) { () throws(SystemError) in
                switch self {
                case .link(_, let name):
                    try FileSystem.remove(name)
                    try FileSystem.link(path, at: name)
                case .rename(_, let name): try FileSystem.rename(path, to: name)
                default: try FileSystem.remove(path)
                }
                try FileSystem.sync(folder: FilePath.folder(of: path))
            }
        }
    }
}

extension FileStep {
    /// The steps of several plans as one: every token, then the entries as the last plan leaves them, then what was kept
    /// for as long goes.
    package static func together(_ plans: [SavePlan]) -> [FileStep] {
        var tokens: [FileStep] = []
        var entries: FileStep?
        var rest: [FileStep] = []
        for step in plans.flatMap(\.steps) {
            switch step {
            case .link, .token: tokens.append(step)
            case .entries: entries = step
            case .rename, .remove: rest.append(step)
            }
        }
        return tokens + [entries].compactMap(\.self) + rest
    }
}
