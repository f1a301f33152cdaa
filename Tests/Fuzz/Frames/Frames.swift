import Basics
import Framing

/// Everything in Framing that reads bytes of a peer.
///
/// What is read is written again and must be
/// the same bytes; what is refused must be refused without a crash.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let kind = bytes.first else { return 0 }
    let rest = Array(bytes.dropFirst())
    switch kind % 8 {
    case 0: frames(rest)
    case 1: same(Preamble(rest).map(\.bytes), rest)
    case 2: same(Welcome(rest).map(\.bytes), rest, isWhole: false)
    case 3: same(GoAway(rest).map(\.bytes), rest)
    case 4: request(rest, hasOperationKey: false)
    case 5: request(rest, hasOperationKey: true)
    case 6: delimited(rest)
    default:
        // An invitation is written by people: what is read reads the same when written again.
        let text = String(decoding: rest, as: UTF8.self)
        if let read = InvitationText(text) {
            precondition(InvitationText(read.text)?.text == read.text)
        }
    }
    return 0
}

private func same(_ written: [UInt8]?, _ read: [UInt8], isWhole: Bool = true) {
    guard let written else { return }
    precondition(isWhole ? written == read : written.count == read.count)
}

private func frames(_ bytes: [UInt8]) {
    let span = bytes.rawSpan
    guard let frames = try? InnerFrame.split(span) else { return }
    precondition(frames.count <= FramingLimits.innerFramesPerFrameMax)
    var end = 0
    for frame in frames {
        precondition(frame.body.lowerBound >= end + 8 && frame.body.upperBound <= bytes.count)
        end = frame.body.upperBound
    }
    precondition(bytes[end...].allSatisfy { $0 == 0 })
}

private func request(_ bytes: [UInt8], hasOperationKey: Bool) {
    let span = bytes.rawSpan
    guard let head = RequestHead(span, hasOperationKey: hasOperationKey) else { return }
    var written: [UInt8] = []
    head.append(to: &written)
    precondition(written.elementsEqual(bytes.prefix(head.byteCount)))
}

private func delimited(_ bytes: [UInt8]) {
    guard let messages = Delimited.split(bytes) else { return }
    var written: [UInt8] = []
    for message in messages { Delimited.append(Array(message), to: &written) }
    precondition(written == bytes)
}
