import NukiDomain

/// The body of a POST to an action, and the action that it makes.
enum ActionOrder {
    /// The actions, by their names in paths.
    static let names = ["lock", "unlock", "open", "lock_n_go", "set_continuous_mode"]

    /// Why a body cannot be meant.
    struct Fault: Error, Hashable, Sendable {
        let what: String
    }

    /// Reads a body: one JSON object with the members of that action and no others.
    static func action(_ name: String, _ body: [UInt8]) throws(Fault) -> DeviceAction {
        let members = try members(of: body)
        switch name {
        case "lock": return try plain(.lock, members)
        case "unlock": return try plain(.unlock, members)
        case "open": return try plain(.open, members)
        case "lock_n_go":
            return .lockNGo(unlatch: try flag(["unlatch"], members) ?? false)
        default:
            guard let isOn = try flag(["enable", "enabled"], members) else {
                throw Fault(what: "The member enable is missing: true or false.")
            }
            return .continuousMode(isOn)
        }
    }

    private static func members(of body: [UInt8]) throws(Fault) -> [OutsideValue.Member] {
        // What reads bridges' answers forgives a comma too many and raw control bytes; here that does no harm.
        guard case .object(let members)? = try? JSONText.fromOutside(body) else {
            throw Fault(what: "The body is not a JSON object.")
        }
        return members
    }

    private static func plain(_ action: DeviceAction, _ members: [OutsideValue.Member]) throws(Fault) -> DeviceAction {
        guard let stranger = members.first else { return action }
        throw Fault(what: "This action takes no member \(stranger.name.safeForDisplay).")
    }

    /// One member that may have one of several names.
    private static func flag(_ names: [String], _ members: [OutsideValue.Member]) throws(Fault) -> Bool? {
        if let stranger = members.first(where: { !names.contains($0.name) }) {
            throw Fault(what: "This action takes no member \(stranger.name.safeForDisplay).")
        }
        guard members.count <= 1 else {
            throw Fault(what: "Only one of \(names.joined(separator: ", ")) can stand there.")
        }
        guard let member = members.first else { return nil }
        guard let flag = member.value.flag else { throw Fault(what: "\(member.name) is true or false.") }
        return flag
    }
}
