/// The screens of the way to a token, as they were read and found good at each width.
enum TokenScreens {
    static let frames = [80: wide80, 40: wide40, 20: wide20]
}
