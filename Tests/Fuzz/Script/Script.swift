import FuzzSupport

/// A connection after its handshake, as a play in steps: the first byte picks the end that is
/// tested, and the fuzzer speaks for the other one and for time.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = unsafe Choices(start, count)
    if input.flag() {
        ClientScript(&input).run(&input)
    } else {
        DaemonScript(&input).run(&input)
    }
    return 0
}

/// How many steps a play has at most, so that no input takes seconds.
let stepsMax = 150
