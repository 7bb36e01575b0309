public import NukiDomain

/// Sentences about what a person typed.
public enum InputWords {
    /// Why a text is not a host.
    public static func sentence(_ error: HostError) -> String {
        switch error {
        case .empty: "Write an address such as 192.168.1.52."
        case .partTooLarge(let text): "\(text.safeForDisplay) is not an address: each part goes up to 255."
        case .notAnAddress(let text):
            "\(text.safeForDisplay) is not an address: four numbers, like 192.168.1.52, or an IPv6 address."
        case .withPort(let text): "\(text.safeForDisplay) holds a port; give it by itself with --port."
        case .addressOfAPage(let text):
            "\(text.safeForDisplay) is the address of a page; write only its host, like 192.168.1.52."
        case .notAName(let text): "\(text.safeForDisplay) is neither an address nor a host name."
        }
    }

    /// Why a text is not a token; never quotes it.
    public static func sentence(_ error: TokenError) -> String {
        switch error {
        case .empty: "The token is empty.  A bridge token has 6 to 20 characters."
        case .length(let count):
            "\(count) \(count == 1 ? "character" : "characters").  A bridge token has 6 to 20."
        case .strangeCharacter: "A bridge token has only printable ASCII characters and no space inside."
        case .looksLikeHash: "This is a hash of 64 hex digits, not the token.  The Nuki app shows the token."
        case .looksLikeWebKey:
            "This is a key of the Nuki Web API, which is for Nuki's cloud.  The Nuki app shows the bridge's token."
        }
    }

    /// Why a text is not a name of a bridge.
    public static func sentence(_ error: BridgeNameError) -> String {
        switch error {
        case .empty: "Write a name, such as Hallway."
        case .treacherous(let text):
            "\(text.safeForDisplay) has a character that does not show as it is: leave out what begins with \\u."
        }
    }

    /// Why a text is not a port.
    public static let port = "Port is a number from 1 to 65535."

    /// A span of time in its two largest units.
    public static func span(_ seconds: Int) -> String {
        let units = [(365 * 86_400, "year"), (86_400, "day"), (3600, "h"), (60, "min"), (1, "s")]
        var rest = seconds
        var parts: [String] = []
        for (size, name) in units where rest >= size && parts.count < 2 {
            let count = rest / size
            parts.append("\(count) \(name)\(size >= 86_400 && count > 1 ? "s" : "")")
            rest %= size
        }
        return parts.isEmpty ? "0 s" : parts.joined(separator: " ")
    }

    /// How wrong a clock is that is ahead by so many seconds: `7 min 10 s fast`, or `slow` for a negative number.
    public static func clockError(_ seconds: Int) -> String {
        "\(span(abs(seconds))) \(seconds < 0 ? "slow" : "fast")"
    }
}
