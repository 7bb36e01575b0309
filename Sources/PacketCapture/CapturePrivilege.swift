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
    public static func drop() throws(CaptureError) { try keep([]) }

    /// Gives up every capability of the calling thread but this one, for a program that opens captures again later.
    ///
    /// Per thread, too: what is started afterwards has this one and no other.
    public static func keepOnlyCapture() throws(CaptureError) { try keep([.netRaw]) }

    private static func keep(_ kept: Set<Capability>) throws(CaptureError) {
        do throws(SystemError) {
            try Capability.keep(only: kept)
        } catch {
            throw .other(source: "capset", reason: error.reason)
        }
    }
}
