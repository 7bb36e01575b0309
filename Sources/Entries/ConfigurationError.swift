public import Linux
public import NukiDomain

/// What can go wrong with the files of a configuration; no case carries a token.
public enum ConfigurationError: Error, Hashable, Sendable {
    /// The system refused a file or folder (KT-SAVE-DENIED).
    case file(path: String, SystemError)
    /// A symbolic link is where the entries would be written (KT-SAVE-DENIED); nothing was written.
    case linked(path: String)
    /// A file of ours that does not say what it should (KT-FILE-BAD); it is left as it is.
    ///
    /// `line` is the line of the fault as it stands in the file, nil where it is very long or speaks of a token.
    case malformed(path: String, JSONFault, line: String?)
    /// Written by a newer Keyturn; left as it is.
    case newerSchema(path: String, found: Int)
    /// Another process writes and did not end in time (KT-SAVE-BUSY); its number, if the lock tells it.
    case busy(path: String, holder: Int32?)
    /// The task was cancelled while it waited for the lock; nothing was written.
    case cancelled
    /// A token file whose content is no token.
    case badToken(path: String, TokenError)
    /// A variable whose value cannot be meant; the fault says which setting it stands for.
    case badVariable(name: String, value: String, JSONFault)
    /// Neither `$HOME` nor the user database tells a home folder.
    case noHome
    /// A new bridge has an entry already: one that came meanwhile (KT-SAVE-CHANGED), or beside that of the bridge whose
    /// place it was to take (KT-INPUT); nothing was written.
    case alreadySetUp(BridgeID, replacing: BridgeID?)
    /// The entry that was to change was removed meanwhile (KT-SAVE-CHANGED); nothing was written.
    case entryGone(BridgeEntry)
    /// The entry has an address by now at which nobody tried what was to be written (KT-SAVE-CHANGED); nothing was
    /// written.
    case entryMoved(BridgeEntry, to: Endpoint)
    /// A control loop runs on the entries that would move (KT-SAVE-BUSY); its number, if its lock tells it.
    case entriesInUse(by: Int32?)
    /// A file is where one that would move goes (KT-SAVE-DENIED); nothing was moved.
    case moveObstructed(by: String, from: String)
    /// A symbolic link is where a move would go on as root (KT-SAVE-DENIED); nothing was moved.
    case moveLinked(path: String)
    /// A value that JSON cannot hold, such as a number that is not finite.
    case notEncodable
}

extension ConfigurationError {
    private static let longestLine = 200

    /// Adds the line of the fault, as far as it may be shown.
    static func malformed(path: String, _ fault: JSONFault, in bytes: [UInt8]) -> ConfigurationError {
        .malformed(path: path, fault, line: fault.position.flatMap { showable(line: $0.line, of: bytes) })
    }

    /// Somebody may have put a token where none belongs: such a line stays in its file.
    private static func showable(line: Int, of bytes: [UInt8]) -> String? {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1), lines[line - 1].count <= longestLine else { return nil }
        let text = String(decoding: lines[line - 1], as: UTF8.self)
        return text.lowercased().contains("token") ? nil : text
    }
}

/// Says which path a system call was about.
func at<Value: ~Copyable>(
    _ path: String, _ call: () throws(SystemError) -> Value
) throws(ConfigurationError) -> Value {
    do {
        return try call()
    } catch {
        throw .file(path: path, error)
    }
}

/// Whether anything is at a path.
func exists(_ path: String) throws(ConfigurationError) -> Bool {
    try at(path) { () throws(SystemError) in try FileStatus.of(path) } != nil
}
