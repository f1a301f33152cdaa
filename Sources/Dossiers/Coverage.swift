internal import Authority
internal import Basics

/// Proof that a call's leaf is written, with which later steps of the same stream call go on.
///
/// Only this room makes one, in a release or a commit: a stream call leaves one leaf when it
/// begins, and nothing of it leaves or is kept before that leaf is durable.
public struct Coverage: Sendable {
    let method: UInt16
    let device: DeviceID?
    let session: SessionID
    let leaf: UInt64

    init(_ call: CallContext, leaf: UInt64) {
        method = call.method
        device = call.device
        session = call.session
        self.leaf = leaf
    }

    func covers(_ call: CallContext) -> Bool {
        method == call.method && device == call.device && session == call.session
    }
}
