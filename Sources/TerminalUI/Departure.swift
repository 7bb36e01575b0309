/// How a question ends without an answer.
public enum Departure: Error, Hashable, Sendable {
    /// To the question before: Esc or Left, `b` in lines. Comes only of a question that allows it.
    case back
    /// Out of the program: Ctrl-C, Ctrl-D, `q` at a numbered question, or the end of the input.
    case leave
}
