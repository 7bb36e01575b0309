extension ProcessOwner {
    /// Whom root has to go on as, to see a folder as the one does to whom it belongs.
    ///
    /// Nil for whoever is not root, and for root's own folder. Where nothing is there, the person behind sudo.
    public static func owning(
        _ folder: String, _ environment: [String: String]
    ) throws(SystemError) -> ProcessOwner? {
        guard UserIdentity.effectiveUser == 0 else { return nil }
        guard let status = try FileStatus.of(folder) else { return try behindSudo(environment) }
        guard status.owner != 0 else { return nil }
        let identity = try UserIdentity.numbered(status.owner)
        return ProcessOwner(user: status.owner, group: identity?.group ?? status.group, name: identity?.name)
    }
}
