public import Entries
public import Guidance
public import NukiDomain

/// A question of the wizard, as data: what each face draws in its own way.
public enum Question: Sendable {
    /// Choose among the bridges that the search shows, or type an address.
    case bridge
    /// Type an address.
    case host
    /// Button or paste.
    case tokenWay(at: Host)
    /// Type the token.
    case token
    /// Accept what is about to be written.
    case review(SavePlan)
    /// Start the control loop or leave.
    case handOff
    /// Choose a way out of a failure; where the bridge is, once that is known.
    case wayOut(Diagnosis, [WayOut], at: Host?)
}
