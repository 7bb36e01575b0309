import NukiDomain

/// The slugs of all devices of a loop: each is given once and never changes, since automations are built on them.
actor EntityNames {
    private var taken: Set<String> = []

    /// Takes over what was given before this start.
    func reserve(_ slugs: some Sequence<String> & Sendable) {
        taken.formUnion(slugs)
    }

    /// A slug for a new device: of its name, of its id where the name has no Latin letter, with `_2` and so on where
    /// another device has it.
    func slug(for device: Device) -> String {
        EntitySlug.numbered(EntitySlug.of(device.name) ?? "nuki_\(device.key.id)".lowercased(), taken: &taken)
    }
}
