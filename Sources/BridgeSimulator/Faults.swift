/// What is wrong with a simulated bridge, beyond what every bridge does.
///
/// As JSON (`POST /_control/fault`, or `faults` in a household file) every key may be left out, and what is left out is
/// not wrong:
///
///     {"busy_every": 3, "paths": ["/list"], "callbacks": {"delay": 30}}
///
/// Durations are in seconds and scaled by the speed of the simulation.
public struct Faults: Hashable, Sendable, Encodable {
    /// `paths`: only requests to these are answered wrongly; empty means all.
    public var paths: Set<String> = []
    /// `requests`: all faults are lifted once so many requests have met them; nil for never.
    public var requests: Int?

    /// `busy_every`: every such request is told 503, counted from the first; 1 is all of them (home-assistant/core
    /// #26780).
    public var busyEvery: Int?
    /// `busy_rate`: from 0 to 1, how likely a request is told 503.
    public var busyRate = 0.0
    /// `seed`: the same seed and rate give the same requests 503.
    public var seed: UInt64 = 0
    /// `delay`: every request is kept waiting so long, and the bridge is busy meanwhile.
    public var delay = 0.0
    /// `late`: every answer leaves so long after it was made, and what it says may be old by then; the bridge is free
    /// meanwhile.
    public var late = 0.0
    /// `wire`: what happens to JSON on its way: `truncated_chunk`, `bad_chunk_size`, `drip`, `reset` or `endless`.
    public var wire: WireFault?

    /// `unsuccessful`: devices are not reached, and their requests answered `{"success": false}`
    /// (home-assistant/core #119608).
    public var isUnsuccessful = false
    /// `gone`: requests to devices get 410, as after a long time out of reach.
    public var isGone = false
    /// `done_but`: what is told of lock actions that were carried out: `busy` (503, ioBroker.nuki #73), `reset` or
    /// `unsuccessful`.
    public var doneBut: DoneBut?
    /// `stale`: the bridge hears of no change until it asks: `/list` shows what was known, and no callbacks are sent
    /// (homebridge-nb #132).
    public var isStale = false

    /// `control_bytes`: names end with the byte 0x11, which makes the JSON invalid (homebridge-nb #39).
    public var hasControlBytes = false
    /// `missing`: what `/list` leaves out: `deviceType`, `firmwareVersion`, `lastKnownState`.
    public var missing: Set<ListField> = []

    /// `old_firmware`: a bridge that knows no encrypted sign-in, whatever its household says.
    public var isOldFirmware = false
    /// `future_stamps`: a stamp ahead of the bridge's clock is taken however far it is ahead (RaspiNukiBridge).
    public var takesFutureStamps = false
    /// `bad_token_status`: 403 or 500 in place of 401, as emulators have it.
    public var badTokenStatus: Int?
    /// `auth_appends_wifi`: `/auth` gives the token with the name of a Wi-Fi after it, longer than any token.
    public var authAppendsWifi = false

    /// `slots_full`: other clients hold all slots for callbacks that are free when the fault begins.
    public var areSlotsFull = false
    /// `api_off`: connections are refused.
    public var isAPIOff = false
    /// `callbacks`: what happens to callbacks.
    public var callbacks = CallbackFaults()

    /// Nothing is wrong.
    public init() {}

    /// What is told of a lock action that was carried out all the same.
    public enum DoneBut: String, Hashable, Sendable, Codable, CaseIterable {
        /// 503.
        case busy
        /// A reset connection.
        case reset
        /// `{"success": false}` (home-assistant/core #119608).
        case unsuccessful
    }

    /// What may be missing in an element of `/list`.
    public enum ListField: String, Hashable, Sendable, Codable, CaseIterable {
        /// Seen missing in home-assistant/core #179324.
        case deviceType
        /// Seen missing in homebridge-nb #93.
        case firmwareVersion
        /// Seen missing in home-assistant/core #30607.
        case lastKnownState
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case paths, requests, seed, delay, late, wire, missing, callbacks
        case busyEvery = "busy_every"
        case busyRate = "busy_rate"
        case isUnsuccessful = "unsuccessful"
        case isGone = "gone"
        case doneBut = "done_but"
        case isStale = "stale"
        case hasControlBytes = "control_bytes"
        case isOldFirmware = "old_firmware"
        case takesFutureStamps = "future_stamps"
        case badTokenStatus = "bad_token_status"
        case authAppendsWifi = "auth_appends_wifi"
        case areSlotsFull = "slots_full"
        case isAPIOff = "api_off"
    }
}
