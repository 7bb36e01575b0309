import BridgeAPI
import Discovery
import Entries
import Guidance
import NukiDomain

/// One bridge on its way to an entry: what is known of it so far.
struct BridgeDraft: Sendable {
    /// Where it is said to be, and what announced it.
    struct Place: Hashable, Sendable {
        var endpoint: Endpoint
        /// The name that it gave itself.
        var title: String?
        /// The hardware id that was announced there.
        var id: BridgeID?
        var mac: MACAddress?
        var source = AddressSource.manual
        /// A person chose or typed it, now or on the command line.
        var isChosen = true
    }

    /// The answers about this bridge.
    var request: SetupRequest
    var place: Place
    var tokenWay: TokenOrigin?
    var token: Token?
    /// A token of a length that no bridge has, until a person decides about it.
    var oddToken: Token?
    /// The button was not pressed, and waited for again unasked.
    var isSecondWindow = false
    var course = SignInCourse()
    var report: ProbeReport?
    /// The configured bridge that it takes the place of.
    var replaces: BridgeEntry?
    /// The configured entry that is changed, as long as nothing of the change needs a sign-in.
    var standing: BridgeEntry?
    var slots: CallbackSlots?
    var isCounted = false
    /// Why it is not among those that are written.
    var failure: Diagnosis?

    struct Token: Sendable {
        let value: BridgeToken
        let origin: TokenOrigin
    }

    init(_ request: SetupRequest, at place: Place) {
        self.request = request
        self.place = place
        tokenWay = request.tokenFile != nil ? .file : request.pressesButton ? .button : nil
    }

    /// What to call it before it is named.
    var title: String { place.id?.description ?? place.title?.safeForDisplay ?? place.endpoint.host.description }

    /// Another token, from wherever it comes.
    mutating func forgetToken(way: TokenOrigin?) {
        token = nil
        oddToken = nil
        tokenWay = way
        forgetReport()
        course.begin()
    }

    /// Another address of the same bridge, which a person gave.
    mutating func move(to endpoint: Endpoint) {
        guard endpoint != place.endpoint else { return }
        if endpoint.host != place.endpoint.host { place.source = .manual }
        place.endpoint = endpoint
        place.isChosen = true
        forgetReport()
        course.begin()
    }

    /// What was found out at the old address, or by the old sign-in, does not count any more.
    mutating func forgetReport() {
        report = nil
        replaces = nil
        standing = nil
        slots = nil
        isCounted = false
    }
}

extension BridgeDraft {
    /// The entry as it is going to be; nil as long as a sign-in has to tell.
    func entry(among entries: EntryFile) -> BridgeEntry? {
        if let report { return entry(report, among: entries) }
        var entry = standing
        if let name = request.name { entry?.name = name }
        if let callback = request.callback { entry?.callback = callback }
        return entry
    }

    /// The entry that the report asks for; what an entry of this bridge, or of the one that it replaces, already says about
    /// other things is kept.
    func entry(_ report: ProbeReport, among entries: EntryFile) -> BridgeEntry {
        let old = entries[report.id]
        let model = old ?? replaces
        let isSameAddress = old?.endpoint == place.endpoint
        var entry = BridgeEntry(
            id: report.id, name: request.name ?? model?.name ?? WizardWords.name(report.id), endpoint: place.endpoint,
            auth: report.mode, serverID: report.serverID?.rawValue, mac: report.hardware ?? place.mac ?? old?.mac,
            firmware: report.firmware,
            source: place.source == .manual && isSameAddress ? old?.source ?? .manual : place.source,
            clockOffset: Self.settledOffset(report.stampOffset, old?.clockOffset ?? 0),
            devices: report.listing.devices.map { EntryDevice($0) })
        if let model {
            entry.followsAddress = model.followsAddress
            entry.callback = model.callback
            entry.pollSeconds = model.pollSeconds
        }
        if let callback = request.callback { entry.callback = callback }
        return entry
    }

    /// Two measurements a moment apart differ by a second or two: what makes no difference to a sign-in changes nothing.
    private static func settledOffset(_ measured: Int, _ old: Int) -> Int {
        let noise = 20
        return abs(measured - old) > noise ? measured : old
    }
}

extension BridgeDraft.Place {
    /// The place that a search found.
    init(_ candidate: BridgeCandidate, port: Port, isChosen: Bool) {
        self.init(
            endpoint: Endpoint(host: .address(.v4(candidate.address)), port: candidate.port ?? port),
            title: candidate.isNamed ? candidate.title : nil, id: candidate.id, mac: candidate.mac,
            source: candidate.addressSource, isChosen: isChosen)
    }

    /// The place that an entry holds.
    init(_ entry: BridgeEntry, isChosen: Bool) {
        self.init(
            endpoint: entry.endpoint, title: entry.name, id: entry.id, mac: entry.mac, source: entry.source,
            isChosen: isChosen)
    }
}
