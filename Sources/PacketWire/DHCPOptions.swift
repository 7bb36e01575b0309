/// The options of one message, as the bytes that carry them.
///
/// One buffer holds the options of the main area, then those of `file` and `sname` if option 52 says so, each as far
/// as it is well formed. Nothing is taken apart before somebody asks.
public struct DHCPOptions: Hashable, Sendable {
    /// Whole options one after the other, with the pads between them and the ends of the areas: no length in it
    /// leads past the end, which both initializers see to.
    private let stream: [UInt8]

    /// Takes what an ``OptionWalk`` found to be well formed.
    init(wellFormed stream: [UInt8]) {
        self.stream = stream
    }

    /// Puts options together in the given order and ends them; a value of more than 255 bytes is split (RFC 3396
    /// section 5). Pads and ends among them are left out.
    public init(_ options: [DHCPOption]) {
        var stream: [UInt8] = []
        for option in options where option.code != DHCPOptionCode.pad && option.code != DHCPOptionCode.end {
            var rest = option.value[...]
            repeat {
                let piece = rest.prefix(255)
                stream += [option.code, UInt8(piece.count)]
                stream += piece
                rest = rest.dropFirst(255)
            } while !rest.isEmpty
        }
        self.stream = stream + [DHCPOptionCode.end]
    }

    /// The codes in the order they stand in, pieces each by itself, 255 where an area ended; without pads.
    public var codes: [UInt8] { pieces.map(\.code) }

    /// The value of an option, its pieces joined in order (RFC 3396 section 7); nil if it is not there.
    public func value(of code: UInt8) -> [UInt8]? { joined(code).map(Array.init) }

    /// The same without a copy where the option is in one piece, as nearly all are.
    func joined(_ code: UInt8) -> ArraySlice<UInt8>? {
        var value: ArraySlice<UInt8>?
        for piece in pieces where piece.code == code {
            if value == nil {
                value = bytes(of: piece)
            } else {
                value?.append(contentsOf: bytes(of: piece))
            }
        }
        return value
    }

    /// The first byte of an option's value; nil if there is none.
    func firstByte(of code: UInt8) -> UInt8? {
        pieces.first { $0.code == code && !$0.value.isEmpty }.map { stream[$0.value.lowerBound] }
    }

    /// The bytes of one piece.
    func bytes(of piece: Piece) -> ArraySlice<UInt8> { stream[piece.value] }

    /// What stands in the message, piece by piece.
    var pieces: Pieces { Pieces(stream: stream) }

    /// One option, or a part of a split one, or the end of an area.
    struct Piece {
        /// The code.
        let code: UInt8
        /// Where its value lies in the stream.
        let value: Range<Int>
    }

    /// Goes from option to option.
    struct Pieces: Sequence, IteratorProtocol {
        /// The options' bytes.
        let stream: [UInt8]
        private var index = 0

        /// Starts at the first option.
        init(stream: [UInt8]) {
            self.stream = stream
        }

        /// The next piece.
        mutating func next() -> Piece? {
            while index < stream.count {
                let code = stream[index]
                index += 1
                if code == DHCPOptionCode.pad { continue }
                if code == DHCPOptionCode.end { return Piece(code: code, value: index..<index) }
                let start = index + 1
                index = start + Int(stream[index])
                return Piece(code: code, value: start..<index)
            }
            return nil
        }
    }
}
