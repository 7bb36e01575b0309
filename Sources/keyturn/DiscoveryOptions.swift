public import ArgumentParser
import Guidance
import HTTPFetch
public import NukiDomain
import PacketCapture
import Sightings

/// What to listen to, where else to look, and for how long.
struct DiscoveryOptions: ParsableArguments {
    @Option(
        name: .customLong("source"),
        help: ArgumentHelp("Look by this means only: \(names); repeatable.", valueName: "name"),
        completion: .list(Sighting.Source.allCases.map(\.rawValue)), transform: source)
    var sources: [Sighting.Source] = []

    @Option(name: .customLong("interface"), help: ArgumentHelp("Listen here only; repeatable.", valueName: "name"))
    var interfaces: [String] = []

    @Option(
        help: ArgumentHelp("A capture file in place of the network; - is stdin.", valueName: "file"),
        completion: .file())
    var read: String?

    @Option(help: ArgumentHelp("How long to listen, such as 45s or 2m.", valueName: "time"), transform: time)
    var timeout: TimeSpan?

    @Option(
        help: ArgumentHelp("A DHCP server's lease file in place of the usual ones; repeatable.", valueName: "path"),
        completion: .file())
    var leases: [String] = []

    @Option(help: ArgumentHelp("Ask this list instead of Nuki's for --source cloud.", valueName: "url"))
    var cloudURL: WebAddress?

    @Option(help: ArgumentHelp("Trust these authorities for --cloud-url.", valueName: "pem", visibility: .hidden))
    var cloudCA: String?

    @Option(help: ArgumentHelp("How many addresses --source scan asks at most.", valueName: "number"))
    var scanLimit = SubnetScan.usualLimit

    func validate() throws {
        guard (1...65_536).contains(scanLimit) else {
            throw ValidationError("--scan-limit is a number from 1 to 65536.")
        }
    }

    /// The means to look by, each once. A capture file, leases and the cloud are meant as well where their own option is
    /// given; a capture file stands for all that is not asked for.
    func chosenSources(_ environment: [String: String]) throws(Diagnosis) -> [Sighting.Source] {
        var chosen = sources
        if chosen.isEmpty, read == nil { chosen = try Self.named(in: environment) ?? Self.usual }
        if read != nil { chosen.append(.dhcp) }
        if !leases.isEmpty { chosen.append(.leases) }
        if cloudURL != nil { chosen.append(.cloud) }
        return Sighting.Source.allCases.filter(chosen.contains)
    }

    /// The interfaces that a search leaves out: those that are on and not looked at.
    func otherInterfaces() throws -> [String] {
        guard read == nil else { return [] }
        let all = try NetworkInterface.all().filter { $0.isUp && !$0.isLoopback }
        return all.filter { interfaces.isEmpty ? !$0.isUsable : !interfaces.contains($0.name) }.map(\.name)
    }

    /// Whether the command line says where to look.
    var namesSources: Bool { !sources.isEmpty || !leases.isEmpty || cloudURL != nil }

    private static let usual: [Sighting.Source] = [.dhcp, .neighbours, .leases]
    private static let variable = "KEYTURN_SOURCES"
    private static var names: String { Sighting.Source.allCases.map(\.rawValue).joined(separator: ", ") }

    private static func named(in environment: [String: String]) throws(Diagnosis) -> [Sighting.Source]? {
        let words = environment[variable]?.split { $0 == "," || $0 == " " } ?? []
        var sources: [Sighting.Source] = []
        for word in words {
            guard let source = Sighting.Source(rawValue: String(word)) else {
                throw .unusable(
                    variable, "\(String(word).safeForDisplay) is no source of sightings.",
                    fix: "Name some of: \(names).")
            }
            sources.append(source)
        }
        return sources.isEmpty ? nil : sources
    }

    private static func source(_ text: String) throws(ValidationError) -> Sighting.Source {
        guard let source = Sighting.Source(rawValue: text) else { throw ValidationError("Name some of: \(names).") }
        return source
    }

    private static func time(_ text: String) throws(ValidationError) -> TimeSpan {
        guard let span = TimeSpan(argument: text) else { throw ValidationError("Write 45s or 2m.") }
        return span
    }
}

extension Port: ArgumentParser.ExpressibleByArgument {
    /// A number from 1 to 65535.
    public init?(argument: String) { self.init(argument) }
}

/// An address of a page: `https://api.nuki.io/discover/bridges`.
struct WebAddress: ExpressibleByArgument, Hashable {
    let isSecure: Bool
    let endpoint: Endpoint
    let path: String

    /// A request for the page; over TLS, only these authorities are trusted, or the system's.
    func request(trusting authorities: String?) -> HTTPRequest {
        isSecure
            ? .cloud(endpoint.host, port: endpoint.port, path: path, authorities: authorities)
            : HTTPRequest(endpoint: endpoint, path: path)
    }

    /// Nuki's directory (Bridge API 1.13.2, "Discover bridges").
    static let nukiDirectory = "https://api.nuki.io/discover/bridges"

    init?(argument: String) {
        let parts = argument.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "https" || parts[0] == "http" else { return nil }
        isSecure = parts[0] == "https"
        let authority = parts[1].prefix { $0 != "/" }
        let tail = parts[1].dropFirst(authority.count)
        path = tail.isEmpty ? "/" : String(tail)
        let words = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard words.count <= 2, path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let host = try? Host(parsing: words[0]),
            let port = words.count == 2 ? Port(words[1]) : Port(rawValue: isSecure ? 443 : 80)
        else { return nil }
        endpoint = Endpoint(host: host, port: port)
    }
}

/// A time as people write it: `45s`, `2m`, `1h`, or seconds.
struct TimeSpan: Hashable {
    let duration: Duration

    init?(argument: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
        let unit = argument.last.flatMap { units[$0] }
        let digits = unit == nil ? Substring(argument) : argument.dropLast()
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
            (1...86_400).contains(number)
        else { return nil }
        duration = .seconds(number * (unit ?? 1))
    }

    init(_ duration: Duration) {
        self.duration = duration
    }
}
