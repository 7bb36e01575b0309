import Entries
import FoundationEssentials
import Glibc
import Guidance
import Linux
import NukiDomain

/// The control loop as a service of the machine.
struct MachineService {
    /// The whole path of the program that it starts.
    let program: String
    /// The configuration of whoever installs it.
    let old: Locations
    /// The configuration of the service.
    let new: Locations
    /// Who called root through sudo.
    let person: ProcessOwner?

    private static let written = UnitFile(path: "/etc/systemd/system/\(ServiceUnit.name)", isPersonal: false)
    /// Where a package brings it.
    private static let packaged = "/usr/lib/systemd/system/\(ServiceUnit.name)"
    /// What the unit hides from the service.
    private static let hidden = ["/home/", "/root/", "/run/user/", "/tmp/", "/var/tmp/"]

    /// Nothing is read or made before it is asked for.
    init(program: String, from old: Locations) throws {
        self.program = program
        self.old = old
        new = try Locations(LocationFacts(isSystem: true, user: 0))
        person = try ProcessOwner.behindSudo(ProcessInfo.processInfo.environment)
    }

    private var text: String { ServiceUnit(program: program).forMachine }

    /// As whoever the folders belong to, who need not be the one behind sudo. Root's rights reach no folder of others.
    private var move: ConfigurationMove {
        get throws {
            let owner = try ProcessOwner.owning(old.config, [:]) ?? ProcessOwner.owning(old.state, [:])
            return ConfigurationMove(from: old, to: new, as: owner)
        }
    }

    /// How many bridges could come along.
    func entriesToMove() throws -> Int { try move.bridgeCount() }

    /// The unit that was installed without a package, for root alone.
    static func ownUnit() throws(Diagnosis) -> UnitFile {
        guard UserIdentity.effectiveUser == 0 else { throw .serviceIsRoots }
        return written
    }

    /// Whether this process may install it, and the service could start the program.
    func check() throws {
        guard UserIdentity.effectiveUser == 0 else { throw Diagnosis.serviceIsRoots }
        guard !Self.isHidden(program), Self.isForAll(program) else {
            throw Diagnosis.programOutOfReach(program)
        }
        try Self.written.check(text)
        try checkLoop()
    }

    /// Whether no other loop than the service's own runs on its folders.
    private func checkLoop() throws {
        do throws(FileLockError) {
            try FileLock.checkFree(new.runLock)
        } catch {
            guard case .busy(let holder) = error else { throw ConfigurationError(error, path: new.runLock) }
            guard try ServiceManager(isPersonal: false).isActive else { throw Diagnosis.loopBesideService(holder) }
        }
    }

    /// Whether the entries can come along: nobody runs them, and nothing is in their way.
    func checkMove() throws { try move.check() }

    /// Makes the user, its folders and the unit; the entries come along if they are to.
    func install(movingEntries: Bool) async throws -> ServiceReport {
        try ServiceManager.makeAccount()
        guard let owner = try ProcessOwner.service(named: "keyturn") else {
            throw Diagnosis.noServiceUser("systemd-sysusers ended well and did not make it.")
        }
        try ServiceFolders(locations: new, owner: owner).make()
        let outside = movingEntries ? try outsideFiles() : []
        let moved = movingEntries ? try await move.carryOut() : []
        var report = try unit()
        report.moved = moved
        report.outside = outside
        return report
    }

    private func unit() throws -> ServiceReport {
        // One that is there hides that of a package from systemd.
        if try FileStatus.of(Self.written.path) == nil, try FileStatus.of(Self.packaged) != nil {
            return ServiceReport(unit: Self.packaged, isPackaged: true)
        }
        try Self.written.write(text)
        // There is no secret in it, and systemctl shows it to everybody.
        try Descriptor(opening: Self.written.path, O_RDONLY | O_NOFOLLOW).setMode(0o644)
        return ServiceReport(unit: Self.written.path)
    }

    /// Files that the settings name by a path that the service cannot follow.
    private func outsideFiles() throws -> [String] {
        let settings = try LoopSettings.load(old, environment: [:])
        let mqtt = settings.mqtt
        // A relative one begins wherever the loop is started; that of the API's tokens, at the configuration.
        let named = [mqtt.passwordFile, mqtt.ca, mqtt.certificate, mqtt.key].compactMap(\.self)
        return named.filter { !$0.hasPrefix("/") || Self.isHidden($0) }
            + [settings.http.tokens].filter(Self.isHidden)
    }

    private static func isHidden(_ path: String) -> Bool { hidden.contains(where: path.hasPrefix) }

    /// Whether everybody may run a file and pass the folders above it.
    private static func isForAll(_ path: String) -> Bool {
        var path = path
        while path != "/" {
            // What cannot be looked at is for nobody.
            guard let status = try? FileStatus.of(path), status.mode & 0o001 != 0 else { return false }
            path = FilePath.folder(of: path)
        }
        return true
    }
}
