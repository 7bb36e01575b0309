/// The screens of a configured machine, as they were read and found good at each width.
enum ConfiguredScreens {
    static let frames = [80: wide80, 40: wide40, 20: wide20]
}
