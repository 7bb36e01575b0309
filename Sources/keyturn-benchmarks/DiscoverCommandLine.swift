/// `keyturn discover --read`, from its start to its end, beside what others do with the same capture.
struct DiscoverCommandLine {
    private let program: String

    /// Nil where no `keyturn` lies beside this program.
    init?() {
        guard let program = CommandRun.sibling("keyturn") else { return nil }
        self.program = program
    }

    /// Runs it once; every bridge must be found.
    func run(_ capture: GeneratedCapture) throws -> Lap { try measure(capture).lap }

    private func measure(_ capture: GeneratedCapture) throws -> CommandRun {
        let run = try CommandRun([
            program, "discover", "--read", capture.path, "--no-probe", "--json", "--config", "/nonexistent",
        ])
        try WrongCount.check("discover", run.lines, is: GeneratedCapture.bridges)
        return run
    }

    /// Prints its memory, and how many frames tshark reads meanwhile, of the same messages.
    func besideTshark(_ capture: GeneratedCapture) throws {
        let ours = try measure(capture)
        let memory = (Double(ours.peakMemory) / Double(1 << 20)).rounded(to: 1)
        Report.line("  peak memory of discover --read: \(memory) MiB; wanted: below 25")
        guard let tshark = CommandRun.existing("/usr/bin/tshark") else {
            Report.line("  tshark: skipped, it is not installed")
            return
        }
        let slice = try GeneratedCapture.make(messages: min(capture.contents.frames, 100_000))
        let theirs = Result {
            try CommandRun([tshark, "-r", slice.path, "-Y", "dhcp", "-T", "fields", "-e", "dhcp.option.hostname"])
        }
        try slice.remove()
        let run = try theirs.get()
        try WrongCount.check("tshark", run.lines, is: slice.contents.frames)
        let speed = Double(capture.contents.frames) / (ours.lap.elapsed / .seconds(1))
        let other = Double(slice.contents.frames) / (run.lap.elapsed / .seconds(1))
        Report.line(
            "  tshark: \(Int(other).grouped) frames/s and \(run.peakMemory >> 20) MiB on \(slice.contents.frames.grouped) "
                + "of them; discover reads \(Int(speed / other).grouped) times as many; wanted: 100")
    }
}
