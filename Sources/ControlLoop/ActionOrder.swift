import NukiDomain

/// What a POST to an action asks for.
struct ActionOrder: Hashable, Sendable {
    /// The actions, by their names in paths.
    static let names = ["lock", "unlock", "open", "lock_n_go", "set_continuous_mode"]

    let action: DeviceAction
    /// Whoever asks is content when the bridge has taken it.
    let nowait: Bool

    /// Why a body cannot be meant.
    struct Fault: Error, Hashable, Sendable {
        let what: String
    }

    /// Reads a body: one JSON object with the members of that action and no others.
    init(_ name: String, _ body: [UInt8]) throws(Fault) {
        var members = try Self.members(of: body)
        nowait = try Self.flag(["nowait"], of: &members) ?? false
        switch name {
        case "lock": action = .lock
        case "unlock": action = .unlock
        case "open": action = .open
        case "lock_n_go": action = .lockNGo(unlatch: try Self.flag(["unlatch"], of: &members) ?? false)
        default:
            guard let isOn = try Self.flag(["enable", "enabled"], of: &members) else {
                throw Fault(what: "The member enable is missing: true or false.")
            }
            action = .continuousMode(isOn)
        }
        if let stranger = members.first {
            throw Fault(what: "This action takes no member \(stranger.name.safeForDisplay).")
        }
    }

    private static func members(of body: [UInt8]) throws(Fault) -> [OutsideValue.Member] {
        // What reads bridges' answers forgives a comma too many and raw control bytes; here that does no harm.
        guard case .object(let members)? = try? JSONText.fromOutside(body) else {
            throw Fault(what: "The body is not a JSON object.")
        }
        return members
    }

    /// Takes one member out that may have one of several names.
    private static func flag(
        _ names: [String], of members: inout [OutsideValue.Member]
    ) throws(Fault) -> Bool? {
        let found = members.filter { names.contains($0.name) }
        members.removeAll { names.contains($0.name) }
        guard let member = found.first else { return nil }
        guard found.count == 1 else {
            throw Fault(what: "Only one of \(names.joined(separator: ", ")) can stand there.")
        }
        guard let flag = member.value.flag else { throw Fault(what: "\(member.name) is true or false.") }
        return flag
    }
}
