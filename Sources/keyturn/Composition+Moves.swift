import ControlLoop
import Entries
import FoundationEssentials
import Guidance
import NukiDomain
import Sightings

extension Composition {
    /// What searches for configured bridges work with.
    static func moveMeans(
        _ store: EntryStore, _ locations: Locations, _ options: DiscoveryOptions, _ chosen: [Sighting.Source],
        port: Port? = nil
    ) throws -> MoveMeans {
        let lines = try bridgeLines(locations)
        return MoveMeans(
            store: store, dialer: lines.dialer, lanes: lines.lanes, gap: lines.gap,
            memory: ProbeMemory(locations) { Output.warn(Diagnosis($0)) },
            neighbourhood: neighbourhood(options.interfaces), usesNeighbours: chosen.contains(.neighbours), port: port)
    }

    /// What the sources see.
    ///
    /// - Parameter stays: tables and files are read again and again.
    static func feed(
        _ options: DiscoveryOptions, _ chosen: [Sighting.Source], _ listener: LeaseListener?, stays: Bool
    ) throws -> SightingFeed {
        let remarks = SearchRemarks()
        let tables: [Sighting.Source] = stays ? [.leases, .neighbours] : []
        func sources(_ chosen: [Sighting.Source]) throws -> [any SightingSource] {
            try Self.sources(options, chosen, listener, port: .bridgeDefault) { remarks.take($0) }
        }
        return SightingFeed(
            once: try sources(chosen.filter { !tables.contains($0) }),
            again: try sources(chosen.filter(tables.contains))
        ) { Output.warn(Diagnosis(anything: $0)) }
    }

    /// What follows the bridges of a loop.
    static func relocation(
        _ sources: LoopSources, _ listener: LeaseListener?, _ store: EntryStore, _ locations: Locations,
        _ printer: EventPrinter
    ) throws -> Relocation {
        Relocation(
            try moveMeans(store, locations, sources.options, sources.chosen),
            try feed(sources.options, sources.chosen, listener, stays: true),
            onProbe: { entry, claim in
                await printer.say(
                    entry.name, "seen by \(claim.source.words) at \(claim.address), checking", at: Date())
            }, warn: { Output.warn(Diagnosis(anything: $0)) })
    }
}
