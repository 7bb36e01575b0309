import Glibc

extension [UInt8] {
    /// Overwrites a copy of a secret before its memory is given back, in a way that the optimiser keeps.
    public mutating func wipe() {
        unsafe withUnsafeMutableBytes { buffer in
            if let base = buffer.baseAddress { unsafe explicit_bzero(base, buffer.count) }
        }
    }
}
