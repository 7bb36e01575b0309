import Guidance
import PacketCapture
import Testing

@Suite("Lost frames")
struct LostFramesTests {
    @Test("The kernel's and ours are told beside each other, and nothing where none was lost")
    func places() {
        var losses = CaptureLosses()
        #expect(Diagnosis(lost: losses) == nil)
        losses.here = 1
        #expect(Diagnosis(lost: losses)?.what == "1 frame was lost")
        #expect(Diagnosis(lost: losses)?.why == "They came faster than they were read: 1 in keyturn.")
        losses.inKernel = 10
        #expect(Diagnosis(lost: losses)?.what == "11 frames were lost")
        #expect(Diagnosis(lost: losses)?.why == "They came faster than they were read: 10 in the kernel, 1 in keyturn.")
    }
}
