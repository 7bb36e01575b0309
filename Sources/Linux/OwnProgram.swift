import Glibc

/// The program that this process runs.
public enum OwnProgram {
    /// Where its file is, links followed (proc(5), `/proc/self/exe`).
    public static var path: String {
        get throws(SystemError) {
            var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = unsafe readlink("/proc/self/exe", &bytes, bytes.count)
            guard count >= 0 else { throw .last("readlink") }
            return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
