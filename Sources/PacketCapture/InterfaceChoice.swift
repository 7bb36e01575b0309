/// Which interfaces a live capture is about.
public enum InterfaceChoice: Hashable, Sendable {
    /// Every usable one (``NetworkInterface/isUsable``).
    case usable
    /// These; `any` hears all of them, without VLAN tags.
    case named([String])
}
