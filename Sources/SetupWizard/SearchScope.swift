public import Discovery
public import Entries
public import Guidance

/// Where a search looks, as far as the conversation decides that; for the rest, the flags do.
public struct SearchScope: Hashable, Sendable {
    /// DHCP is listened to, if the flags want it; false once a person went on without the right to.
    public var listens = true
    /// Nuki's directory is asked as well: a person agreed, for this search.
    public var asksCloud = false
    /// The interface to look on in place of those that the flags name.
    public var interface: String?
    /// Ends soon after the first finding, since nobody is there to choose.
    public var settles = false

    /// Begins with what the flags say.
    public init() {}
}

/// What is heard of a search.
public enum SearchNews: Hashable, Sendable {
    /// The list of bridges changes.
    case change(CandidateSearch.Change)
    /// What a source is at; each source keeps the line that it got first.
    case source(AddressSource, SourceState)
    /// Something that a person should know, such as a bridge that hides its address.
    case remark(Diagnosis)
}

/// What a source of sightings is at.
public enum SourceState: Hashable, Sendable {
    /// It is read or asked, and was not through yet.
    case looking
    /// It goes on listening.
    case listening
    /// It was read whole; so many of Nuki's names, or directory entries, were in it.
    case read(Int)
    /// This machine has nothing of the kind.
    case absent
    /// It cannot be used; the reason was said before or stands in a remark.
    case unusable
}
