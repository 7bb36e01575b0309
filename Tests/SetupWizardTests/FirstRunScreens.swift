/// The screens of a first run, as they were read and found good at each width.
enum FirstRunScreens {
    static let frames = [80: wide80, 40: wide40, 38: wide38, 20: wide20]
}
