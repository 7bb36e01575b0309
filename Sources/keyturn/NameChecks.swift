import FoundationEssentials
import Guidance
import Linux
import NukiDomain

/// Whether names find their addresses. Only names of this house are asked for.
struct NameChecks: Sendable {
    /// How long an answer is waited for.
    private static let patience = Duration.seconds(5)
    private static let resolverFile = "/etc/resolv.conf"

    let clock: any Clock<Duration>

    /// - Parameter hosts: where the configured bridges are.
    func checks(hosts: [Host]) async -> [Check] {
        var names: [String] = []
        for case .name(let name) in hosts where !names.contains(name) { names.append(name) }
        var checks = [resolver]
        for name in names { checks.append(await check(name, isOwn: false)) }
        guard names.isEmpty else { return checks }
        do throws(SystemError) {
            checks.append(await check(try NameLookup.ownName, isOwn: true))
        } catch {
            checks.append(Check("dns.own", .warning, .notTold("This machine's own name", reason: error.reason)))
        }
        return checks
    }

    /// Whom the C library asks (resolv.conf(5)).
    private var resolver: Check {
        let servers: [String]
        do throws(SystemError) {
            let bytes = try FileSystem.contents(of: Self.resolverFile, limit: 1 << 20) ?? []
            servers = Self.servers(in: String(decoding: bytes, as: UTF8.self))
        } catch {
            return Check("dns.server", .warning, .notTold("Which DNS servers are configured", reason: error.reason))
        }
        guard !servers.isEmpty else { return Check("dns.server", .warning, .noNameServer) }
        return Check("dns.server", ok: "DNS: \(servers.joined(separator: ", ").safeForDisplay)")
    }

    /// The servers that a resolv.conf names.
    static func servers(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.split(whereSeparator: \.isWhitespace)
            return words.first == "nameserver" ? words.dropFirst().first.map(String.init) : nil
        }
    }

    private func check(_ name: String, isOwn: Bool) async -> Check {
        let id = isOwn ? "dns.own" : "dns.\(name)"
        switch await addresses(of: name) {
        case .success(let addresses):
            let who = isOwn ? "This machine, \(name.safeForDisplay)," : name.safeForDisplay
            return Check(id, ok: "\(who) is \(addresses.joined(separator: ", "))")
        case .failure(let error):
            let notice = Notice.nameUnknown(name, reason: error.reason, isOwn: isOwn)
            return Check(id, isOwn ? .warning : .failed, notice)
        }
    }

    /// The addresses of a name, unless that takes too long. The resolver cannot be interrupted: it is left alone.
    func addresses(of name: String) async -> Result<[String], NameLookupError> {
        let (answers, feed) = AsyncStream<Result<[String], NameLookupError>>.makeStream(
            bufferingPolicy: .bufferingOldest(1))
        do throws(SystemError) {
            try WorkerThread.start(named: "lookup") {
                feed.yield(Result { () throws(NameLookupError) in try NameLookup.addresses(of: name) })
                feed.finish()
            }
        } catch {
            return .failure(NameLookupError(reason: error.reason))
        }
        let alarm = Task {
            // Cancelled once the answer is there, which ends the stream by itself.
            try? await clock.sleep(for: Self.patience)
            feed.finish()
        }
        defer { alarm.cancel() }
        for await answer in answers { return answer }
        return .failure(NameLookupError(reason: "no answer in \(Self.patience.components.seconds) s"))
    }
}
