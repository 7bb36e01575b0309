/// A way to find devices: listening to DHCP, and others beside it.
public protocol SightingSource: Sendable {
    /// The sightings as they are made; letting go of the stream, or cancelling its reader, ends the search.
    ///
    /// It may be called once. A stream throws the error of its source, such as `CaptureError`.
    func sightings() -> AsyncThrowingStream<Sighting, any Error>
}
