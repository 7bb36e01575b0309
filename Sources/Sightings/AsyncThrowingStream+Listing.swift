extension AsyncThrowingStream where Element == Sighting, Failure == any Error {
    /// A stream of what is known at once: a table or a file as it is now.
    static func listing(_ sightings: [Sighting]) -> Self {
        Self(bufferingPolicy: .bufferingOldest(sightings.count)) { continuation in
            for sighting in sightings { continuation.yield(sighting) }
            continuation.finish()
        }
    }
}
