import Linux

/// The right to listen: CAP_NET_RAW, which is needed to open a capture and no longer once it is open.
public enum CapturePrivilege {
    /// Whether the calling thread may open a live capture.
    public static var isHeld: Bool {
        // Asking about oneself cannot fail; if it did, opening would say why.
        (try? Capability.netRaw.isHeld) ?? false
    }

    /// Gives up this and every other capability of the calling thread; open captures go on.
    ///
    /// Per thread (see ``Capability``): call it in the first lines of `main`, right after the captures are open.
    public static func drop() throws(CaptureError) {
        do throws(SystemError) {
            try Capability.dropAll()
        } catch {
            throw .other(source: "capset", reason: error.reason)
        }
    }
}
