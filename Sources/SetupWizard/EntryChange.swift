public import Discovery
public import Entries
public import Guidance
public import NukiDomain

/// What `bridges set` changes of an entry: words such as `port=8081`, checked as setup checks its answers.
public struct EntryChange: Sendable {
    /// What a person may change; everything else of an entry is found out.
    public enum Key: String, Sendable, CaseIterable {
        case name, host, port, auth
        case followAddress = "follow_address"
        case callback
        case pollSeconds = "poll_seconds"
        case clockOffset = "clock_offset"
    }

    /// A time between two polls that the settings decide about.
    private static let usual = "default"

    private var request = SetupRequest()
    private var keys: Set<Key> = []
    private var followsAddress = true
    private var pollSeconds: Int?
    private var clockOffset = 0

    /// Reads the words; a key that is none, a key that comes twice and a value that cannot be meant are errors.
    public init(_ words: [String]) throws(Diagnosis) {
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let key = Key(rawValue: parts[0]) else { throw .noSuchKey(parts[0]) }
            guard parts.count == 2 else { throw .entryValue(word, "A value is missing: \(key.rawValue)=…") }
            guard keys.insert(key).inserted else { throw .entryValue(key.rawValue, "It is given twice.") }
            if let complaint = take(key, parts[1]) { throw .entryValue(word, complaint) }
        }
    }

    /// Puts a value in its place; why it cannot be meant, as a sentence.
    private mutating func take(_ key: Key, _ text: String) -> String? {
        switch key {
        case .name: return SetupQuestion[.name]?.answer(text, in: &request)
        case .host:
            if let complaint = SetupQuestion[.host]?.answer(text, in: &request) { return complaint }
            // A port may follow the host.
            guard (try? Host(parsing: text)) == nil else { return nil }
            return keys.insert(.port).inserted ? nil : "The port is given twice."
        case .port: return SetupQuestion[.port]?.answer(text, in: &request)
        case .auth: return SetupQuestion[.auth]?.answer(text, in: &request)
        case .callback: return SetupQuestion[.callback]?.answer(text, in: &request)
        case .followAddress:
            guard let flag = Bool(text) else { return "It is true or false." }
            followsAddress = flag
        case .pollSeconds:
            let bounds = BridgeEntry.pollBounds
            pollSeconds = Int(text)
            guard text == Self.usual || pollSeconds.map(bounds.contains) == true else {
                return "It goes from \(bounds.lowerBound) to \(bounds.upperBound) seconds, or is \(Self.usual)."
            }
        case .clockOffset:
            guard let seconds = Int(text), BridgeEntry.offsetBounds.contains(seconds) else {
                return "It is a whole number of seconds, negative for a clock that is slow."
            }
            clockOffset = seconds
        }
        return nil
    }
}

extension EntryChange {
    /// Whether the bridge has to show that it can be reached and signed in to as the entry would say.
    public func needsProof(of entry: BridgeEntry) -> Bool {
        endpoint(of: entry) != entry.endpoint || plan(for: entry) != Self.plan(of: entry)
    }

    /// Where the bridge is to be.
    public func endpoint(of entry: BridgeEntry) -> Endpoint {
        Endpoint(
            host: request.host ?? entry.endpoint.host, port: keys.contains(.port) ? request.port : entry.endpoint.port)
    }

    /// How it is to be signed in to; no clock is looked for.
    public func plan(for entry: BridgeEntry) -> SignInPlan {
        var plan = keys.contains(.auth) ? request.plan : Self.plan(of: entry)
        plan.offset = keys.contains(.clockOffset) ? clockOffset : entry.clockOffset
        return plan
    }

    private static func plan(of entry: BridgeEntry) -> SignInPlan {
        var plan = SignInPlan.only(entry.auth)
        plan.offset = entry.clockOffset
        return plan
    }

    /// Refuses a name that another entry has.
    public func check(against file: EntryFile, for id: BridgeID) throws(Diagnosis) {
        guard let name = request.name, let other = file.entries.first(where: { $0.id != id && $0.name == name }) else {
            return
        }
        throw .unusable(
            "The name \(name.safeForDisplay)", WizardWords.nameTaken(by: other.id), fix: "Give another name.")
    }

    /// Makes the entry what it should be.
    ///
    /// - Parameter report: what the bridge said of itself there; nil where it was not asked.
    public func apply(to entry: inout BridgeEntry, proved report: ProbeReport?) {
        let endpoint = endpoint(of: entry)
        if let report {
            var place = BridgeDraft.Place(entry, isChosen: true)
            if endpoint.host != entry.endpoint.host { place.source = .manual }
            place.endpoint = endpoint
            entry = BridgeDraft(request, at: place).entry(report, among: EntryFile(entries: [entry]))
        } else {
            if endpoint.host != entry.endpoint.host { entry.source = .manual }
            entry.endpoint = endpoint
            if case .only(let mode) = request.signIn { entry.auth = mode }
            entry.name = request.name ?? entry.name
            entry.callback = request.callback ?? entry.callback
        }
        if keys.contains(.followAddress) { entry.followsAddress = followsAddress }
        if keys.contains(.pollSeconds) { entry.pollSeconds = pollSeconds }
        if keys.contains(.clockOffset) { entry.clockOffset = clockOffset }
    }

    /// The bridge alone can tell what is to be written.
    public var leavesSignInOpen: Bool { keys.contains(.auth) && request.signIn == .auto }
}

extension Diagnosis {
    fileprivate static func noSuchKey(_ word: String) -> Diagnosis {
        let keys = EntryChange.Key.allCases.map(\.rawValue).joined(separator: ", ")
        return Diagnosis(
            .inputMissing, "\(word.safeForDisplay) cannot be set", why: "These can be: \(keys).",
            fixes: ["The manual describes every key: man keyturn-bridges"], exit: .badCommandLine)
    }

    fileprivate static func entryValue(_ word: String, _ sentence: String) -> Diagnosis {
        Diagnosis(
            .inputMissing, "\(word.safeForDisplay) cannot be used", why: sentence,
            fixes: ["The manual describes every key: man keyturn-bridges"], exit: .badCommandLine)
    }
}
