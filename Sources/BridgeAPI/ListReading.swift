import NukiDomain

/// A list read element by element, so that an odd one hides no other.
struct ListReading<Element> {
    /// The elements that could be read, in order.
    private(set) var elements: [Element] = []
    /// Why others could not, in a few words each; of very many, the first ones and how many more there are.
    private(set) var unreadable: [String] = []

    /// More faults than this are told by their number: a list of a megabyte has room for a third of a million.
    private static var told: Int { 8 }

    /// Reads a list; nil for what is none.
    ///
    /// - Parameters:
    ///   - fault: what is wrong with an element that cannot be read, given its place from 1 on.
    ///   - read: nil for an element that cannot be read.
    init?(_ value: OutsideValue?, fault: (Int) -> String, _ read: (OutsideValue) -> Element?) {
        guard let list = value?.list else { return nil }
        var untold = 0
        for (index, value) in list.enumerated() {
            if let element = read(value) {
                elements.append(element)
            } else if unreadable.count < Self.told {
                unreadable.append(fault(index + 1))
            } else {
                untold += 1
            }
        }
        if untold > 0 { unreadable.append("\(untold) more cannot be read either") }
    }
}
