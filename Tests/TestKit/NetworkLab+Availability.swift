import Glibc
import Linux

extension NetworkLab {
    /// Why no lab can be built here; nil where one can. A test that needs one says:
    ///
    ///     @Test(.enabled(if: NetworkLab.unavailable == nil, "\(NetworkLab.unavailable ?? "")"))
    ///
    /// The reason goes to standard output too, once, so that a run shows what it left out.
    public static let unavailable: String? = {
        let reason = obstacle()
        if let reason { print("Tests in network namespaces are left out: \(reason).") }
        return reason
    }()

    private static func obstacle() -> String? {
        guard geteuid() == 0 else { return "they need root" }
        for program in ["ip", "dnsmasq", "udhcpc"] where ChildProcess.path(of: program) == nil {
            return "no program \(program)"
        }
        let probe = "kt-probe-\(getpid())"
        do {
            guard try ip(["netns", "add", probe]) else { return "namespaces are refused" }
            guard try ip(["-n", probe, "link", "add", "switch", "type", "bridge"]) else {
                _ = try ip(["netns", "del", probe])
                return "the kernel makes no bridge"
            }
            _ = try ip(["netns", "del", probe])
        } catch {
            return "\(error)"
        }
        return nil
    }

    /// Runs `ip`, waiting for it: a test's condition cannot be asynchronous and still tell its reason.
    private static func ip(_ arguments: [String]) throws(SystemError) -> Bool {
        var plan = SpawnPlan(ChildProcess.path(of: "ip") ?? "ip", arguments, [:])
        plan.open("/dev/null", O_WRONLY, as: 1)
        plan.duplicate(1, as: 2)
        let id = try plan.start()
        var status: Int32 = 0
        while unsafe waitpid(id, &status, 0) < 0 {
            guard errno == EINTR else { throw .last("waitpid") }
        }
        return status == 0
    }
}
