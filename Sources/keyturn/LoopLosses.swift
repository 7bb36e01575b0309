import Guidance
import PacketCapture
import ServiceLifecycle
import Sightings

/// Tells now and then, and at the end, how many frames a running loop did not hear.
struct LoopLosses: Service {
    private static let pause = Duration.seconds(600)

    let listener: LeaseListener

    func run() async {
        await cancelWhenGracefulShutdown {
            var told = CaptureLosses()
            var isOver = false
            repeat {
                // Cut short by the end of the loop.
                isOver = (try? await Task.sleep(for: Self.pause)) == nil
                let losses = listener.losses
                if let lost = Diagnosis(lost: losses.since(told)) { Output.warn(lost) }
                told = losses
            } while !isOver
        }
    }
}

extension CaptureLosses {
    /// The frames that were lost after those of an earlier look.
    fileprivate func since(_ earlier: CaptureLosses) -> CaptureLosses {
        var losses = CaptureLosses()
        (losses.inKernel, losses.here) = (inKernel - earlier.inKernel, here - earlier.here)
        return losses
    }
}
