import Sightings

/// A source of sightings that a test holds the other end of.
struct ScriptedSource: SightingSource {
    let continuation: AsyncThrowingStream<Sighting, any Error>.Continuation
    private let stream: AsyncThrowingStream<Sighting, any Error>

    init(_ sightings: Sighting...) {
        (stream, continuation) = AsyncThrowingStream.makeStream()
        for sighting in sightings { continuation.yield(sighting) }
    }

    func sightings() -> AsyncThrowingStream<Sighting, any Error> { stream }
}
