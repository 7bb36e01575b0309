import Entries
import Guidance
import NukiDomain

/// Sentences about a file that is imported.
enum ImportWords {
    static func sentence(_ note: ImportNote) -> String {
        switch note {
        case .ignored(let id):
            "note: Home Assistant ignores the bridge \(id.safeForDisplay); it is passed over."
        case .disabled(let id):
            "note: bridge \(id) is switched off in Home Assistant; it is taken over all the same."
        case .repeated(let id):
            "note: bridge \(id) stands there twice; the first entry counts."
        case .unusable(let title, let fault):
            "warning: the entry “\(title.safeForDisplay)” is passed over: \(sentence(fault))"
        }
    }

    /// What an import changes about one bridge; without any token.
    static func difference(_ plan: ImportPlan) -> String {
        let name = "\(plan.entry.name.safeForDisplay) (\(plan.entry.id))"
        switch plan.change {
        case .added: return "+ \(name): \(summary(plan.entry))"
        case .same: return "= \(name): nothing changes"
        case .tokenMissing: return "! \(name): the token is missing"
        case .changed(let fields, let token):
            let parts = fields.map { "\($0.key) \(word($0.old)) -> \(word($0.new))" } + (token ? ["another token"] : [])
            return "~ \(name): \(parts.joined(separator: ", "))"
        }
    }

    private static func summary(_ entry: BridgeEntry) -> String {
        let devices = entry.devices.isEmpty ? [] : [count(entry.devices.count)]
        let signIn = entry.auth == .plain ? "sign-in plain: the token goes in clear" : "sign-in \(entry.auth.rawValue)"
        return ([entry.endpoint.description.safeForDisplay, signIn] + devices).joined(separator: ", ")
    }

    private static func count(_ devices: Int) -> String { "\(devices) \(devices == 1 ? "device" : "devices")" }

    private static func word(_ value: OutsideValue?) -> String {
        switch value {
        case nil, .null: "none"
        case .text(let text): text.safeForDisplay
        case .whole(let number): "\(number)"
        case .decimal(let number): "\(number)"
        case .flag(let flag): flag ? "true" : "false"
        case .list(let list): count(list.count)
        case .object: "…"
        }
    }

    private static func sentence(_ fault: ImportNote.EntryFault) -> String {
        switch fault {
        case .version(let version): "it has version \(version), and 1 is known."
        case .noID: "it does not say which bridge it is."
        case .host: "its host is none."
        case .port: "its port is none."
        case .token(let error): "what stands for the token is none. \(InputWords.sentence(error))"
        }
    }
}
