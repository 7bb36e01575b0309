import Glibc

/// Word from the kernel that files of some folders were written, given a name or removed (inotify(7)).
///
/// A file that is replaced by a rename is news of its folder, where a watch on the file itself would see the old one.
public final class FolderNotifications: Sendable {
    private let descriptor: Descriptor

    /// Begins to watch; a folder that is not there is an error.
    public init(of folders: [String]) throws(SystemError) {
        let number = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        guard number >= 0 else { throw .last("inotify_init1") }
        descriptor = Descriptor(owning: number)
        let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR)
        for folder in folders {
            guard unsafe inotify_add_watch(number, folder, events) >= 0 else { throw .last("inotify_add_watch") }
        }
    }

    /// For a ``Poller``: can be read when there is word.
    public var number: Int32 { descriptor.number }

    /// Takes all that has come: the names of the files, and an empty one where word was lost and all may have changed.
    public func names() throws(SystemError) -> Set<String> {
        var names: Set<String> = []
        while true {
            let bytes: [UInt8]
            do {
                bytes = try descriptor.read()
            } catch {
                guard error.number == EAGAIN else { throw error }
                return names
            }
            names.formUnion(Self.names(in: bytes))
        }
    }

    /// Each event is a head of fixed size and a name that zeros fill up to the length that the head tells.
    private static func names(in bytes: [UInt8]) -> [String] {
        var names: [String] = []
        var rest = bytes[...]
        let head = MemoryLayout<inotify_event>.size
        while rest.count >= head {
            let length = Int(
                unsafe rest.withUnsafeBytes { unsafe $0.loadUnaligned(as: inotify_event.self) }.len)
            names.append(String(decoding: rest.dropFirst(head).prefix(length).prefix { $0 != 0 }, as: UTF8.self))
            rest = rest.dropFirst(head + length)
        }
        return names
    }
}
