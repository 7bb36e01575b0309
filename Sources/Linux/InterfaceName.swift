import Glibc

/// Names of network interfaces.
public enum InterfaceName {
    /// The name that belongs to the kernel's number, such as `eth0`; nil if the interface is gone.
    public static func of(index: UInt32) -> String? {
        var name = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
        guard unsafe if_indextoname(index, &name) != nil else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
